using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Tests.Ui;
using Microsoft.AspNetCore.Routing;

namespace Hejie.Tests.House;

/// <summary>Where a post is, seen from what it asks for.</summary>
internal enum Where
{
    /// <summary>In the body that has the matter, or in the village itself.</summary>
    Own,

    /// <summary>In a body of the same kind of the place beside it.</summary>
    Neighbour,

    /// <summary>In the body that oversees the place from above.</summary>
    Above,

    /// <summary>In a body of the same kind within the place.</summary>
    Below,
}

/// <summary>A route as the table lists it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route, with the handler of a page where it names one.</param>
/// <param name="Access">What it declares.</param>
internal sealed partial record PermissionRow(string Method, string Route, Access Access)
{
    /// <summary>The roles that a restricted matter is open to; null for other matters.</summary>
    public IReadOnlyList<Role>? OpenTo { get; init; }

    public bool IsApi => Route.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Whether a post of staff reaches it.</summary>
    public bool Reaches(Role role, Where where) => Permissions.Allows(Access, role) && Access switch
    {
        // A page that names no village is about the post's own.
        Access.Cells => where == Where.Own || (where == Where.Neighbour && !Route.Contains("{code}", StringComparison.Ordinal)),
        Access.Matter => OpenTo is { } named
            ? where == Where.Own && named.Contains(role)
            : where == Where.Own || (where == Where.Above && Permissions.Oversees(role)),
        Access.Work => where == Where.Own && OpenTo?.Contains(role) != false,
        _ => true,
    };

    /// <summary>The rows of what a program serves, in the order of their routes.</summary>
    public static IReadOnlyList<PermissionRow> Of(IEnumerable<DeclaredRoute> routes) =>
        [.. routes.SelectMany(Of).Concat(Files()).Distinct().OrderBy(row => row.Route, StringComparer.Ordinal).ThenBy(row => row.Method, StringComparer.Ordinal)];

    private static IEnumerable<PermissionRow> Of(DeclaredRoute route)
    {
        var endpoint = (RouteEndpoint)route.Endpoint;
        var path = "/" + Constraint().Replace(endpoint.RoutePattern.RawText!, "{$1}").TrimStart('/');
        if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } methods)
            return methods.HttpMethods.Select(method => new PermissionRow(method, path, route.Access!.Value));
        // A page without a handler shows itself.
        return route.Handlers
            .Select(handler => new PermissionRow(
                handler.Method.ToUpperInvariant(), path + (handler.Name is { } name ? "?handler=" + name : ""), handler.Access ?? route.Access!.Value))
            .Append(new PermissionRow("GET", path, route.Access!.Value));
    }

    /// <summary>Styles, scripts and pictures are served before any route: anyone has them.</summary>
    private static IEnumerable<PermissionRow> Files()
    {
        var root = Path.Combine(SourceTree.Root, "src", "Hejie", "wwwroot");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => new PermissionRow("GET", "/" + Path.GetRelativePath(root, file).Replace('\\', '/'), Access.Public));
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)(:\w+)?\}")]
    private static partial Regex Constraint();
}

/// <summary>The table of permissions, as docs/permissions.md holds it.</summary>
internal static class PermissionTable
{
    private const string Head = """
        # Who may do what

        Made from what every endpoint and page declares; the tests ask every route as every role from every place and hold the program to it. After a change look at it, then write it anew with `HEJIE_REWRITE=1`.

        What a post may do is its role × its body × its place. The guard asks for the role before anything is read; body and place go into the query itself, so what is outside is not found (404). A post that ends, or an account whose sessions were ended, opens nothing from the next request on.

        A cell names the places from which a post of that role reaches the route: **o** its own (the body that has the matter, or the village itself), **n** a neighbouring one, **a** the body above that oversees it, **b** one below; **●** all of them, – none. *party* is whoever came in with a tracking code, for their own matter alone; *nobody* is who is not signed in.

        | declared | means |
        | --- | --- |
        | `public` | anyone |
        | `party` | a party of the matter, never staff |
        | `account` | staff, for their own account; also before a second factor is set up |
        | `staff` | staff who hold a post |
        | `assist` | staff whose post may write down what somebody else files |
        | `cells` | staff whose post keeps the grid cells of its village |
        | `rounds` | staff of a service centre whose post makes rounds; elsewhere there are none |
        | `responsibility` | staff whose post says who in its body answers for what, and who is away |
        | `resources` | staff whose post books rooms and people that bodies share, within its reach |
        | `listing` | staff whose post lists what its body shares, and the days on which it receives people |
        | `notices` | staff whose post is on duty or leads, for their own body |
        | `matters` | staff whose post opens matters: its own desk |
        | `matter` | staff who have the matter in scope: their body has it or work in it waits there, or they oversee its place and procedure |
        | `work` | staff whose body works on the matter |

        Which moves a post may make of those that it reaches, the procedure tells: [procedures.md](procedures.md).

        A post that is away is done by its substitute, or by whom its work falls to: with the rights of that post and no more, for as long as the leave runs.

        No account holds posts of two of *administrator*, *security-administrator* and *auditor*, nor a post of the police or a procuratorate together with one of the grid.

        """;

    public static string Write(IReadOnlyList<PermissionRow> rows, IReadOnlyList<PermissionRow> restricted)
    {
        var text = new StringBuilder(Head);
        Write(text, "All routes", rows);
        Write(text, "A matter about harm to a minor", restricted);
        return text.ToString();
    }

    /// <summary>What the file says: each route of a part with its cells, by column.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(string text, string part)
    {
        var lines = text.Split('\n').SkipWhile(line => line != "## " + part).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).ToList();
        return lines.Skip(2).ToDictionary(
            cells => Key(cells[0], cells[1].Trim('`')),
            cells => (IReadOnlyDictionary<string, string>)lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    public static string Key(string method, string route) => method + " " + route;

    /// <summary>Whether a cell holds a place.</summary>
    public static bool Holds(string cell, Where where) => cell == "●" || cell.Contains(Letter(where), StringComparison.Ordinal);

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static void Write(StringBuilder text, string title, IReadOnlyList<PermissionRow> rows)
    {
        var roles = Enum.GetValues<Role>();
        text.Append("\n## ").Append(title).Append("\n\n| method | route | declared | nobody | party | ").AppendJoin(" | ", roles.Select(Word)).Append(" |\n| --- | --- | --- | --- | --- | ")
            .AppendJoin(" | ", roles.Select(_ => "---")).Append(" |\n");
        foreach (var row in rows)
        {
            text.Append("| ").Append(row.Method).Append(" | `").Append(row.Route).Append("` | ").Append(Word(row.Access))
                .Append(row.Access == Access.Public ? " | ●" : " | –").Append(row.Access is Access.Public or Access.Party ? " | ● | " : " | – | ")
                .AppendJoin(" | ", roles.Select(role => Cell(row, role))).Append(" |\n");
        }
    }

    private static string Cell(PermissionRow row, Role role)
    {
        var places = Enum.GetValues<Where>();
        var reached = places.Where(where => row.Reaches(role, where)).ToList();
        return reached.Count == places.Length ? "●" : reached.Count == 0 ? "–" : string.Concat(reached.Select(Letter));
    }

    private static string Letter(Where where) => where switch { Where.Own => "o", Where.Neighbour => "n", Where.Above => "a", _ => "b" };
}
