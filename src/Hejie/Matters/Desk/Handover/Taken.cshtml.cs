using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Reading;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Desk.Handover;

/// <summary>A hand-over as both signed it; a colleague of who gave it takes it here.</summary>
[Access(Access.Matters)]
internal sealed class TakenModel(StaffScope session, ReadHandovers read, TakeHandover take, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private Scope _scope = null!;

    [FromRoute]
    public Guid Id { get; set; }

    public HandoverView View { get; private set; } = null!;

    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Whether it waits for the reader to take it.</summary>
    public bool CanTake => View.Row.Taken is null && View.Row.FromAccount != _scope.Account;

    /// <summary>Who gave, who took, when, and the seal of what both signed.</summary>
    public IReadOnlyList<(string, string?)> Facts =>
    [
        (words["handover.body"], _scope.Body.Name),
        (words["handover.from"], Signed(View.Line.FromPost, View.Line.FromName, View.Line.Given)),
        (words["handover.to"], View.Line is { ToPost: { } post, ToName: { } name, Taken: { } at } ? Signed(post, name, at) : words["handover.nobody"]),
        (words["handover.open"], words["handover.lede", View.List.All]
            + (View.List.Orders > 0 ? words["handover.orders", View.List.Orders] : "") + (View.List.Rounds is > 0 and var left ? words["handover.rounds", left] : "")),
        (words["handover.seal"], HandoverList.Seal(View.Row.Items)),
    ];

    public string Due(HandoverItem item) => words.Until(item.Due, LegalTime.Instant(View.Row.Given));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    /// <summary>Takes it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        var taken = await take.RunAsync(_scope, Id, cancel);
        if (taken is not HandedOver.Refused refused)
            return Redirect("/desk/handover/" + Id.ToString("N"));
        await LoadAsync(cancel);
        Form = new FormState(new Dictionary<string, string>(), FormErrors.Whole(refused.Code));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private string Signed(int post, string name, long at) => words["handover.signed", directory.Current.Post(post)?.Name ?? "", name, words.Moment(LegalTime.Instant(at), LegalTime.DateOf(time.GetUtcNow()))];

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        _scope = await session.RequireAsync(cancel);
        if (await read.FindAsync(_scope, Id, cancel) is not { } view)
            return false;
        View = view;
        return true;
    }
}
