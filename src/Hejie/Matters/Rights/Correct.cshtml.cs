using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Intake.Steps;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Rights;

/// <summary>A party corrects how they are called and reached.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class CorrectModel(ReadOwnData read, CorrectPerson correct, PartySession session) : PageModel
{
    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Shows what is kept now.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await read.RunAsync((await session.FindAsync())!, cancel) is not var (_, data))
            return Redirect("/matter");
        Form = new FormState(
            new Dictionary<string, string> { ["filer.name"] = data.Name, ["filer.telephone"] = data.Telephone ?? "", ["filer.address"] = data.Address ?? "" }, FormErrors.None);
        return Page();
    }

    /// <summary>Corrects it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var raw = FormState.Raw(Request.Form).Where(pair => FilingSteps.ContactFields.Contains(pair.Key)).ToDictionary();
        var party = (await session.FindAsync())!;
        var given = new Person(raw.GetValueOrDefault("filer.name", ""), raw.GetValueOrDefault("filer.telephone"), raw.GetValueOrDefault("filer.address"), party.Role);
        switch (await correct.RunAsync(party, given, cancel))
        {
            case Written.Done:
                return Redirect("/matter/data?done=corrected");
            case Written.Invalid invalid:
                Form = new FormState(raw, new FormErrors(invalid.Errors));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            default:
                return Redirect("/matter");
        }
    }
}
