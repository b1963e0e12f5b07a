using System.Globalization;
using Hejie.Identity;
using Hejie.Matters.Tracking;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Ledger;

/// <summary>An act of the party, and where it stands in the log.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Text">What it was.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Position">Its position; null while it has none.</param>
/// <param name="Qr">A picture that leads to its proof and holds its check value.</param>
internal sealed record OwnReceipt(int Number, string Text, DateTimeOffset At, long? Position, QrPicture? Qr);

/// <summary>The receipts of all that a party did in their matter, to take home and to print.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OwnReceiptsModel(PartySession session, ReadOwnMatter read, MakeReceipt make) : PageModel
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<OwnReceipt> Own { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await session.FindAsync() is not { } party || await read.RunAsync(party, cancel) is not { } own)
            return Redirect("/matter");
        var positions = await make.PositionsAsync(party.County, party.Matter, cancel);
        Own =
        [
            .. own.Headers.Where(header => ReceiptEndpoints.IsOf(header, party)).Reverse().Select(header =>
            {
                var position = positions.TryGetValue(header.Number, out var at) ? at : (long?)null;
                var text = own.Story.Steps.FirstOrDefault(step => step.Number == header.Number)?.Text ?? "";
                return new OwnReceipt(
                    header.Number, text, LegalTime.Instant(header.Recorded), position,
                    position is { } known ? QrPicture.Of(Link(party.County, known, own.Reading.Entries[header.Number - 1])) : null);
            }),
        ];
        return Page();
    }

    /// <summary>The public proof of a position, with the check value that the paper holds, whatever the proof says.</summary>
    private string Link(int county, long position, byte[] entry)
    {
        var hash = Convert.ToHexStringLower(GrowLog.Data(entry).ToArray());
        return string.Create(CultureInfo.InvariantCulture, $"{Request.Scheme}://{Request.Host}/ledger/{county}/proof/{position}#{hash}");
    }
}
