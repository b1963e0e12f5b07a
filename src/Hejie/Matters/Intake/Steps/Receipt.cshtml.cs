using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Intake.Steps;

/// <summary>
/// The receipt: the code, how to use it, and what comes next. On paper only the slip is printed, and neither it nor the
/// page's address tells what it is about.
/// </summary>
[Access(Access.Public)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ReceiptModel(
    DraftStore drafts, HejieDb db, MatterJournal journal, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    /// <summary>The receipt.</summary>
    public Receipt Receipt { get; private set; } = null!;

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset At => LegalTime.Instant(Receipt.Recorded);

    /// <summary>Until when this page can be seen again.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>Whether the code asks for the last digits of the telephone.</summary>
    public bool AsksDigits { get; private set; }

    /// <summary>The first date, or null.</summary>
    public ClockView? Clock { get; private set; }

    /// <summary>Who has it.</summary>
    public IReadOnlyList<(string, string?)> Facts { get; private set; } = [];

    /// <summary>Where the code is typed in.</summary>
    public string Site => $"{Request.Scheme}://{Request.Host}/track";

    /// <summary>The link as a picture.</summary>
    public QrPicture Qr => QrPicture.Of($"{Request.Scheme}://{Request.Host}/t/{Receipt.Code}");

    /// <summary>Shows the receipt as long as its draft is kept.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await drafts.FindAsync(DraftOf.Filing, cancel) is not { Content.Receipt: { } receipt } held)
            return Redirect("/track");
        if (held.Content.Helper is not null)
            return Redirect("/file/taken-down");
        (Receipt, Until) = (receipt, held.Until);
        AsksDigits = await db.Parties.AsNoTracking()
            .Where(party => party.County == receipt.County && party.Matter == receipt.Matter && party.Ordinal == 1).Select(party => party.AsksDigits).SingleOrDefaultAsync(cancel);
        var matter = await journal.FindAsync(db.Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter), cancel);
        if (matter is not null)
            Clock = ClockView.Of(matter.State, catalogue.Current, directory.Current, words) is [var first, ..] ? first : null;
        var body = directory.Current.Body(matter?.State.Owner ?? receipt.Body);
        Facts = [(words["track.who"], body?.Name), (words["track.telephone"], body is null ? null : words["track.hours", body.Telephone])];
        return Page();
    }

    /// <summary>Clears the receipt from a device that others use.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await drafts.DropAsync(DraftOf.Filing, await drafts.FindAsync(DraftOf.Filing, cancel), cancel);
        Response.ClearSiteData();
        return Redirect("/");
    }
}
