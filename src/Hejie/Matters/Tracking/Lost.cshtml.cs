using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Tracking;

/// <summary>
/// A lost code is found again by county, telephone and one-time code. Before the telephone is proven the page answers
/// the same, whether or not anything was ever filed with it.
/// </summary>
[Access(Access.Public)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class LostModel(RecoverCode recover, SendCode sender, TrackCookie cookie, DirectoryHolder directory, TimeProvider time) : PageModel
{
    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>How far it came.</summary>
    public TrackState State { get; private set; } = new();

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>The counties.</summary>
    public IReadOnlyList<Choice> Counties =>
        [.. directory.Current.Within(directory.Current.Prefecture.Code).Select(county => new Choice(county.Code.County.ToString(CultureInfo.InvariantCulture), county.Name))];

    /// <summary>Shows the step that is next.</summary>
    public void OnGet() => State = cookie.Read();

    /// <summary>Sends the one-time code, confirms it, or begins anew.</summary>
    public async Task<IActionResult> OnPostAsync(string? @do, string? county, string? telephone, string? code, CancellationToken cancel)
    {
        State = cookie.Read();
        switch (@do)
        {
            case "send":
                return await SendAsync(county ?? "", telephone ?? "", cancel);
            case "confirm" when State is { Sent: { } sent, Telephone: { } known }:
                if (await recover.RunAsync(State.County, known, sent, code ?? "", cancel) is not { } found)
                    return Wrong([new FieldError("code", "code.wrong")]);
                cookie.Keep(new TrackState(Found: found));
                return Redirect("/track/lost");
            default:
                cookie.Clear();
                Response.ClearSiteData();
                return Redirect("/track/lost");
        }
    }

    private async Task<IActionResult> SendAsync(string county, string telephone, CancellationToken cancel)
    {
        State = new TrackState();
        Form = new FormState(new Dictionary<string, string> { ["county"] = county, ["telephone"] = telephone }, FormErrors.None);
        var errors = new List<FieldError>();
        var known = PlaceCode.TryParse(county, out var place) && directory.Current.Place(place) is { Code.Level: PlaceLevel.County };
        if (!known)
            errors.Add(new FieldError("county", "field.choice"));
        if (FormReader.Telephone(telephone) is not { } digits)
            errors.Add(new FieldError("telephone", "person.telephone"));
        else if (known)
        {
            switch (await sender.RunAsync(RecoverCode.Purpose, digits, HttpContext, cancel))
            {
                case CodeSent.Done done:
                    cookie.Keep(new TrackState(Sent: done.Id, County: place.County, Telephone: digits));
                    return Redirect("/track/lost");
                case CodeSent.Refused refused:
                    errors.Add(new FieldError("", refused.Code, refused.Detail));
                    break;
            }
        }

        return Wrong(errors);
    }

    private PageResult Wrong(IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(Form.Values, new FormErrors(errors));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
