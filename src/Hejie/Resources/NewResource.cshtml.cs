using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Resources;

/// <summary>Lists what the post's body shares with others.</summary>
[Access(Access.Listing)]
internal sealed class NewResourceModel(StaffScope session, ListResource list, DirectoryHolder directory, IWords words) : PageModel
{
    public FormState Form { get; private set; } = FormState.Empty;

    public IReadOnlyList<Choice> Kinds => ResourceCodes.KindChoices(words);

    public IReadOnlyList<Choice> Posts { get; private set; } = [];

    /// <summary>Lists of which several can be chosen.</summary>
    public IReadOnlyList<(string Name, string Label, IReadOnlyList<Choice> Options)> Lists =>
        [("skills", words["resource.skill"], ResourceCodes.SkillChoices(words)), ("languages", words["resource.language"], ResourceCodes.LanguageChoices(words))];

    public async Task OnGetAsync(CancellationToken cancel) => Fill(await session.RequireAsync(cancel));

    public async Task<IActionResult> OnPostAsync(
        string? kind, string? post, string? name, string? consent, string[] skills, string[] languages, string? hours, string? telephone, string? capacity, string? stepfree, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        var draft = new ResourceDraft(kind, Number(post), name, consent == "yes", skills, languages, hours, telephone, Number(capacity), stepfree == "yes");
        switch (await list.RunAsync(scope, draft, cancel))
        {
            case ResourceListed.Done done:
                return Redirect(string.Create(CultureInfo.InvariantCulture, $"/resources/{done.Row.County}/{done.Row.Id:N}"));
            case ResourceListed.Invalid invalid:
                Form = new FormState(FormState.Raw(Request.Form), new FormErrors(invalid.Errors));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                Fill(scope);
                return Page();
            default:
                return NotFound();
        }
    }

    /// <summary>Whether an answer to one of the lists was chosen.</summary>
    public bool IsChosen(string name, string code) => Form[name].Split(',').Contains(code);

    private void Fill(Scope scope) =>
        Posts = [.. directory.Current.PostsOf(scope.Body.Id).Select(post => new Choice(post.Id.ToString(CultureInfo.InvariantCulture), post.Name))];

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
