using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>What kind of matter it is. The first answer begins the draft.</summary>
[Access(Access.Public)]
internal sealed class KindModel(CatalogueHolder catalogue, DraftStore drafts) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Kind;

    private protected override bool BeginsDraft => true;

    /// <summary>Keeps the kind.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var raw = FormState.Raw(Request.Form);
        var kind = raw.GetValueOrDefault(FilingSteps.Kind, "");
        if (Procedure.Kinds.All(option => option.Code != kind))
            return Wrong([new FieldError(FilingSteps.Kind, "filing.kind")]);
        if (HelpingAs is { } scope && Helping.Refused(scope, Procedure, kind, null) is { } why)
            return Wrong([new FieldError(FilingSteps.Kind, why)]);
        await KeepAsync([FilingSteps.Kind], raw);
        return Next();
    }
}
