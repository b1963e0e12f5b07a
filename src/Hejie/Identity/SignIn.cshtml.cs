using System.Globalization;
using Hejie.Data;
using Hejie.Identity.Outside;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>The staff's door.</summary>
[Access(Access.Public)]
internal sealed partial class SignInModel(SignInStaff signIn, ComeIn comeIn, SecondStep second, OnlyPasskey onlyPasskey, SignInPace pace,
    SignInManager<Account> passkeys, UserManager<Account> accounts, AccessLog log, IDialect dialect) : PageModel
{
    /// <summary>Why the door stays closed to who comes back from the outside provider.</summary>
    public const string Unknown = "unknown", NoPost = "no-post", Refused = "refused", ByPasskey = "passkey";

    /// <summary>Where the visitor wanted to go; a path of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Whether all sessions of the account were just ended.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    /// <summary>Why one came back from the outside provider without coming in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Outside { get; set; }

    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The door, with a reason why it stayed closed.</summary>
    public static string DoorWith(string reason) => "/signin?outside=" + reason;

    /// <summary>Whether the device is a kiosk, on which nobody signs in but to end it.</summary>
    public bool IsClosed => !AtKiosk.AllowsSignIn(HttpContext, To);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (IsClosed && !HttpMethods.IsGet(Request.Method))
            context.Result = Page();
    }

    public void OnGet()
    {
        // The closed list of reasons, so that an address shows no other words.
        FieldError[] told = Outside switch
        {
            Unknown => [new FieldError("", "signin.outside-unknown")],
            NoPost => [new FieldError("", "signin.no-post")],
            Refused => [new FieldError("", "signin.outside-refused")],
            ByPasskey => [new FieldError("", "signin.by-passkey")],
            _ => [],
        };
        Form = new FormState(new Dictionary<string, string>(), new FormErrors(told));
    }

    /// <summary>Sends the visitor to the provider that the settings name.</summary>
    public async Task<IActionResult> OnPostOutsideAsync([FromServices] Settings settings, [FromServices] ILogger<SignInModel> errors)
    {
        if (settings.Provider is null)
            return NotFound();
        try
        {
            await HttpContext.ChallengeAsync(OutsideSignIn.Scheme, new AuthenticationProperties(new Dictionary<string, string?> { [OutsideSignIn.To] = Path(To) }));
            return new EmptyResult();
        }
        catch (Exception error) when (error is InvalidOperationException or HttpRequestException or IOException)
        {
            Away(errors, error);
            return Again("", [new FieldError("", "signin.outside-away")]);
        }
    }

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

        if (pace.Wait(HttpContext, name) is { Ticks: > 0 } wait)
            return Again(name, [new FieldError("", "signin.wait", Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture))]);
        switch (await signIn.RunAsync(name, password, cancel))
        {
            case SignedIn.Done done:
                // Only who comes in wholly clears what was counted: else a right password would let codes be guessed without end.
                if (done.Account.TwoFactorEnabled)
                {
                    await second.BeginAsync(done.Account, Path(To));
                    return Redirect("/signin/code");
                }

                if (await onlyPasskey.IsAsync(done.Account))
                    return Again(name, [new FieldError("", "signin.by-passkey")]);
                pace.Right(HttpContext, name);
                return await comeIn.RunAsync(done.Account, Path(To), CameIn.Password, strong: false, cancel) is { } path
                    ? LocalRedirect(path)
                    : Again(name, [new FieldError("", "signin.no-post")]);
            case SignedIn.NoPost:
                return Again(name, [new FieldError("", "signin.no-post")]);
            case SignedIn.TooLate:
                return Again(name, [new FieldError("", "signin.too-late")]);
            default:
                pace.Wrong(HttpContext, name);
                return Again(name, [new FieldError("name", "signin.wrong")]);
        }
    }

    /// <summary>What a browser asks its passkeys: which of them is for this site.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.MakePasskeyRequestOptionsAsync(null), "application/json");

    /// <summary>Comes in by a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(credential)
            || await passkeys.PerformPasskeyAssertionAsync(credential) is not { Succeeded: true, User: { } account, Passkey: { } passkey }
            || await accounts.IsLockedOutAsync(account))
        {
            log.WrongPasskey(HttpContext);
            return Again("", [new FieldError("", "signin.passkey")]);
        }

        using (await dialect.EnterWriteAsync(cancel))
            await accounts.AddOrUpdatePasskeyAsync(account, passkey);
        return await comeIn.RunAsync(account, Path(To), CameIn.Passkey, strong: true, cancel) is { } path
            ? LocalRedirect(path)
            : Again("", [new FieldError("", "signin.no-post")]);
    }

    private string Path(string? to) => to is not null && Url.IsLocalUrl(to) ? to : "/desk";

    /// <summary>The name stays, the password does not: it never comes back to a page.</summary>
    private PageResult Again(string name, IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(new Dictionary<string, string> { ["name"] = name }, new FormErrors(errors));
        return Page();
    }

    [LoggerMessage(LogLevel.Error, "Nobody can be sent to the outside provider.")]
    private static partial void Away(ILogger log, Exception error);
}
