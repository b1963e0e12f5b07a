using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Rounds;

/// <summary>
/// Which rounds the body itself and the centres directly below made and missed. By body and never by person, and never
/// what was found: a figure of findings would become a quota.
/// </summary>
[Access(Access.Rounds)]
internal sealed class BelowModel(StaffScope session, RoundsBelow below, CatalogueHolder catalogue, DirectoryHolder directory, IWords words) : PageModel
{
    private const int LastPage = 100;

    [BindProperty(Name = "p", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    /// <summary>The bodies in the order of their places.</summary>
    public IReadOnlyList<BodyRounds> Bodies { get; private set; } = [];

    /// <summary>Whether more follow.</summary>
    public bool More { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!scope.MakesRounds)
            return NotFound();
        PageNumber = Math.Clamp(PageNumber, 1, LastPage);
        (Bodies, More) = await below.RunAsync(scope, PageNumber, cancel);
        return Page();
    }

    /// <summary>A missed round in words: which, where, and of when.</summary>
    public string Tell(RoundRow row)
    {
        var plan = catalogue.Current.Rounds.Find(row.Plan);
        var place = directory.Current.Place(PlaceCode.Of(row.Place));
        return words["rounds.below.missed", plan is null ? row.Plan : words[plan.Title], place?.Name ?? "", words.Day(row.Start)];
    }
}
