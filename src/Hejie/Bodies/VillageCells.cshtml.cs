using System.Globalization;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Bodies;

/// <summary>The grid cells of a village, for the posts that keep them; for others the page is not there.</summary>
[Access(Access.Cells)]
internal sealed class VillageCellsModel(StaffScope session, AddCell add, SetHouseholds count, DirectoryHolder directory) : PageModel
{
    /// <summary>The village.</summary>
    public Place Village { get; private set; } = null!;

    /// <summary>The cell that was just added, or null.</summary>
    public Place? Added { get; private set; }

    /// <summary>The form.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The form by which households are counted.</summary>
    public FormState Counting { get; private set; } = FormState.Empty;

    /// <summary>The village and its cells, to choose from.</summary>
    public IReadOnlyList<Choice> Counted => [.. Cells.Prepend(Village).Select(place => new Choice(place.Code.ToString(), place.Name))];

    /// <summary>The cells that another can be taken out of.</summary>
    public IReadOnlyList<Choice> Sources => [.. Cells.Where(cell => cell is { Households: >= 2 * AddCell.FewestHouseholds, Groups.Length: > 0 }).Select(cell => new Choice(cell.Code.ToString(), cell.Name))];

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
    public async Task<IActionResult> OnPostAsync(string? name, string? households, string? groups, string? from, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!Find(scope))
            return NotFound();
        return await add.RunAsync(scope, Village.Code, new CellDraft(name, Number(households), groups, from), cancel) switch
        {
            CellAdded.Done done => Redirect("/village/cells?added=" + done.Cell.Code),
            CellAdded.There there => Again(new FieldError("name", "cell.exists", there.Cell.Code.ToString())),
            CellAdded.Invalid invalid => Again([.. invalid.Errors]),
            CellAdded.Full => Again(new FieldError("name", "cell.full")),
            _ => NotFound(),
        };
    }

    /// <summary>Says how many households the village has, or one of its cells.</summary>
    public async Task<IActionResult> OnPostCountAsync(string? counted, string? number, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!Find(scope))
            return NotFound();
        var error = PlaceCode.TryParse(counted, out var place) ? await count.RunAsync(Village.Code, place, Number(number), cancel) : new FieldError("place", "field.required");
        if (error is null)
            return Redirect("/village/cells");
        Counting = new FormState(FormState.Raw(Request.Form), new FormErrors([error with { Field = error.Field == "place" ? "counted" : "number" }]));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool Find(Scope scope)
    {
        if (scope.KeepsCellsOf is not { } code || directory.Current.Place(code) is not { } village)
            return false;
        Village = village;
        return true;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private PageResult Again(params FieldError[] errors)
    {
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors(errors));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
