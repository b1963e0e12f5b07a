using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Bodies;

/// <summary>The post that a body's name and a role mean.</summary>
internal abstract record PostFound
{
    private PostFound()
    {
    }

    /// <summary>The first post of that role.</summary>
    public sealed record One(Post Post, Body Body) : PostFound;

    /// <summary>No body, or more than one, has this name.</summary>
    /// <param name="Nearest">The names that it may mean, the nearest first.</param>
    public sealed record NoBody(IReadOnlyList<string> Nearest) : PostFound;

    /// <summary>The body has no such post.</summary>
    /// <param name="Roles">The roles that it has.</param>
    public sealed record NoPost(IReadOnlyList<Role> Roles) : PostFound;
}

/// <summary>Finds a post by the exact name of its body, before which the county may stand: two counties have a 牛街乡.</summary>
internal static class FindPost
{
    private const int Most = 5;

    public static PostFound Run(BodyDirectory directory, string name, Role role)
    {
        name = PlaceNames.Plain(name);
        var named = directory.Bodies.Where(body => body.Name == name || WithCounty(directory, body) == name).ToList();
        if (named is not [var body])
        {
            return new PostFound.NoBody(named.Count > 1
                ? [.. named.Select(one => WithCounty(directory, one)).Order(StringComparer.Ordinal)]
                : [.. directory.Bodies.OrderByDescending(one => Likeness(one.Name, name)).ThenBy(one => one.Name.Length).ThenBy(one => one.Id).Take(Most).Select(one => one.Name)]);
        }

        var posts = directory.PostsOf(body.Id);
        return posts.FirstOrDefault(post => post.Role == role) is { } found
            ? new PostFound.One(found, body)
            : new PostFound.NoPost([.. posts.Select(post => post.Role).Distinct()]);
    }

    private static string WithCounty(BodyDirectory directory, Body body)
    {
        PlaceCode? at = body.Place;
        while (at is { Level: > PlaceLevel.County })
            at = at.Value.Parent;
        return at is { } county && county != body.Place ? directory.Place(county)?.Name + body.Name : body.Name;
    }

    /// <summary>How many pairs of neighbouring characters two names share.</summary>
    private static int Likeness(string name, string typed) =>
        Enumerable.Range(0, Math.Max(0, typed.Length - 1)).Count(at => name.Contains(typed.Substring(at, 2), StringComparison.Ordinal));
}
