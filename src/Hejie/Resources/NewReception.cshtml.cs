using System.Globalization;
using Hejie.Identity;
using Hejie.Rules.Time;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Resources;

/// <summary>Announces a day on which leaders receive whoever comes.</summary>
[Access(Access.Listing)]
internal sealed class NewReceptionModel(StaffScope session, ReceptionDays days) : PageModel
{
    public FormState Form { get; private set; } = FormState.Empty;

    public async Task OnGetAsync(CancellationToken cancel) => await session.RequireAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? from, string? until, string? where, string? office, string? telephone, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        switch (await days.AnnounceAsync(scope, new ReceptionDraft(Moment(from), Moment(until), where, office, telephone), cancel))
        {
            case ReceptionAnnounced.Done:
                return Redirect("/reception-days?place=" + scope.Body.Place);
            case ReceptionAnnounced.Invalid invalid:
                Form = new FormState(FormState.Raw(Request.Form), new FormErrors(invalid.Errors));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            default:
                return NotFound();
        }
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? LegalTime.Instant(wall) : null;
}
