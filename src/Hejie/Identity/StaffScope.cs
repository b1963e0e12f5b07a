using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;

namespace Hejie.Identity;

/// <summary>Resolves the scope of a request: the post named in the session, if its holder still holds it.</summary>
internal sealed class StaffScope(
    IHttpContextAccessor accessor, HejieDb db, DirectoryHolder directory, CatalogueHolder catalogue, Appointed appointed, TimeProvider time)
{
    private Scope? _resolved;

    /// <summary>The session of the request, once its scope was found.</summary>
    public StaffSession? Session { get; private set; }

    /// <summary>
    /// The scope, or null where nobody of staff asks. A post that was ended, or an account whose sessions were, gives none,
    /// from the next request on; and no session outlasts a shift.
    /// </summary>
    public async ValueTask<Scope?> FindAsync(CancellationToken cancel)
    {
        if (_resolved is not null)
            return _resolved;
        if (StaffSession.Of(accessor.HttpContext?.User) is not { } session || session.Begun + StaffSession.Longest < time.GetUtcNow())
            return null;
        var holds = await appointed.HoldsAsync(db, session.Account, session.Post, session.Stamp, cancel);
        if (!holds || Of(directory.Current, catalogue.Current, session.Account, session.Post) is not { } scope)
            return null;
        Session = session;
        return _resolved = scope;
    }

    /// <summary>The scope of a request that is declared to be of staff.</summary>
    /// <exception cref="InvalidOperationException">The endpoint was reached without the permission that it declares.</exception>
    public async ValueTask<Scope> RequireAsync(CancellationToken cancel) =>
        await FindAsync(cancel) ?? throw new InvalidOperationException("A staff endpoint was reached without a scope.");

    public static Scope? Of(BodyDirectory directory, Catalogue catalogue, int account, int post) =>
        directory.Post(post) is { } found && directory.Body(found.Body) is { } body
            ? new Scope(account, found, body, [.. directory.Chain(body.Id)], catalogue.Procedures.ClosedTo(found.Role))
            : null;
}
