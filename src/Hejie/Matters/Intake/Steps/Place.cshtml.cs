using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>Where it happened: by a few characters of its name, or from county to township to village.</summary>
[Access(Access.Public)]
internal sealed class PlaceModel(CatalogueHolder catalogue, DraftStore drafts, DirectoryHolder directory) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Place;

    /// <summary>The search for a place.</summary>
    public PlaceSearch Search { get; private set; } = null!;

    /// <summary>Where a place that was chosen before leads on.</summary>
    public string Onward => PathOf(FilingSteps.After(Procedure, Step, Held!.Content));

    /// <summary>Shows the places that a name fits, or those within one.</summary>
    public IActionResult OnGet(string? q, string? within)
    {
        Search = PlaceSearch.For(directory.Current, q, within, Held!.Content[Step], posts: true);
        return Search.Error is { } error ? Wrong([error]) : Page();
    }

    /// <summary>Keeps the place.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var raw = FormState.Raw(Request.Form);
        if (!PlaceCode.TryParse(raw.GetValueOrDefault(Step), out var place) || !directory.Current.IsPlace(place))
        {
            Search = PlaceSearch.For(directory.Current, null, null, "", posts: true);
            return Wrong([new FieldError("q", "filing.place")]);
        }

        await KeepAsync([Step], raw);
        return Next();
    }
}
