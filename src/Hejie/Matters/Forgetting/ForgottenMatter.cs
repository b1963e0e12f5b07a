using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Forgetting;

/// <summary>What is left of a matter whose people are forgotten: what it was, and when, why and by which article it was erased.</summary>
/// <param name="Procedure">The procedure's name.</param>
/// <param name="Kind">What it was about.</param>
/// <param name="Place">Where it was.</param>
/// <param name="Number">The official number, if it had one.</param>
/// <param name="State">How it ended.</param>
/// <param name="At">When it was forgotten; null where its key is gone and no entry says why, as after a restore.</param>
/// <param name="Why">Why, in words.</param>
/// <param name="Article">By which article.</param>
internal sealed record ForgottenMatter(
    string Procedure, string Kind, string Place, string? Number, string State, DateTimeOffset? At, string Why, string Article)
{
    /// <summary>Reads it from the clear parts of its entries: nothing else can be read.</summary>
    public static async Task<ForgottenMatter> ReadAsync(
        IQueryable<MatterRow> matters, HejieDb db, Catalogue catalogue, BodyDirectory directory, IWords words, CancellationToken cancel)
    {
        var row = await matters.AsNoTracking().SingleAsync(cancel);
        var state = StateCodec.Decode(row.State);
        var procedure = catalogue.Procedures.Version(state.ProcedureHash);
        var last = await db.Entries.AsNoTracking().Where(entry => entry.County == row.County && entry.Matter == row.Id)
            .OrderByDescending(entry => entry.Number).Select(entry => entry.Bytes).FirstAsync(cancel);
        var told = EntryCodec.Header(last) is { Kind: ForgetMatter.Kind } header ? header : null;
        return new ForgottenMatter(
            words[procedure.Title], KindWords.Of(procedure, row.Kind, words), directory.Place(PlaceCode.Of(row.Place))?.FullName ?? "", row.Number,
            words[procedure.States[row.StateName].Title], told is null ? null : LegalTime.Instant(told.Recorded),
            words["forgotten.why." + (told?.Clear.GetValueOrDefault("why") ?? ForgetWhy.Term)], told?.Clear.GetValueOrDefault("article") ?? ForgetWhy.RightTo);
    }
}
