using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Together;

/// <summary>The matters chosen on the desk: what can be done with several at once, and whether they are handled together from now on.</summary>
[Access(Access.Matters)]
internal sealed class BatchModel(StaffScope session, MakeMoves many, Consolidate consolidate, MatterLines lines) : PageModel
{
    private Scope _scope = null!;

    /// <summary>The chosen, by their names.</summary>
    [BindProperty(Name = "m", SupportsGet = true)]
    public string? Names { get; set; }

    public IReadOnlyList<ChosenMatter> Chosen { get; private set; } = [];

    public IReadOnlyList<MoveForMany> Moves { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Whether they may be put together: all lie with the body, in one county, under one procedure.</summary>
    public bool CanConsolidate => Chosen.All(matter => matter.State.Owner == _scope.Body.Id && matter.State.Lead is null && !matter.State.HasEnded)
        && Chosen.Select(matter => (matter.Line.County, matter.State.Procedure)).Distinct().Count() == 1;

    public IReadOnlyList<Choice> Leads => [.. Chosen.Select(matter => new Choice(matter.Name, lines.Title(matter.Line)))];

    public string Self => "/desk/batch" + BatchNames.Query(Chosen);

    public string Title(Related line) => lines.Title(line);

    public static string Address(MoveForMany move) => $"/desk/batch/{move.Procedure.Id}/{move.Move.Name}" + BatchNames.Query(move.Matters);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    /// <summary>Puts them together.</summary>
    public async Task<IActionResult> OnPostAsync(string? lead, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Chosen.FirstOrDefault(matter => matter.Name == lead) is not { } leading)
            return Wrong(new FormErrors([new FieldError("lead", "field.required")]));
        if (Chosen.Any(matter => matter.Line.County != leading.Line.County))
            return Wrong(FormErrors.Whole("together.county"));
        return await consolidate.RunAsync(_scope, leading.Line.County, leading.Line.Id, [.. Chosen.Select(matter => matter.Line.Id)], cancel) switch
        {
            Grouped.Refused refused => Wrong(FormErrors.Whole(refused.Code)),
            _ => Redirect(leading.Line.Path + "#together"),
        };
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        _scope = await session.RequireAsync(cancel);
        Chosen = await many.ReadAsync(_scope, ChosenMatters.Parse([Names]), cancel);
        Moves = many.Open(_scope, Chosen);
    }

    private PageResult Wrong(FormErrors errors)
    {
        Form = new FormState(FormState.Raw(Request.Form), errors);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

/// <summary>How chosen matters stand in an address.</summary>
internal static class BatchNames
{
    public static string Query(IEnumerable<ChosenMatter> chosen) => "?m=" + string.Join('~', chosen.Select(matter => matter.Name));
}
