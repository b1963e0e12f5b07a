using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Bodies;

/// <summary>The service windows of a place: its village's, its township's, its county's and the prefecture's. Every step can be done there too.</summary>
[Access(Access.Public)]
internal sealed class CountersModel(DirectoryHolder directory, IWords words) : PageModel
{
    /// <summary>The search for a place.</summary>
    public PlaceSearch Search { get; private set; } = null!;

    /// <summary>The centres, the nearest first.</summary>
    public IReadOnlyList<Body> Centres { get; private set; } = [];

    /// <summary>Shows the centres of a place, or lets it be found.</summary>
    public IActionResult OnGet(string? place, string? q, string? within)
    {
        var bodies = directory.Current;
        Search = PlaceSearch.For(bodies, q, within, place ?? "", posts: false);
        if (Search.Error is not null)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (Search.Chosen is { } chosen)
        {
            PlaceLevel[] levels = [PlaceLevel.Village, PlaceLevel.Township, PlaceLevel.County, PlaceLevel.Prefecture];
            Centres = [.. levels.Select(level => bodies.Serving(BodyKinds.ServiceCentre, level, chosen.Code)).OfType<int>().Select(body => bodies.Body(body)).OfType<Body>()];
        }

        return Page();
    }

    /// <summary>How a centre is reached.</summary>
    public IReadOnlyList<(string, string?)> Facts(Body centre) =>
        [(words["track.telephone"], centre.Telephone), (words["counters.hours"], words["counters.hours.text"])];
}
