using System.Globalization;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>The staff's door.</summary>
[Access(Access.Public)]
internal sealed class SignInModel(SignInStaff signIn, HeldPosts posts, SlowDown slow) : PageModel
{
    /// <summary>Where the visitor wanted to go; a path of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public FormState Form { get; private set; } = FormState.Empty;


    public async Task<IActionResult> OnPostAsync(string? name, string? password, CancellationToken cancel)
    {
        name = name?.Trim() ?? "";
        if (name.Length == 0 || string.IsNullOrEmpty(password))
        {
            return Again(name,
            [
                .. name.Length == 0 ? [new FieldError("name", "field.required")] : Array.Empty<FieldError>(),
                .. string.IsNullOrEmpty(password) ? [new FieldError("password", "field.required")] : Array.Empty<FieldError>(),
            ]);
        }

        var address = $"session {HttpContext.Connection.RemoteIpAddress}";
        if (slow.Wait(address) is { Ticks: > 0 } wait)
            return Again(name, [new FieldError("", "signin.wait", Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture))]);
        switch (await signIn.RunAsync(name, password, cancel))
        {
            case SignedIn.Done done:
                slow.Right(address);
                var held = await posts.OfAsync(done.Account.Id, cancel);
                if (held.Count == 0)
                    return Again(name, [new FieldError("", "signin.no-post")]);
                await posts.TakeAsync(done.Account.Id, held[0].Post.Id, cancel);
                if (!held[0].OpensMatters)
                    return Redirect("/me");
                return held.Count == 1 ? LocalRedirect(Path(To)) : Redirect("/me?to=" + Uri.EscapeDataString(Path(To)));
            case SignedIn.NoPost:
                return Again(name, [new FieldError("", "signin.no-post")]);
            default:
                slow.Wrong(address);
                return Again(name, [new FieldError("name", "signin.wrong")]);
        }
    }

    private string Path(string? to) => to is not null && Url.IsLocalUrl(to) ? to : "/desk";

    /// <summary>The name stays, the password does not: it never comes back to a page.</summary>
    private PageResult Again(string name, IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(new Dictionary<string, string> { ["name"] = name }, new FormErrors(errors));
        return Page();
    }
}
