using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>What will be asked, before anything is; and the way back into a form half filled in.</summary>
[Access(Access.Public)]
internal sealed class StartModel(CatalogueHolder catalogue, DraftStore drafts) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Kind;

    /// <summary>Whether a page was asked for whose draft is gone.</summary>
    public bool Lost => Held is null && Request.Query.ContainsKey("lost");

    /// <summary>Why the post may not help with it, or null.</summary>
    public string? Refused => HelpingAs is { } scope ? Helping.Refused(scope, Procedure, null, null) : null;

    /// <summary>Where the form goes on.</summary>
    public string Onward => PathOf(Held is null ? FilingSteps.Kind : FilingSteps.FirstOpen(Procedure, Held.Content));

    private protected override bool BeginsDraft => true;

    /// <summary>Throws the draft away and begins anew.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await DropAsync();
        return Redirect(PathOf(FilingSteps.Kind));
    }
}
