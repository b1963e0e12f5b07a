using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>One question of the procedure's own form: what happened, who else is concerned.</summary>
[Access(Access.Public)]
internal sealed class QuestionModel(CatalogueHolder catalogue, DraftStore drafts, DirectoryHolder directory, TimeProvider time) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => (string)RouteData.Values["field"]!;

    /// <summary>The question.</summary>
    public Field Field => Found!;

    private Field? Found => FilingSteps.Own(Procedure).FirstOrDefault(own => own.Name == Step);

    /// <summary>Shows the question with the answer so far.</summary>
    public IActionResult OnGet() => Found is null ? NotFound() : Page();

    /// <summary>Keeps the answer, and goes on if it is right.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Found is null)
            return NotFound();
        var raw = FormState.Raw(Request.Form);
        await KeepAsync([Step], raw);
        if (raw.ContainsKey("add"))
            return Redirect(PathOf(Step));
        FormReader.Read([Field], raw, new FormContext(directory.Current, time.GetUtcNow(), null, null, Procedure.Remedies, []), out var errors);
        return errors.Count > 0 ? Wrong(errors) : Next();
    }
}
