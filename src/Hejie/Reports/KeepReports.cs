using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Reports.Documents;
using Hejie.Rules.Reports;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Reports;

/// <summary>A report that a post may read.</summary>
internal sealed record Report(ReportRow Row, ReportText Text);

/// <summary>A figure of a report that is another one when it is computed again.</summary>
internal sealed record ReportChange(string Where, string Before, string Now);

/// <summary>Has reports written, released and computed again.</summary>
internal sealed class KeepReports(HejieDb db, IDialect dialect, WriteReport write, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The longest note.</summary>
    public const int MostNote = 2_000;

    /// <summary>How many reports a list shows.</summary>
    public const int MostListed = 60;

    /// <summary>How many closed periods can be reported on.</summary>
    public const int MostPeriods = 12;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The templates by which a post may have a report written: those of its service centre's level.</summary>
    public IEnumerable<ReportTemplate> TemplatesOf(Scope scope) =>
        scope.Body.Kind.Code != BodyKinds.ServiceCentre || !Identity.Permissions.Oversees(scope.Post.Role) ? []
        : catalogue.Current.Reports.Templates.Values.Where(template => template.Level == scope.Body.Place.Level).OrderBy(template => template.Id, StringComparer.Ordinal);

    /// <summary>The first days of the periods that are over, the last one first.</summary>
    public IReadOnlyList<DateOnly> Periods(ReportTemplate template)
    {
        var periods = new List<DateOnly>();
        var start = FigureTime.Start(LegalTime.DateOf(time.GetUtcNow()), template.Unit);
        for (var nth = 0; nth < MostPeriods; nth++)
            periods.Add(start = FigureTime.Start(start.AddDays(-1), template.Unit));
        return periods;
    }

    /// <summary>The reports that a post may read: those of its body, and the released ones of bodies below.</summary>
    public async Task<IReadOnlyList<ReportRow>> ListAsync(Scope scope, CancellationToken cancel)
    {
        if (!scope.OpensMatters)
            return [];
        var reports = Scoped(scope);
        var rows = await reports.OrderByDescending(row => row.From).ThenByDescending(row => row.Made).Take(MostListed * 3).ToListAsync(cancel);
        return [.. rows.Where(row => Reads(scope, row)).Take(MostListed)];
    }

    /// <summary>One report; null where there is none that the post may read.</summary>
    public async Task<Report?> FindAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        var row = await db.Reports.AsNoTracking().SingleOrDefaultAsync(row => row.County == county && row.Id == id, cancel);
        return row is not null && scope.OpensMatters && Reads(scope, row) ? new Report(row, JsonSerializer.Deserialize<ReportText>(row.Text, s_json)!) : null;
    }

    /// <summary>Has a report written, or a draft written anew.</summary>
    /// <returns>Its id; null where the post may not, or it is released already.</returns>
    public async Task<Guid?> WriteAsync(Scope scope, string template, DateOnly from, CancellationToken cancel)
    {
        if (TemplatesOf(scope).FirstOrDefault(known => known.Id == template) is not { } found || !Periods(found).Contains(from)
            || await write.RunAsync(scope, found, from, cancel) is not { } text)
            return null;
        var (county, body) = (scope.Body.Place.County, scope.Body.Id);
        using var writing = await dialect.EnterWriteAsync(cancel);
        var row = await db.Reports.SingleOrDefaultAsync(row => row.County == county && row.Body == body && row.Template == template && row.From == from, cancel);
        if (row is { Released: not null })
            return null;
        if (row is null)
            db.Reports.Add(row = Draft(scope, found, from, text, scope.By.Id));
        else
            (row.Text, row.Made, row.MadeBy) = (JsonSerializer.Serialize(text, s_json), LegalTime.Micros(time.GetUtcNow()), scope.By.Id);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    /// <summary>Writes the report of the period that ended last, where nobody had it written yet.</summary>
    /// <param name="scope">A post of the body that issues it.</param>
    /// <param name="template">The template.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> DraftAsync(Scope scope, ReportTemplate template, CancellationToken cancel)
    {
        var (county, body, from) = (scope.Body.Place.County, scope.Body.Id, Periods(template)[0]);
        if (await db.Reports.AnyAsync(row => row.County == county && row.Body == body && row.Template == template.Id && row.From == from, cancel)
            || await write.RunAsync(scope, template, from, cancel) is not { } text)
            return false;
        using var writing = await dialect.EnterWriteAsync(cancel);
        try
        {
            db.Reports.Add(Draft(scope, template, from, text, ReportRow.BySystem));
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            // Another node, or a person, was first.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private ReportRow Draft(Scope scope, ReportTemplate template, DateOnly from, ReportText text, int by) => new()
    {
        County = scope.Body.Place.County,
        Id = Guid.CreateVersion7(),
        Body = scope.Body.Id,
        Template = template.Id,
        From = from,
        Until = FigureTime.End(from, template.Unit),
        Text = JsonSerializer.Serialize(text, s_json),
        Made = LegalTime.Micros(time.GetUtcNow()),
        MadeBy = by,
    };

    /// <summary>Releases a draft of the post's own body, with a note.</summary>
    /// <returns>A code of what is wrong with the note, or null.</returns>
    public async Task<string?> ReleaseAsync(Scope scope, int county, Guid id, string? note, CancellationToken cancel)
    {
        var body = scope.Body.Id;
        if (note is { Length: > MostNote })
            return "report.note-long";
        if (note is not null && SummaryGuard.Personal(note, []) is not null)
            return "report.note-personal";
        var now = LegalTime.Micros(time.GetUtcNow());
        using var writing = await dialect.EnterWriteAsync(cancel);
        var released = await db.Reports.Where(row => row.County == county && row.Id == id && row.Body == body && row.Released == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Released, now).SetProperty(row => row.ReleasedBy, scope.By.Id).SetProperty(row => row.Note, string.IsNullOrWhiteSpace(note) ? null : note.Trim()), cancel);
        return released == 0 ? "report.released-before" : null;
    }

    /// <summary>Computes a report again, by the template of today, and tells what is different.</summary>
    /// <returns>Null where it cannot be computed again by who asks.</returns>
    public async Task<IReadOnlyList<ReportChange>?> AgainAsync(Scope scope, Report report, CancellationToken cancel)
    {
        if (report.Row.Body != scope.Body.Id || !catalogue.Current.Reports.Templates.TryGetValue(report.Row.Template, out var template)
            || await write.RunAsync(scope, template, report.Row.From, cancel) is not { } now)
            return null;
        var changes = new List<ReportChange>();
        foreach (var (before, after) in report.Text.Sections.Zip(now.Sections))
        {
            changes.AddRange(before.Paragraphs.Zip(after.Paragraphs).Where(pair => pair.First != pair.Second).Select(pair => new ReportChange(before.Heading, pair.First, pair.Second)));
            var known = (before.Figures?.Rows ?? []).ToDictionary(row => (row.Label, row.To), row => string.Join(' ', row.Texts));
            var again = (after.Figures?.Rows ?? []).ToDictionary(row => (row.Label, row.To), row => string.Join(' ', row.Texts));
            foreach (var key in known.Keys.Union(again.Keys).Where(key => known.GetValueOrDefault(key) != again.GetValueOrDefault(key)))
                changes.Add(new ReportChange($"{before.Heading} {key.Label} {key.To}".TrimEnd(), known.GetValueOrDefault(key) ?? "–", again.GetValueOrDefault(key) ?? "–"));
        }

        return changes;
    }

    private IQueryable<ReportRow> Scoped(Scope scope)
    {
        var county = scope.Body.Place.County;
        return scope.AcrossCounties ? db.Reports.AsNoTracking().TagWith(AcrossCounties.Tag) : db.Reports.AsNoTracking().Where(row => row.County == county);
    }

    private bool Reads(Scope scope, ReportRow row) =>
        row.Body == scope.Body.Id
            ? Identity.Permissions.Oversees(scope.Post.Role) || row.Released is not null
            : row.Released is not null && directory.Current.IsAtOrUnder(row.Body, scope.Body.Id);
}
