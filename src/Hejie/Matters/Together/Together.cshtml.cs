using Hejie.Identity;
using Hejie.Matters.Handling;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Together;

/// <summary>What is handled together with a matter: more can be put to it, and each can be taken out again.</summary>
[Access(Access.Work)]
internal sealed class TogetherModel(StaffMatters read, ReadTogether together, Consolidate consolidate, Separate separate, MatterLines lines) : PageModel
{
    private HashSet<Guid> _picked = [];

    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    public StaffMatter Matter { get; private set; } = null!;

    public RelatedMatters Related { get; private set; } = null!;

    /// <summary>What could be put to it.</summary>
    public IReadOnlyList<Related> Offered { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    public string Title => lines.Title(new Related(
        County, Id, Matter.Matter.Row.Summary, Matter.State.Procedure, Matter.State.Kind, Matter.State.Place, Matter.State.Name, Matter.Matter.Row.Opened, null));

    public bool IsPicked(Guid id) => _picked.Contains(id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    /// <summary>Puts the chosen to it.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "m")] Guid[] chosen, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        _picked = [.. chosen];
        return Done(await consolidate.RunAsync(Matter.Scope, County, Id, chosen, cancel));
    }

    /// <summary>Takes one out: this one, or one that it leads.</summary>
    public async Task<IActionResult> OnPostApartAsync(Guid matter, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (matter != Id && !Matter.State.Gathered.Contains(matter))
            return Done(new Grouped.Refused("together.none"));
        return Done(await separate.RunAsync(Matter.Scope, County, matter, cancel));
    }

    private IActionResult Done(Grouped grouped)
    {
        if (grouped is not Grouped.Refused refused)
            return Redirect(Matter.Path + "#together");
        Form = new FormState(new Dictionary<string, string>(), FormErrors.Whole(refused.Code));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await read.FindAsync(County, Id, cancel) is not { } view || view.State.Owner != view.Scope.Body.Id)
            return false;
        Matter = view;
        Related = await together.RunAsync(view, cancel);
        Offered = view.State is { Lead: null, HasEnded: false } ? await together.OfferedAsync(view, cancel) : [];
        return true;
    }
}
