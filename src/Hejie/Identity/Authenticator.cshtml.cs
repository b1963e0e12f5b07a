using System.Globalization;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>Sets up an authenticator: its key as a picture and as text, until a code of it was shown.</summary>
[Access(Access.Account)]
internal sealed class AuthenticatorModel(StaffScope session, UserManager<Account> accounts, Sessions sessions, AccessLog log, IDialect dialect, IWords words) : PageModel
{
    private const int Codes = 10;

    private string _key = "";
    private string _name = "";

    /// <summary>The key in groups of four, to be typed.</summary>
    public string Key => string.Join(' ', _key.Chunk(4).Select(group => new string(group)));

    public QrPicture Qr => QrPicture.Of(Address);

    /// <summary>The recovery codes, once it is set up.</summary>
    public IReadOnlyList<string> Fresh { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await FindAsync(cancel) is null ? Redirect("/me/second") : Page();

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } account)
            return Redirect("/me/second");
        using var writing = await dialect.EnterWriteAsync(cancel);
        var typed = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        if (!await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, typed))
        {
            Form = new FormState(new Dictionary<string, string>(), new FormErrors([new FieldError("code", typed.Length == 0 ? "field.required" : "session.code")]));
            return Page();
        }

        await accounts.SetTwoFactorEnabledAsync(account, true);
        Fresh = [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, Codes) ?? []];
        await sessions.GoOnAsync(session.Session!.Session, account, strong: true, cancel);
        log.Changed(account.Id, "authenticator", HttpContext);
        return Page();
    }

    private string Address =>
        $"otpauth://totp/{Uri.EscapeDataString($"{words["name"]}:{_name}")}?secret={_key}&issuer={Uri.EscapeDataString(words["name"])}";

    /// <summary>The account, where it has a key and does not use it yet.</summary>
    private async Task<Account?> FindAsync(CancellationToken cancel)
    {
        var id = (await session.RequireAsync(cancel)).Account.ToString(CultureInfo.InvariantCulture);
        var account = (await accounts.FindByIdAsync(id))!;
        if (account.TwoFactorEnabled || await accounts.GetAuthenticatorKeyAsync(account) is not { Length: > 0 } key)
            return null;
        (_key, _name) = (key, account.UserName!);
        return account;
    }
}
