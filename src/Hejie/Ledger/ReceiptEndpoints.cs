using System.Globalization;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Rules.Procedures;

namespace Hejie.Ledger;

/// <summary>Receipts to take home: of the filing, from the page that says it came in; of every act of a party, from the party's own page.</summary>
internal static class ReceiptEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/file/receipt/proof", FilingAsync).For(Access.Public).ExcludeFromDescription();
        app.MapGet("/matter/receipts/{number:int}", OwnAsync).For(Access.Party).ExcludeFromDescription();
    }

    private static async Task<IResult> FilingAsync(
        HttpContext http, DraftStore drafts, HejieDb db, MatterJournal journal, MakeReceipt make, CancellationToken cancel)
    {
        // The proof is the filer's to take home: it holds what they said.
        if (await drafts.FindAsync(DraftOf.Filing, cancel) is not { Content: { Receipt: { } filed, Helper: null } })
            return Results.LocalRedirect("/track");
        var matter = await journal.FindAsync(db.Matters.Where(row => row.County == filed.County && row.Id == filed.Matter), cancel);
        if (matter is null)
            return Results.LocalRedirect("/track");
        var entries = await journal.EntriesAsync(filed.County, filed.Matter, cancel);
        return await AnswerAsync(http, matter, entries[0], make, cancel);
    }

    private static async Task<IResult> OwnAsync(
        HttpContext http, int number, PartySession session, ReadMatter read, MakeReceipt make, CancellationToken cancel)
    {
        var party = (await session.FindAsync())!;
        if (await read.ForPartyAsync(party, cancel) is not { } reading || number < 1 || number > reading.Entries.Count)
            return Results.NotFound();
        var entry = reading.Entries[number - 1];
        return IsOf(EntryCodec.Header(entry), party) ? await AnswerAsync(http, reading.Matter, entry, make, cancel) : Results.NotFound();
    }

    /// <summary>Whether an entry is a party's own act: nobody takes home what another one wrote.</summary>
    public static bool IsOf(EntryHeader header, PartyKey party) => header.Actor is Actor.Party actor && actor.Ordinal == party.Ordinal;

    /// <summary>The file, whose name tells nothing of what it is about or who has it.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext http, LoadedMatter matter, byte[] entry, MakeReceipt make, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await make.RunAsync(matter, entry, cancel) is var (position, file))
            return Results.File(file.Write(), "application/json", string.Create(CultureInfo.InvariantCulture, $"receipt-{position}.json"));
        http.Response.Headers.RetryAfter = "3";
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
