using System.Collections.Frozen;
using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>A place as pages and rules read it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">As people say it.</param>
/// <param name="FullName">With the places above it.</param>
/// <param name="Households">Of a village or grid cell: its households, where they are known.</param>
/// <param name="Groups">Of a grid cell: the groups and hamlets that it is made of.</param>
internal sealed record Place(PlaceCode Code, string Name, string FullName, int? Households = null, string? Groups = null);

/// <summary>A body as pages and rules read it.</summary>
internal sealed record Body(int Id, BodyKind Kind, string Name, PlaceCode Place, int? Superior, string Telephone);

/// <summary>A post of a body.</summary>
internal sealed record Post(int Id, int Body, Role Role, string Name);

/// <summary>Places, bodies and posts, whole and in memory: reference data that every node holds. Immutable; a change makes a new one.</summary>
internal sealed class BodyDirectory : IBodies
{
    private readonly FrozenDictionary<long, Place> _places;
    private readonly FrozenDictionary<int, Body> _bodies;
    private readonly FrozenDictionary<int, Post> _posts;
    private readonly FrozenDictionary<(string Kind, long Place), int> _serving;
    private readonly FrozenDictionary<int, Post[]> _postsOf;
    private readonly ILookup<long, Place> _children;
    private readonly ILookup<int, LeaveRow> _leaves;
    private readonly ILookup<long, ResponsibilityRow> _responsibilities;

    /// <summary>Makes a directory of the rows as they are; places, bodies and posts that ended are left out.</summary>
    public BodyDirectory(
        IEnumerable<PlaceRow> places, IReadOnlyCollection<BodyRow> bodies, IEnumerable<PostRow> posts,
        IEnumerable<ResponsibilityRow>? responsibilities = null, IEnumerable<LeaveRow>? leaves = null)
    {
        var rows = places.Where(row => row.Until is null).ToDictionary(row => row.Code);
        _places = rows.Values.Select(row => new Place(PlaceCode.Of(row.Code), PlaceNames.Short(row.Name), FullName(row, rows), row.Households, row.Groups)).ToFrozenDictionary(place => place.Code.Value);
        var above = bodies.ToDictionary(row => row.Id);
        _bodies = bodies.Where(row => row.Until is null)
            .Select(row => new Body(row.Id, BodyKinds.Of(row.Kind), row.Name, PlaceCode.Of(row.Place), OpenAbove(row, above), row.Telephone))
            .ToFrozenDictionary(body => body.Id);
        _posts = posts.Where(row => row.Until is null).Select(row => new Post(row.Id, row.Body, row.Role, row.Name)).ToFrozenDictionary(post => post.Id);
        _serving = _bodies.Values.ToFrozenDictionary(body => (body.Kind.Code, body.Place.Value), body => body.Id);
        _postsOf = _posts.Values.GroupBy(post => post.Body).ToFrozenDictionary(group => group.Key, group => group.OrderBy(post => post.Id).ToArray());
        _responsibilities = (responsibilities ?? []).OrderBy(row => row.From).ToLookup(row => row.Place);
        _leaves = (leaves ?? []).OrderBy(row => row.From).ToLookup(row => row.Post);
        _children = _places.Values.Where(place => place.Code.Parent is not null).OrderBy(place => place.Code).ToLookup(place => place.Code.Parent!.Value.Value);
    }

    /// <summary>Whether the installation has no place yet.</summary>
    public bool IsEmpty => _places.Count == 0;

    public IEnumerable<Body> Bodies => _bodies.Values;

    /// <summary>All places.</summary>
    public IEnumerable<Place> Places => _places.Values;

    public Place? Place(PlaceCode code) => _places.GetValueOrDefault(code.Value);

    /// <summary>The places directly within one, in code order; at most some hundreds.</summary>
    public IEnumerable<Place> Within(PlaceCode code) => _children[code.Value];

    /// <summary>The county codes, the prefecture's own among them.</summary>
    public IEnumerable<int> Counties => _places.Values.Where(place => place.Code.Level <= PlaceLevel.County).Select(place => place.Code.County);

    /// <summary>The prefecture itself.</summary>
    public Place Prefecture => _places.Values.Single(place => place.Code.Level == PlaceLevel.Prefecture);

