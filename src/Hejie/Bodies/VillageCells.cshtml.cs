using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Bodies;

/// <summary>The grid cells of a village, for the posts that keep them; for others the page is not there.</summary>
[Access(Access.Cells)]
internal sealed class VillageCellsModel(StaffScope session, AddCell add, DirectoryHolder directory) : PageModel
{
    /// <summary>The village.</summary>
    public Place Village { get; private set; } = null!;

    /// <summary>The cell that was just added, or null.</summary>
    public Place? Added { get; private set; }

    /// <summary>The form.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The cells, in code order.</summary>
    public IEnumerable<Place> Cells => directory.Current.Within(Village.Code);

    /// <summary>Shows the cells.</summary>
    public async Task<IActionResult> OnGetAsync(string? added, CancellationToken cancel)
    {
        if (!Find(await session.RequireAsync(cancel)))
            return NotFound();
        Added = PlaceCode.TryParse(added, out var code) && code.Parent == Village.Code ? directory.Current.Place(code) : null;
        return Page();
    }

    /// <summary>Adds a cell.</summary>
    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!Find(scope))
            return NotFound();
        return await add.RunAsync(scope, Village.Code, name, cancel) switch
        {
            CellAdded.Done done => Redirect("/village/cells?added=" + done.Cell.Code),
            CellAdded.There there => Again(name, new FieldError("name", "cell.exists", there.Cell.Code.ToString())),
            CellAdded.Invalid invalid => Again(name, invalid.Error),
            CellAdded.Full => Again(name, new FieldError("name", "cell.full")),
            _ => NotFound(),
        };
    }

    private bool Find(Scope scope)
    {
        if (scope.KeepsCellsOf is not { } code || directory.Current.Place(code) is not { } village)
            return false;
        Village = village;
        return true;
    }

    private PageResult Again(string? name, FieldError error)
    {
        Form = new FormState(new Dictionary<string, string> { ["name"] = name ?? "" }, new FormErrors([error]));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
