using System.Globalization;
using System.Security.Claims;

namespace Hejie.Identity;

/// <summary>
/// What a cookie or token of staff carries: which session it is of, and nothing that its holder may do. All else stands
/// in the session's row and is asked at each request.
/// </summary>
/// <param name="Id">The session.</param>
/// <param name="Account">The account.</param>
/// <param name="Post">The post it works as.</param>
internal sealed record StaffSession(Guid Id, int Account, int Post)
{
    private const string SessionClaim = "session", PostClaim = "post";

    /// <summary>The longest that anyone works without coming in anew.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    public ClaimsPrincipal Principal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Account.ToString(CultureInfo.InvariantCulture)),
            new Claim(PostClaim, Post.ToString(CultureInfo.InvariantCulture)),
            new Claim(SessionClaim, Id.ToString("N")),
        ],
        scheme));

    /// <summary>The session of a request, or null where nobody of staff asks.</summary>
    public static StaffSession? Of(ClaimsPrincipal? user) =>
        user is not null && Number(user, ClaimTypes.NameIdentifier) is { } account && Number(user, PostClaim) is { } post
        && Guid.TryParseExact(user.FindFirstValue(SessionClaim), "N", out var id)
            ? new StaffSession(id, account, post)
            : null;

    private static int? Number(ClaimsPrincipal user, string claim) =>
        int.TryParse(user.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
