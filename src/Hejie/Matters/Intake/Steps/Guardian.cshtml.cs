using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>The guardian of a child under 14 who files, and their consent.</summary>
[Access(Access.Public)]
internal sealed class GuardianModel(CatalogueHolder catalogue, DraftStore drafts) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Guardian;

    /// <summary>Asks, where it is asked.</summary>
    public IActionResult OnGet() => Intake.Guardian.IsAsked(Procedure) ? Page() : Next();

    /// <summary>Keeps the answers and goes on to the confirmation of the telephone, as the page before would have.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var draft = await KeepAsync(Intake.Guardian.Fields, FormState.Raw(Request.Form));
        if (FilingSteps.GuardianOf(draft)?.Errors().ToList() is { Count: > 0 } errors)
            return Wrong(errors);
        return FilingSteps.Filer(draft, out _).Telephone is { } telephone && telephone != draft.Confirmed ? Redirect(PathOf(FilingSteps.Confirm)) : Next();
    }
}
