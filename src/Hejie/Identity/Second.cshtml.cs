using System.Buffers.Text;
using System.Globalization;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>How one comes in besides the password. It is changed only for a while after its holder showed who they are, and every change ends all other sessions.</summary>
[Access(Access.Account)]
internal sealed class SecondModel(
    StaffScope session, UserManager<Account> accounts, Sessions sessions, ShowAgain again, SignInManager<Account> passkeys, AccessLog log, Settings settings, IDialect dialect) : PageModel
{
    private const int Codes = 10, MostName = 40;

    /// <summary>Whether a second factor was shown just now.</summary>
    private bool _shown;

    /// <summary>Whether the account has an authenticator.</summary>
    public bool On { get; private set; }

    /// <summary>Whether nothing else opens before there is a second factor.</summary>
    public bool Needed { get; private set; }

    /// <summary>Whether its holder showed who they are just now, and may change something.</summary>
    public bool Sure { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int Left { get; private set; }

    /// <summary>Recovery codes that were just made: shown now and never again.</summary>
    public IReadOnlyList<string> Fresh { get; private set; } = [];

    /// <summary>The account's passkeys, the oldest first.</summary>
    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    public async Task OnGetAsync(CancellationToken cancel) => await ShowAsync(await AccountAsync(cancel));

    /// <summary>Its holder shows who they are; for a while from then on something can be changed.</summary>
    public async Task<IActionResult> OnPostSureAsync(string? password, string? code, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        if (await again.RunAsync(account, password, code, cancel) is { } error)
            return await WrongAsync(account, error);
        await sessions.AssureAsync(session.Session!.Session, cancel);
        return Redirect("/me/second");
    }

    /// <summary>Gives the account the key of an authenticator, which counts once a code of it was shown.</summary>
    public Task<IActionResult> OnPostBeginAsync(CancellationToken cancel) => ChangeAsync("authenticator's key", async account =>
    {
        if (!account.TwoFactorEnabled)
            await Totp.RenewKeyAsync(accounts, account);
        return Redirect("/me/second/authenticator");
    }, cancel);

    /// <summary>Makes new recovery codes; the old ones are void.</summary>
    public Task<IActionResult> OnPostCodesAsync(CancellationToken cancel) => ChangeAsync("recovery codes", async account =>
    {
        if (account.TwoFactorEnabled)
            Fresh = [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, Codes) ?? []];
        await ShowAsync(account);
        return Page();
    }, cancel);

    public Task<IActionResult> OnPostOffAsync(CancellationToken cancel) => ChangeAsync("authenticator", async account =>
    {
        await accounts.SetTwoFactorEnabledAsync(account, false);
        return Redirect("/me/second");
    }, cancel);

    /// <summary>What a browser needs to make a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync(CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        if (!sessions.IsSure(session.Session!))
            return StatusCode(StatusCodes.Status422UnprocessableEntity);
        var entity = new PasskeyUserEntity { Id = account.Id.ToString(CultureInfo.InvariantCulture), Name = account.UserName!, DisplayName = account.DisplayName };
        return Content(await passkeys.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    /// <summary>Adds the passkey that a browser made.</summary>
    public Task<IActionResult> OnPostPasskeyAsync(string? device, string? credential, CancellationToken cancel) => ChangeAsync("passkeys", async account =>
    {
        if (string.IsNullOrEmpty(credential) || await passkeys.PerformPasskeyAttestationAsync(credential) is not { Succeeded: true, Passkey: { } passkey })
            return await WrongAsync(account, new FieldError("", "second.passkey"));
        passkey.Name = device?.Trim() is { Length: > 0 and <= MostName } name ? name : null;
        await accounts.AddOrUpdatePasskeyAsync(account, passkey);
        await accounts.UpdateSecurityStampAsync(account);
        _shown = true;
        return Redirect("/me/second");
    }, cancel);

    public Task<IActionResult> OnPostForgetAsync(string? passkey, CancellationToken cancel) => ChangeAsync("passkeys", async account =>
    {
        if (Id(passkey) is { } id)
        {
            await accounts.RemovePasskeyAsync(account, id);
            await accounts.UpdateSecurityStampAsync(account);
        }

        return Redirect("/me/second");
    }, cancel);

    /// <summary>A passkey's id as a form holds it.</summary>
    public static string Id(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    private static byte[]? Id(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private async Task<IActionResult> ChangeAsync(string what, Func<Account, Task<IActionResult>> change, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        if (!sessions.IsSure(session.Session!))
            return await WrongAsync(account, new FieldError("password", "second.again"));
        using var writing = await dialect.EnterWriteAsync(cancel);
        var answer = await change(account);
        await sessions.GoOnAsync(session.Session!.Session, account, _shown || (session.Session.Strong && await HasSecondAsync(account)), cancel);
        log.Changed(account.Id, what, HttpContext);
        return answer;
    }

    private async Task<bool> HasSecondAsync(Account account) => account.TwoFactorEnabled || (await accounts.GetPasskeysAsync(account)).Count > 0;

    private async Task<IActionResult> WrongAsync(Account account, FieldError error)
    {
        Form = new FormState(new Dictionary<string, string>(), new FormErrors([error]));
        await ShowAsync(account);
        return Page();
    }

    private async Task<Account> AccountAsync(CancellationToken cancel) =>
        (await accounts.FindByIdAsync((await session.RequireAsync(cancel)).Account.ToString(CultureInfo.InvariantCulture)))!;

    private async Task ShowAsync(Account account)
    {
        On = account.TwoFactorEnabled;
        Needed = settings.SecondFactor && !session.Session!.Strong;
        Sure = sessions.IsSure(session.Session!);
        Passkeys = [.. (await accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];
        Left = await accounts.CountRecoveryCodesAsync(account);
    }
}
