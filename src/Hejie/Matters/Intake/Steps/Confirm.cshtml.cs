using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Mvc;

namespace Hejie.Matters.Intake.Steps;

/// <summary>Confirms the telephone by a one-time code, or goes on without: then a lost code cannot be found again.</summary>
[Access(Access.Public)]
internal sealed class ConfirmModel(CatalogueHolder catalogue, DraftStore drafts, SendCode sender, OneTimeCodes codes) : FilingPage(catalogue, drafts)
{
    /// <summary>What the one-time code is for.</summary>
    public const string Purpose = "filing";

    private string For => Helper is null ? Purpose : OneTimeCodes.ReadOut;

    /// <inheritdoc/>
    public override string Step => FilingSteps.Confirm;

    /// <summary>The telephone that is to be confirmed.</summary>
    public string Telephone => FilingSteps.Filer(Held!.Content, out _).Telephone ?? "";

    /// <summary>Whether a code was sent to it.</summary>
    public bool IsSent => Held!.Content.Sent is { } sent && sent.Telephone == Telephone;

    /// <summary>Asks whether to confirm, or for the code that was sent.</summary>
    public IActionResult OnGet() => Telephone.Length == 0 || Telephone == Held!.Content.Confirmed ? Next() : Page();

    /// <summary>Sends a code, confirms one, or goes on without.</summary>
    public async Task<IActionResult> OnPostAsync(string? @do, string? code)
    {
        if (Telephone.Length == 0)
            return Redirect(PathOf(FilingSteps.Contact));
        switch (@do)
        {
            case "send":
                switch (await sender.RunAsync(For, Telephone, HttpContext, Cancel, HelpingAs?.Post.Id))
                {
                    case CodeSent.Done done:
                        var sent = new SentCode(done.Id, Telephone);
                        Held = await Drafts.ChangeAsync(Held!, draft => draft with { Sent = sent }, Cancel) ?? Held;
                        return Redirect(PathOf(Step));
                    case CodeSent.Refused refused:
                        return Wrong([new FieldError("", refused.Code, refused.Detail)]);
                    default:
                        throw new InvalidOperationException();
                }

            case "confirm" when IsSent:
                if (!await codes.ConfirmAsync(Held!.Content.Sent!.Id, For, Telephone, code ?? "", Cancel))
                    return Wrong([new FieldError("code", "code.wrong")]);
                var confirmed = Telephone;
                Held = await Drafts.ChangeAsync(Held, draft => draft with { Confirmed = confirmed, Sent = null }, Cancel) ?? Held;
                return Next();

            default:
                return Next();
        }
    }
}
