using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Hejie.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity.Outside;

/// <summary>Who somebody is at the outside provider. An e-mail address or a name is never asked: they change hands.</summary>
/// <param name="Issuer">What the provider calls itself.</param>
/// <param name="Subject">What it calls this one person, and nobody else ever.</param>
internal sealed record OutsideLogin(string Issuer, string Subject)
{
    /// <summary>The longest subject (OpenID Connect Core, 2).</summary>
    public const int LongestSubject = 255;

    private const string Kind = "oidc";

    /// <summary>As Identity keeps it. Both together may be longer than its key, so their hash is the key.</summary>
    public UserLoginInfo Info => new(
        Kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{OutsideProvider.Plain(Issuer)}\n{Subject}"))), $"{OutsideProvider.Plain(Issuer)} {Subject}");

    /// <summary>The login of a token that was checked.</summary>
    public static OutsideLogin? Of(ClaimsPrincipal told) =>
        told.FindFirstValue("iss") is { Length: > 0 } issuer && told.FindFirstValue("sub") is { Length: > 0 and <= LongestSubject } subject
            ? new OutsideLogin(issuer, subject)
            : null;
}
