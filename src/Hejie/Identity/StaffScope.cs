using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Time;

namespace Hejie.Identity;

/// <summary>Resolves the scope of a request: the post named in the session, if its holder still holds it.</summary>
internal sealed class StaffScope(
    IHttpContextAccessor accessor, HejieDb db, DirectoryHolder directory, CatalogueHolder catalogue, FindSession find, TimeProvider time)
{
    private Scope? _resolved;

    /// <summary>The session of the request, once its scope was found.</summary>
    public LiveSession? Session { get; private set; }

    /// <summary>
    /// The scope, or null where nobody of staff asks. A post that was ended, or an account whose sessions were, gives none,
    /// from the next request on; and no session outlasts a shift.
    /// </summary>
    public async ValueTask<Scope?> FindAsync(CancellationToken cancel)
    {
        if (_resolved is not null)
            return _resolved;
        if (StaffSession.Of(accessor.HttpContext?.User) is not { } session || await find.RunAsync(db, session, cancel) is not { } live
            || LegalTime.Instant(live.Begun) + StaffSession.Longest < time.GetUtcNow()
            || Of(directory.Current, catalogue.Current, session.Account, session.Post, live.By) is not { } scope)
            return null;
        Session = live;
        return _resolved = scope;
    }

    /// <summary>The scope of a request that is declared to be of staff.</summary>
    /// <exception cref="InvalidOperationException">The endpoint was reached without the permission that it declares.</exception>
    public async ValueTask<Scope> RequireAsync(CancellationToken cancel) =>
        await FindAsync(cancel) ?? throw new InvalidOperationException("A staff endpoint was reached without a scope.");

    /// <summary>The scope of a post: its rights and no more, whoever does its work.</summary>
    public static Scope? Of(BodyDirectory directory, Catalogue catalogue, int account, int post, int? by = null) =>
        directory.Post(post) is { } found && directory.Body(found.Body) is { } body
            ? new Scope(account, found, body, [.. directory.Chain(body.Id)], catalogue.Procedures.ClosedTo(found.Role),
                [.. catalogue.Procedures.KindsClosedTo(found.Role).Select(kind => Scope.KindOf(kind.Procedure, kind.Kind))])
            {
                By = by is { } other ? directory.Post(other) ?? found : found,
            }
            : null;
}
