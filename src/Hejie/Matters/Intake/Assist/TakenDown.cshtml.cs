using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Intake.Assist;

/// <summary>
/// What a post reads to the person after it wrote down their matter: who has it, by when what must happen, and where the code
/// went. Neither the code nor a proof of what was said is on it, nor on the slip that is printed.
/// </summary>
[Access(Access.Assist)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class TakenDownModel(
    StaffScope staff, DraftStore drafts, HejieDb db, MatterJournal journal, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    /// <summary>When it was recorded.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The last digits of the telephone that the code went to, or null where there is no code.</summary>
    public string? CodeTo { get; private set; }

    /// <summary>The counter's telephone.</summary>
    public string Telephone { get; private set; } = "";

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>The first date, or null.</summary>
    public ClockView? Clock { get; private set; }

    /// <summary>What it is, where, and who has it.</summary>
    public IReadOnlyList<(string, string?)> Facts { get; private set; } = [];

    /// <summary>Where a code is typed in.</summary>
    public string Site => $"{Request.Scheme}://{Request.Host}/track";

    /// <summary>Shows it until the next person comes.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (await drafts.FindAsync(DraftOf.Filing, cancel) is not { Content: { Receipt: { } receipt, Helper: { } helper } })
            return Redirect("/assist");
        (At, CodeTo, Telephone) = (LegalTime.Instant(receipt.Recorded), helper.CodeTo, scope.Body.Telephone);
        if (await journal.FindAsync(db.Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter), cancel) is not { } matter)
            return Redirect("/assist");
        Clock = ClockView.Of(matter.State, catalogue.Current, directory.Current, words) is [var first, ..] ? first : null;
        var procedure = catalogue.Current.Procedures.Version(matter.State.ProcedureHash);
        var body = directory.Current.Body(matter.State.Owner);
        Facts =
        [
            (words["assist.what"], words["form.error-of", words[procedure.Title], words[procedure.Kinds.First(kind => kind.Code == matter.State.Kind).Label]]),
            (words["file.place"].TrimEnd('？', '?'), directory.Current.Place(matter.Place)?.FullName),
            (words["track.who"], body?.Name), (words["track.telephone"], body is null ? null : words["track.hours", body.Telephone]),
        ];
        return Page();
    }
}