    /// <summary>Places whose name holds the words, the smallest first; at most <paramref name="most"/>.</summary>
    public IReadOnlyList<Place> Named(string words, int most) =>
        words.Length == 0 ? [] :
        [.. _places.Values
            .Where(place => place.Code.Level != PlaceLevel.Prefecture && (place.Name.Contains(words, StringComparison.Ordinal) || place.FullName.Contains(words, StringComparison.Ordinal)))
            .OrderBy(place => place.Name.StartsWith(words, StringComparison.Ordinal) ? 0 : place.Name.Contains(words, StringComparison.Ordinal) ? 1 : 2)
            .ThenBy(place => place.FullName.Length).ThenBy(place => place.Code)
            .Take(most)];

    public Body? Body(int id) => _bodies.GetValueOrDefault(id);

    public string NameOf(int body) => Body(body)?.Name ?? "—";

    public Post? Post(int id) => _posts.GetValueOrDefault(id);

    public IReadOnlyList<Post> PostsOf(int body) => _postsOf.GetValueOrDefault(body) ?? [];

    /// <summary>A body and all above it.</summary>
    public IEnumerable<int> Chain(int body)
    {
        for (int? at = body; at is { } id; at = Body(id)?.Superior)
            yield return id;
    }

    public int? SuperiorOf(int body) => Body(body)?.Superior;

    public bool IsAtOrUnder(int body, int ancestor) => Chain(body).Contains(ancestor);

    public string? KindOf(int body) => Body(body)?.Kind.Code;

    public PlaceLevel LevelOf(int body) => Body(body)?.Place.Level ?? PlaceLevel.Village;

    public int CountyOf(int body) => Body(body)?.Place.County ?? 0;

    public int? Serving(string kind, PlaceLevel level, PlaceCode place)
    {
        for (PlaceCode? at = place; at is { } code; at = code.Parent)
        {
            if (code.Level == level)
                return _serving.TryGetValue((kind, code.Value), out var body) ? body : null;
        }

        return null;
    }

    public bool IsPost(int post, int body, Role? role) => Post(post) is { } found && found.Body == body && (role is null || found.Role == role);

    public bool IsPlace(PlaceCode place) => _places.ContainsKey(place.Value);

    /// <summary>Who answers for a place, of each kind the one that is in force on a day.</summary>
    public IEnumerable<ResponsibilityRow> ResponsibleFor(PlaceCode place, DateOnly day) =>
        _responsibilities[place.Value].Where(row => row.From <= day && (row.Until is null || row.Until >= day));

    /// <summary>All that is known of who answers for a place, also what begins later.</summary>
    public IEnumerable<ResponsibilityRow> Responsibilities(PlaceCode place) => _responsibilities[place.Value];

    /// <summary>All leaves of a post that have not ended, the first to begin first.</summary>
    public IEnumerable<LeaveRow> LeavesOf(int post) => _leaves[post];

    /// <summary>The leave that a post is on, on a day; null where it is there.</summary>
    public LeaveRow? LeaveOn(int post, DateOnly day) => _leaves[post].FirstOrDefault(row => row.From <= day && row.Until >= day);

    /// <summary>The posts that are away on a day.</summary>
    public IEnumerable<Post> AwayOn(DateOnly day) => _leaves.Select(group => group.Key).Where(post => LeaveOn(post, day) is not null).Select(Post).OfType<Post>();

    /// <summary>Whether somebody answers at a body's duty desk on a day: an officer who is there, or who has a substitute who is.</summary>
    public bool Answers(int body, DateOnly day) =>
        PostsOf(body).Any(post => post.Role == Role.DutyOfficer && (LeaveOn(post.Id, day) is null || SubstituteOn(post, day) is not null));

    /// <summary>
    /// The body to which what comes to a body falls on a day: itself where its desk answers, else the nearest above whose
    /// desk does; at the top it stays with the highest, since nobody is above. One, always, and one that exists.
    /// </summary>
    public int FallsTo(int body, DateOnly day)
    {
        var chain = Chain(body).ToList();
        return chain.Find(at => Answers(at, day)) is > 0 and var found ? found : chain[^1];
    }

