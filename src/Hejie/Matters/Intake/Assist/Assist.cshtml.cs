using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Intake.Assist;

/// <summary>
/// A post begins to write down what somebody else files: on the same pages, in the person's own words. The code goes to the
/// person and never here (safeguard 3).
/// </summary>
[Access(Access.Assist)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AssistModel(StaffScope staff, DraftStore drafts, EndVisit visit, IWords words) : PageModel
{
    private const string By = "by";

    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Where a form goes on that was begun for somebody and not sent; null where there is none.</summary>
    public string? Onward { get; private set; }

    /// <summary>The ways in which somebody can be there.</summary>
    public IReadOnlyList<Choice> Ways => [.. Enum.GetValues<Presence>().Select(by => new Choice(AnswerWords.Code(by), words["assist.by." + AnswerWords.Code(by)]))];

    /// <summary>Asks by which way the person is there.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (await drafts.FindAsync(DraftOf.Filing, cancel) is { Content: { Receipt: null } draft })
            Onward = draft.Form.Length == 0 ? "/file" : "/file/" + draft.Form;
    }

    /// <summary>Begins: whatever the device held of somebody else is dropped first.</summary>
    public async Task<IActionResult> OnPostAsync(string? by, CancellationToken cancel)
    {
        if (Enum.GetValues<Presence>().Where(way => AnswerWords.Code(way) == by).ToList() is not [var chosen])
        {
            Form = new FormState(new Dictionary<string, string>(), new FormErrors([new FieldError(By, "field.choice")]));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await staff.RequireAsync(cancel);
        await visit.RunAsync(cancel);
        await drafts.BeginAsync(DraftOf.Filing, new Draft { Form = "", Helper = Helper.Of(staff.Session!.Session, chosen) }, cancel);
        return Redirect("/file");
    }

    /// <summary>The person went away, was served, or another one comes: nothing of them stays.</summary>
    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel)
    {
        await visit.RunAsync(cancel);
        return Redirect("/assist");
    }
}
