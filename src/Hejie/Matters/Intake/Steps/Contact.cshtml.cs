using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>How the resident can be reached. All of it may be left empty; the page says what is lost then.</summary>
[Access(Access.Public)]
internal sealed class ContactModel(CatalogueHolder catalogue, DraftStore drafts) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Contact;

    /// <summary>Keeps the answers. A telephone leads to its confirmation, another one to a new confirmation.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var raw = FormState.Raw(Request.Form);
        var draft = await KeepAsync(FilingSteps.ContactFields, raw);
        var filer = FilingSteps.Filer(draft, out var errors);
        if (errors.Count > 0)
            return Wrong(errors);
        if (Guardian.IsAsked(Procedure) && FilingSteps.GuardianOf(draft) is { } guardian && guardian.Errors().Any())
            return Redirect(PathOf(FilingSteps.Guardian));
        return filer.Telephone is { } telephone && telephone != draft.Confirmed
            ? Redirect(PathOf(FilingSteps.Confirm))
            : Next();
    }
}
