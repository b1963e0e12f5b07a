using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Assist;
using Hejie.Operations;
using Hejie.Rules.Rounds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Rounds;

/// <summary>The rounds that the post's body is to make now. Nothing found is one tap; what was found is chosen, and written down at once.</summary>
[Access(Access.Rounds)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class RoundsModel(
    StaffScope session, OwnRounds own, AnswerRound answer, BeginFound begin, CatalogueHolder catalogue, DirectoryHolder directory) : PageModel
{
    /// <summary>Who makes them.</summary>
    public Scope Scope { get; private set; } = null!;

    /// <summary>The rounds still to be made, by their plan.</summary>
    public IReadOnlyList<(RoundPlan Plan, IReadOnlyList<RoundRow> Rounds)> Open { get; private set; } = [];

    /// <summary>The rounds that were just made.</summary>
    public IReadOnlyList<(RoundPlan Plan, RoundRow Round)> Done { get; private set; } = [];

    /// <summary>The round whose finding is being chosen, with its plan; null for none.</summary>
    public (RoundPlan Plan, RoundId Id)? Choosing { get; private set; }

    /// <summary>Why the answer was not taken, or null; its words are <c>error.CODE</c>.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Shows them, or with <paramref name="found"/> what can be found on one.</summary>
    public async Task<IActionResult> OnGetAsync(string? found, CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        if (!Scope.MakesRounds)
            return NotFound();
        await ShowAsync(cancel);
        if (RoundId.TryParse(found, out var id))
        {
            Choosing = Open.Where(group => group.Rounds.Any(row => RoundId.Of(row) == id)).Select(group => ((RoundPlan, RoundId)?)(group.Plan, id)).FirstOrDefault();
            if (Choosing is null)
                Wrong = "round.done";
        }

        return Page();
    }

    /// <summary>Answers one.</summary>
    public async Task<IActionResult> OnPostAsync(string? round, string? outcome, string? item, CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        if (!Scope.MakesRounds || !RoundId.TryParse(round, out var id))
            return NotFound();
        var county = Scope.Body.Place.County;
        switch (await answer.RunAsync(Scope, county, id, outcome, item, cancel))
        {
            case RoundAnswered.Done { Found: { } found }:
                return Redirect(await begin.RunAsync(found.Procedure, found.Kind, id.Place, LinkFound.NameOf(county, id), cancel));
            case RoundAnswered.Done:
                return Redirect("/rounds");
            case RoundAnswered.Invalid:
                return await AgainAsync("field.choice", StatusCodes.Status422UnprocessableEntity, cancel);
            case RoundAnswered.Already:
                return await AgainAsync("round.done", StatusCodes.Status409Conflict, cancel);
            case RoundAnswered.Over:
                return await AgainAsync("round.over", StatusCodes.Status409Conflict, cancel);
            default:
                return NotFound();
        }
    }

    /// <summary>The name of a round's place.</summary>
    public string NameOf(RoundId id) => directory.Current.Place(id.Place)?.Name ?? id.Place.ToString();

    private async Task<IActionResult> AgainAsync(string why, int status, CancellationToken cancel)
    {
        Wrong = why;
        Response.StatusCode = status;
        await ShowAsync(cancel);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        var list = await own.ListAsync(Scope, cancel);
        var plans = catalogue.Current.Rounds;
        Open = [.. list.Open.GroupBy(row => row.Plan).Select(group => (plans.Find(group.Key)!, (IReadOnlyList<RoundRow>)[.. group]))];
        Done = [.. list.Done.Select(row => (plans.Find(row.Plan)!, row))];
    }
}
