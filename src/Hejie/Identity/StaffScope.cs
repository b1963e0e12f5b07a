using System.Globalization;
using System.Security.Claims;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;

namespace Hejie.Identity;

/// <summary>Resolves the scope of a request: the post named in the session, if its holder still holds it.</summary>
internal sealed class StaffScope(IHttpContextAccessor accessor, HejieDb db, DirectoryHolder directory, CatalogueHolder catalogue, Appointed appointed)
{
    public const string PostClaim = "post";

    private Scope? _resolved;

    /// <summary>The scope, or null where nobody of staff asks. A post that was ended gives none, from the next request on.</summary>
    public async ValueTask<Scope?> FindAsync(CancellationToken cancel)
    {
        if (_resolved is not null)
            return _resolved;
        var user = accessor.HttpContext?.User;
        if (Number(user, ClaimTypes.NameIdentifier) is not { } account || Number(user, PostClaim) is not { } post)
            return null;
        var holds = await appointed.HoldsAsync(db, account, post, cancel);
        return holds && Of(directory.Current, catalogue.Current, account, post) is { } scope ? _resolved = scope : null;
    }

    /// <summary>The scope of a request that is declared to be of staff.</summary>
    /// <exception cref="InvalidOperationException">The endpoint was reached without the permission that it declares.</exception>
    public async ValueTask<Scope> RequireAsync(CancellationToken cancel) =>
        await FindAsync(cancel) ?? throw new InvalidOperationException("A staff endpoint was reached without a scope.");

    public static Scope? Of(BodyDirectory directory, Catalogue catalogue, int account, int post) =>
        directory.Post(post) is { } found && directory.Body(found.Body) is { } body
            ? new Scope(account, found, body, [.. directory.Chain(body.Id)], catalogue.Procedures.ClosedTo(found.Role))
            : null;

    private static int? Number(ClaimsPrincipal? user, string claim) =>
        int.TryParse(user?.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
