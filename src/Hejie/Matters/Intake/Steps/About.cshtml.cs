using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>Which body it is about, if any. That body, and those under it, never see the matter (safeguard 4).</summary>
[Access(Access.Public)]
internal sealed class AboutModel(CatalogueHolder catalogue, DraftStore drafts, DirectoryHolder directory) : FilingPage(catalogue, drafts)
{
    private const int Most = 20;

    /// <inheritdoc/>
    public override string Step => FilingSteps.About;

    /// <summary>What was typed, or null.</summary>
    public string? Typed { get; private set; }

    /// <summary>The bodies whose names fit.</summary>
    public IReadOnlyList<Body> Found { get; private set; } = [];

    /// <summary>Whether more would fit.</summary>
    public bool More { get; private set; }

    /// <summary>The body chosen before, or null.</summary>
    public Body? Chosen => Typed is null ? Body(Held!.Content[Step]) : null;

    /// <summary>Where the page leads on without a change.</summary>
    public string Onward => PathOf(FilingSteps.After(Procedure, Step, Held!.Content));

    /// <summary>What is wrong with what was typed, or null.</summary>
    public FieldError? Error => Form.Errors.On("q");

    /// <summary>Shows the bodies whose name holds what was typed.</summary>
    public IActionResult OnGet(string? q)
    {
        if (!Procedure.AsksAbout)
            return NotFound();
        if (q is null)
            return Page();
        Typed = new string([.. q.Where(character => !char.IsWhiteSpace(character)).Take(40)]);
        var county = PlaceCode.TryParse(Held!.Content[FilingSteps.Place], out var place) ? place.County : 0;
        var found = Typed.Length == 0 ? [] : directory.Current.Bodies.Where(body => body.Name.Contains(Typed, StringComparison.Ordinal))
            .OrderBy(body => body.Place.County == county ? 0 : 1).ThenBy(body => body.Name.Length).ThenBy(body => body.Id).Take(Most + 1).ToList();
        (Found, More) = ([.. found.Take(Most)], found.Count > Most);
        return Found.Count > 0 ? Page() : Wrong([Typed.Length == 0 ? new FieldError("q", "place.empty") : new FieldError("q", "file.body-unknown", Typed)]);
    }

    /// <summary>Keeps the body, or that there is none.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!Procedure.AsksAbout)
            return NotFound();
        var raw = FormState.Raw(Request.Form);
        var about = raw.GetValueOrDefault(Step, "");
        if (about.Length > 0 && Body(about) is null)
            return Wrong([new FieldError("q", "filing.about")]);
        if (Body(about) is { } chosen && HelpingAs is { } scope && Helping.Refused(scope, Procedure, Held?.Content[FilingSteps.Kind], chosen.Id) is { } why)
            return Wrong([new FieldError("q", why)]);
        await KeepAsync([Step], raw);
        return Next();
    }

    private Body? Body(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var body) ? directory.Current.Body(body) : null;
}