    /// <summary>
    /// Who does the work of a post that is away on a day: its substitute; without one the colleagues of its role in the
    /// body; without these that role in the nearest body above that answers, or who is on duty there; at the top the body's
    /// own lead. Empty where the post is there.
    /// </summary>
    public IReadOnlyList<Post> StandIns(Post post, DateOnly day)
    {
        if (LeaveOn(post.Id, day) is null)
            return [];
        if (SubstituteOn(post, day) is { } substitute)
            return [substitute];
        var colleagues = There(post.Body, post.Role, day);
        if (colleagues.Count > 0)
            return colleagues;
        if (!IsOffice(post.Role))
            return [];
        foreach (var above in Chain(post.Body).Skip(1).Where(above => Answers(above, day)))
        {
            // What a lead decides a lead decides; what has no such post above is received at its desk.
            foreach (var role in new[] { post.Role, Role.DutyOfficer })
            {
                var there = There(above, role, day);
                if (there.Count > 0)
                    return there;
            }

            return [.. PostsOf(above).Where(duty => duty.Role == Role.DutyOfficer).Select(duty => SubstituteOn(duty, day)).OfType<Post>()];
        }

        return [.. There(post.Body, Role.Lead, day).Where(lead => lead.Id != post.Id)];
    }

    /// <summary>The posts whose work another post does on a day.</summary>
    public IEnumerable<Post> StandsFor(int post, DateOnly day) => AwayOn(day).Where(away => StandIns(away, day).Any(other => other.Id == post)).OrderBy(away => away.Id);

    /// <summary>Who is on duty for what comes from a place to a body: the post of its desk for that place, else its first duty officer; who stands in, where that is away.</summary>
    public Post? DutyAt(int body, PlaceCode place, DateOnly day)
    {
        Post? duty = null;
        for (PlaceCode? at = place; duty is null && at is { } code; at = code.Parent)
        {
            duty = ResponsibleFor(code, day).Where(row => row.Kind == ResponsibilityKind.Desk && row.Post is not null)
                .Select(row => Post(row.Post!.Value)).FirstOrDefault(post => post?.Body == body);
        }

        duty ??= PostsOf(body).FirstOrDefault(post => post.Role == Role.DutyOfficer);
        return duty is not null && LeaveOn(duty.Id, day) is not null ? StandIns(duty, day) is [var first, ..] ? first : null : duty;
    }

    /// <summary>The substitute of a post that is away, if that post is there itself.</summary>
    private Post? SubstituteOn(Post post, DateOnly day) =>
        LeaveOn(post.Id, day)?.Substitute is { } other && LeaveOn(other, day) is null && Post(other) is { } found && found.Body == post.Body ? found : null;

    private List<Post> There(int body, Role role, DateOnly day) => [.. PostsOf(body).Where(post => post.Role == role && LeaveOn(post.Id, day) is null)];

    /// <summary>What one body can do for another at all; who runs, secures or audits an installation has nobody above who may.</summary>
    private static bool IsOffice(Role role) => role is Role.DutyOfficer or Role.Liaison or Role.Lead or Role.Mediator;

    /// <summary>The nearest body above that was not closed.</summary>
    private static int? OpenAbove(BodyRow row, Dictionary<int, BodyRow> rows)
    {
        for (var at = row.Superior; at is { } id && rows.TryGetValue(id, out var above); at = above.Superior)
        {
            if (above.Until is null)
                return id;
        }

        return null;
    }

    private static string FullName(PlaceRow row, Dictionary<long, PlaceRow> rows)
    {
        var name = PlaceNames.Short(row.Name);
        for (var at = PlaceCode.Of(row.Code).Parent; at is { Level: not PlaceLevel.Prefecture } parent; at = parent.Parent)
            name = (rows.TryGetValue(parent.Value, out var above) ? PlaceNames.Short(above.Name) : "") + name;
        return name;
    }
}

/// <summary>Holds the directory and renews it when reference data change.</summary>
internal sealed class DirectoryHolder(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>One renewal at a time: a reading that began earlier never takes the place of a later one.</summary>
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private volatile BodyDirectory? _current;

    /// <summary>The directory as last read.</summary>
    /// <exception cref="InvalidOperationException">It was not read yet: the program reads it before it serves.</exception>
    public BodyDirectory Current => _current ?? throw new InvalidOperationException("The directory of places and bodies was not read yet.");

    public async Task RenewAsync(CancellationToken cancel)
    {
        await _renewing.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            var today = LegalTime.DateOf(time.GetUtcNow());
            _current = new BodyDirectory(
                await db.Places.AsNoTracking().ToListAsync(cancel),
                await db.Bodies.AsNoTracking().ToListAsync(cancel),
                await db.Posts.AsNoTracking().ToListAsync(cancel),
                await db.Responsibilities.AsNoTracking().Where(row => row.Until == null || row.Until >= today).ToListAsync(cancel),
                await db.Leaves.AsNoTracking().Where(row => row.Until >= today).ToListAsync(cancel));
        }
        finally
        {
            _renewing.Release();
        }
    }

    public void Dispose() => _renewing.Dispose();
}
