using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Rules.Procedures;

namespace Hejie.Quick.Audit;

/// <summary>
/// Opens the line of a sampled quick report to the auditor. The look is an entry of the matter like any other: who reported
/// reads that the auditor looked. The auditor opens no matter otherwise, and of this one nothing but what was reported.
/// </summary>
internal sealed class ReadForAudit(SampleReports sample, MatterJournal journal, OpenSealed look, HejieDb db, CatalogueHolder catalogue)
{
    /// <summary>The purpose of the look.</summary>
    public const string Purpose = "audit";

    /// <summary>Looks.</summary>
    /// <returns><see cref="Written.NotFound"/> where it is not in the sample of the auditor's area.</returns>
    public async Task<Written> OpenAsync(Scope scope, int county, Guid matter, CancellationToken cancel) =>
        await sample.FindAsync(scope, county, matter, cancel) is null
            ? new Written.NotFound()
            : await journal.AppendAsync(
                Of(county, matter), VersionCheck.None, loaded => ValueTask.FromResult<Decision>(new Decision.Write(OpenSealed.Entry(loaded, scope, Purpose))), null, cancel);

    /// <summary>What was reported, where the post opened it in this shift; null where it did not, or the text is destroyed.</summary>
    public async Task<string?> LineAsync(Scope scope, int county, Guid matter, CancellationToken cancel)
    {
        if (await sample.FindAsync(scope, county, matter, cancel) is null || await journal.FindAsync(Of(county, matter), cancel) is not { } loaded)
            return null;
        var entries = await journal.EntriesAsync(county, matter, cancel);
        if (!look.IsOpen(entries, scope.By.Id))
            return null;
        var texts = EntryCodec.Open(entries[0], loaded.Key.Bytes).Texts;
        var asked = catalogue.Current.Procedures.Version(loaded.State.ProcedureHash).Intake.Where(field => field.Type == FieldType.Text);
        return string.Join("\n", asked.Select(field => texts.GetValueOrDefault(field.Name)).OfType<string>());
    }

    private IQueryable<MatterRow> Of(int county, Guid matter) => db.Matters.Where(row => row.County == county && row.Id == matter);
}
