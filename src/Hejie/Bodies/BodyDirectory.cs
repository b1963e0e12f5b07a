using System.Collections.Frozen;
using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>A place as pages and rules read it.</summary>
internal sealed record Place(PlaceCode Code, string Name, string FullName);

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

    public BodyDirectory(IEnumerable<PlaceRow> places, IEnumerable<BodyRow> bodies, IEnumerable<PostRow> posts)
    {
        var rows = places.Where(row => row.Until is null).ToDictionary(row => row.Code);
        _places = rows.Values.Select(row => new Place(PlaceCode.Of(row.Code), PlaceNames.Short(row.Name), FullName(row, rows))).ToFrozenDictionary(place => place.Code.Value);
        _bodies = bodies.Where(row => row.Until is null)
            .Select(row => new Body(row.Id, BodyKinds.Of(row.Kind), row.Name, PlaceCode.Of(row.Place), row.Superior, row.Telephone))
            .ToFrozenDictionary(body => body.Id);
        _posts = posts.Where(row => row.Until is null).Select(row => new Post(row.Id, row.Body, row.Role, row.Name)).ToFrozenDictionary(post => post.Id);
        _serving = _bodies.Values.ToFrozenDictionary(body => (body.Kind.Code, body.Place.Value), body => body.Id);
        _postsOf = _posts.Values.GroupBy(post => post.Body).ToFrozenDictionary(group => group.Key, group => group.OrderBy(post => post.Id).ToArray());
        _children = _places.Values.Where(place => place.Code.Parent is not null).OrderBy(place => place.Code).ToLookup(place => place.Code.Parent!.Value.Value);
    }

    /// <summary>Whether the installation has no place yet.</summary>
    public bool IsEmpty => _places.Count == 0;

    public IEnumerable<Body> Bodies => _bodies.Values;

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

    private static string FullName(PlaceRow row, Dictionary<long, PlaceRow> rows)
    {
        var name = PlaceNames.Short(row.Name);
        for (var at = PlaceCode.Of(row.Code).Parent; at is { Level: not PlaceLevel.Prefecture } parent; at = parent.Parent)
            name = (rows.TryGetValue(parent.Value, out var above) ? PlaceNames.Short(above.Name) : "") + name;
        return name;
    }
}

/// <summary>Holds the directory and renews it when reference data change.</summary>
internal sealed class DirectoryHolder(IServiceScopeFactory scopes) : IDisposable
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
            _current = new BodyDirectory(
                await db.Places.AsNoTracking().ToListAsync(cancel),
                await db.Bodies.AsNoTracking().ToListAsync(cancel),
                await db.Posts.AsNoTracking().ToListAsync(cancel));
        }
        finally
        {
            _renewing.Release();
        }
    }

    public void Dispose() => _renewing.Dispose();
}
