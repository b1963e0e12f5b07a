using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Intake.Steps;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Quick;

/// <summary>The quick report on one page: kind, place, one line, photo, one tap. Sent five times it is filed once.</summary>
[Access(Access.Public)]
[MostBytes(MostBytes)]
[FormInMemory(MostBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class QuickModel(ReportDanger report, DraftStore drafts, DirectoryHolder directory, StaffScope staff, KioskDevice kiosk, IWords words) : PageModel
{
    /// <summary>The most characters of the line.</summary>
    public const int LongestLine = 80;

    /// <summary>A photo and the rest of the form; all of it stays in memory, so that nothing lies unsealed on a disk.</summary>
    private const int MostBytes = 12 << 20;

    private const string Client = "quick";

    /// <summary>The procedure, for its kinds.</summary>
    public Procedure Procedure { get; private set; } = null!;

    /// <summary>The form.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>What makes the form repeatable.</summary>
    public string Once { get; private set; } = "";

    /// <summary>The places to choose from.</summary>
    public IReadOnlyList<Choice> Places { get; private set; } = [];

    /// <summary>Whether staff just sent one.</summary>
    public bool Sent { get; private set; }

    /// <summary>The line with the part that cannot stand marked, once it was refused for it.</summary>
    public (string Before, string Found, string After)? Marked
    {
        get
        {
            if (Form.Errors.On("line") is not { Detail: { Length: > 0 } found, Code: var code } || !code.StartsWith("quick.", StringComparison.Ordinal)
                || Form["line"].IndexOf(found, StringComparison.Ordinal) is not (>= 0 and var at))
                return null;
            return (Form["line"][..at], found, Form["line"][(at + found.Length)..]);
        }
    }

    /// <summary>The kinds.</summary>
    public IReadOnlyList<Choice> Kinds => [.. Procedure.Kinds.Select(kind => new Choice(kind.Code, words[kind.Label]))];

    /// <summary>Shows the form with the place that is known: of the kiosk, of a form half filled in, of the post.</summary>
    public async Task<IActionResult> OnGetAsync(string? kind, string? place, string? q, string? sent, CancellationToken cancel)
    {
        if (!Find())
            return NotFound();
        var scope = await staff.FindAsync(cancel);
        Sent = sent is not null && scope is not null;
        Once = Guid.NewGuid().ToString("N");
        var known = Known(place) ?? Known(kiosk.Place(HttpContext)) ?? Known((await drafts.FindAsync(DraftOf.Filing, cancel))?.Content[FilingSteps.Place])
            ?? (scope is { AcrossCounties: false } ? scope.Body.Place.ToString() : null);
        var values = new Dictionary<string, string> { ["kind"] = kind ?? "", ["place"] = known ?? "", ["q"] = q ?? "" };
        Offer(values);
        Form = new FormState(values, FormErrors.None);
        return Page();
    }

    /// <summary>Looks for the place, or sends.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Find())
            return NotFound();
        var values = new Dictionary<string, string>(FormState.Raw(Request.Form));
        Once = values.GetValueOrDefault("once") is { Length: >= 32 and <= 64 } once ? once : Guid.NewGuid().ToString("N");
        Offer(values);
        if (values.GetValueOrDefault("do") == "find")
            return Show(values, Places.Count == 0 ? [new FieldError("q", "place.unknown", values.GetValueOrDefault("q"))] : []);
        if (values["place"].Length == 0)
            return Show(values, [new FieldError(Places.Count == 0 ? "q" : "place", "filing.place")]);
        var scope = await staff.FindAsync(cancel);
        var photo = Request.Form.Files.GetFile("photo");
        return await report.RunAsync(
            new Danger
            {
                Kind = values.GetValueOrDefault("kind", ""),
                Place = values["place"],
                Line = values.GetValueOrDefault("line", ""),
                Sharp = values.GetValueOrDefault("sharp") == "yes",
                Photo = photo is { Length: > 0 } ? (photo.FileName, photo.OpenReadStream) : null,
                FirstStands = true,
                By = scope,
            },
            Client, Once, cancel) switch
        {
            Filed.Done done => await LeaveAsync(done.Receipt, scope, cancel),
            Filed.Invalid invalid => Show(values, invalid.Errors),
            Filed.Refused refused => Show(values, [new FieldError("", refused.Code, refused.Detail)]),
            var other => throw new InvalidOperationException($"A page's report cannot come out as {other.GetType().Name}."),
        };
    }

    /// <summary>A resident is shown the receipt with the code; staff are given none.</summary>
    private async Task<IActionResult> LeaveAsync(Receipt receipt, Scope? scope, CancellationToken cancel)
    {
        if (scope is not null)
            return Redirect("/quick?sent=1");
        await drafts.BeginAsync(DraftOf.Filing, new Draft { Form = Procedure.Id, Receipt = receipt }, cancel);
        return Redirect("/file/receipt");
    }

    private bool Find()
    {
        if (report.Procedure is not { } procedure)
            return false;
        Procedure = procedure;
        return true;
    }

    private string? Known(string? code) => PlaceCode.TryParse(code, out var place) && directory.Current.IsPlace(place) ? place.ToString() : null;

    /// <summary>Offers the places that were searched for, and the one that was chosen; one alone is chosen by itself.</summary>
    private void Offer(Dictionary<string, string> values)
    {
        var chosen = Known(values.GetValueOrDefault("place"));
        var typed = values.GetValueOrDefault("q", "");
        var found = typed.Trim().Length == 0 ? [] : PlaceSearch.For(directory.Current, typed, null, "", posts: false).Found.Select(place => place.Code.ToString()).ToList();
        if (found.Count > 0 && (chosen is null || !found.Contains(chosen)))
            chosen = found.Count == 1 ? found[0] : null;
        values["place"] = chosen ?? "";
        IEnumerable<string> codes = found.Count > 0 ? found : chosen is null ? [] : [chosen];
        Places = [.. codes.Select(code => new Choice(code, directory.Current.Place(PlaceCode.Parse(code))!.FullName))];
    }

    private PageResult Show(Dictionary<string, string> values, IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(values, new FormErrors(errors));
        if (errors.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
