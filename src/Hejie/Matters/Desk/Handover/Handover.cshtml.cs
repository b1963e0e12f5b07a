using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Desk.Handover;

/// <summary>An open item, in the request's language.</summary>
internal sealed record OpenLine(string Name, string Href, string Css, string Due, string Title, string Work, bool Marked);

/// <summary>One's shift is given: what is open, what the next one is to look at first, and a word.</summary>
[Access(Access.Matters)]
internal sealed class HandoverModel(
    StaffScope session, GiveHandover give, ReadHandovers read, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    public Scope Scope { get; private set; } = null!;

    public HandoverList List { get; private set; } = null!;

    public IReadOnlyList<OpenLine> Lines { get; private set; } = [];

    public IReadOnlyList<HandoverLine> Last { get; private set; } = [];

    /// <summary>The one that waits to be taken.</summary>
    public HandoverLine? Waiting { get; private set; }

    /// <summary>The account that gave it.</summary>
    public int? WaitingFrom { get; private set; }

    public FormState Form { get; private set; } = FormState.Empty;

    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    public string Post(int post) => directory.Current.Post(post)?.Name ?? "";

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(new HashSet<string>(), cancel);

    /// <summary>Gives it.</summary>
    public async Task<IActionResult> OnPostAsync(string[] mark, string? remark, CancellationToken cancel)
    {
        var (scope, marked) = (await session.RequireAsync(cancel), mark.ToHashSet());
        switch (await give.RunAsync(scope, marked, remark ?? "", cancel))
        {
            case HandedOver.Done done:
                return Redirect("/desk/handover/" + done.Id.ToString("N"));
            case HandedOver.Invalid wrong:
                await LoadAsync(marked, cancel);
                Form = new FormState(FormState.Raw(Request.Form), new FormErrors([wrong.Error]));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task LoadAsync(HashSet<string> marked, CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        (List, var lines) = await give.OpenAsync(Scope, marked, cancel);
        Waiting = await read.WaitingAsync(Scope, cancel);
        WaitingFrom = Waiting is null || await read.WaitsAsync(Scope, cancel) ? null : Scope.Account;
        Last = await read.LastAsync(Scope, cancel);
        var now = time.GetUtcNow();
        Lines = [.. lines.Select(line => Line(line, marked, now))];
    }

    private OpenLine Line(DeskLine line, HashSet<string> marked, DateTimeOffset now)
    {
        var procedure = catalogue.Current.Procedures.Find(line.Procedure);
        var kind = procedure is null ? line.Kind : KindWords.Of(procedure, line.Kind, words);
        var name = GiveHandover.Name(line.Matter, line.Number);
        return new OpenLine(
            name, FormattableString.Invariant($"/matters/{line.County}/{line.Matter:N}"),
            DueWords.UrgencyOf(line.Due, now) switch { Urgency.Late => "late", Urgency.Soon => "soon", Urgency.Fine => "ok", _ => "" },
            words.Until(line.Due, now),
            line.Summary ?? words["desk.untitled", kind, directory.Current.Place(PlaceCode.Of(line.Place))?.Name ?? ""],
            procedure?.Work.TryGetValue(line.Work, out var work) == true ? words[work.Title] : line.Work,
            marked.Contains(name));
    }
}
