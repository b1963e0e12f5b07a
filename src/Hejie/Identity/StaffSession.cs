using System.Globalization;
using System.Security.Claims;

namespace Hejie.Identity;

/// <summary>What a session or token of staff carries. All else is asked at each request: what a post may do is never in it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Post">The post it works as.</param>
/// <param name="Stamp">The account's stamp when it began; another since then ends it.</param>
/// <param name="Begun">When its holder came in.</param>
/// <param name="Strong">Whether they came in with more than a password.</param>
internal sealed record StaffSession(int Account, int Post, string Stamp, DateTimeOffset Begun, bool Strong)
{
    private const string PostClaim = "post", StampClaim = "stamp", BegunClaim = "begun", StrongClaim = "strong";

    /// <summary>The longest that anyone works without coming in anew.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    public ClaimsPrincipal Principal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Account.ToString(CultureInfo.InvariantCulture)),
            new Claim(PostClaim, Post.ToString(CultureInfo.InvariantCulture)),
            new Claim(StampClaim, Stamp),
            new Claim(BegunClaim, Begun.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            .. Strong ? [new Claim(StrongClaim, "1")] : Array.Empty<Claim>(),
        ],
        scheme));

    /// <summary>The session of a request, or null where nobody of staff asks.</summary>
    public static StaffSession? Of(ClaimsPrincipal? user) =>
        user is not null && Number(user, ClaimTypes.NameIdentifier) is { } account && Number(user, PostClaim) is { } post && Number(user, BegunClaim) is { } begun
        && user.FindFirstValue(StampClaim) is { Length: > 0 } stamp
            ? new StaffSession((int)account, (int)post, stamp, DateTimeOffset.FromUnixTimeSeconds(begun), user.HasClaim(StrongClaim, "1"))
            : null;

    private static long? Number(ClaimsPrincipal user, string claim) =>
        long.TryParse(user.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
