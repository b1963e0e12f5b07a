using System.Security.Claims;
using Hejie.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity.Outside;

/// <summary>
/// Lets in who the outside provider says is there, if an account was bound to them. Accounts and posts are this program's
/// own: the provider says who somebody is and nothing of what they may do.
/// </summary>
internal sealed partial class ComeInFromOutside(
    UserManager<Account> accounts, HeldPosts posts, ComeIn comeIn, SecondStep second, OnlyPasskey onlyPasskey, Settings settings, ILogger<ComeInFromOutside> log)
{
    /// <summary>What the provider says where it asked for more than a password (RFC 8176).</summary>
    private static readonly string[] s_strong = ["mfa", "otp", "hwk", "swk", "sc"];

    /// <summary>Where the browser goes: inside, to the second step, or back to the door with a reason.</summary>
    /// <param name="told">What a token said that was checked.</param>
    /// <param name="to">Where they wanted to go; a path of this site.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<string> RunAsync(ClaimsPrincipal told, string to, CancellationToken cancel)
    {
        if (OutsideLogin.Of(told) is not { } login)
            return SignInModel.DoorWith(SignInModel.Refused);
        if (await accounts.FindByLoginAsync(login.Info.LoginProvider, login.Info.ProviderKey) is not { } account)
        {
            // Who binds accounts needs to know to whom.
            Unknown(log, login.Subject);
            return SignInModel.DoorWith(SignInModel.Unknown);
        }

        if (await accounts.IsLockedOutAsync(account) || (await posts.OfAsync(account.Id, cancel)).Count == 0)
            return SignInModel.DoorWith(SignInModel.NoPost);
        var strong = settings.Provider!.Trusted || told.FindAll("amr").Any(method => s_strong.Contains(method.Value, StringComparer.Ordinal));
        if (!strong && account.TwoFactorEnabled)
        {
            await second.BeginAsync(account, to);
            return "/signin/code";
        }

        if (!strong && await onlyPasskey.IsAsync(account))
            return SignInModel.DoorWith(SignInModel.ByPasskey);
        return await comeIn.RunAsync(account, to, CameIn.Provider, strong, cancel) ?? SignInModel.DoorWith(SignInModel.NoPost);
    }

    [LoggerMessage(LogLevel.Warning, "The outside provider sent '{Subject}', to whom no account is bound.")]
    private static partial void Unknown(ILogger log, string subject);
}
