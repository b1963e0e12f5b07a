using System.ComponentModel;
using System.Text.Json.Serialization;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Matters.Reading;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Hejie.Search;

/// <summary>A matter that was found. It holds nothing about persons.</summary>
/// <param name="County">The matter's county.</param>
/// <param name="Matter">The matter's id.</param>
/// <param name="Opened">When it was opened.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Kind">What the matter is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="State">The matter's state.</param>
/// <param name="Owner">The body that has it.</param>
/// <param name="Late">Whether one of its periods has run out.</param>
/// <param name="Summary">The desk's neutral summary.</param>
/// <param name="Marks">Where the words stand in it: pairs of a start and a length, in UTF-16 characters.</param>
/// <param name="Number">The official number, once there is one.</param>
internal sealed record FoundMatterBody(
    int County, Guid Matter, DateTimeOffset Opened, string Procedure, Named Kind, string Place, Named State, int Owner, bool Late, string? Summary,
    IReadOnlyList<IReadOnlyList<int>> Marks, string? Number);

/// <summary>A page of what was found.</summary>
/// <param name="Page">The page, from 1.</param>
/// <param name="Count">How many there are, exactly up to 1,000.</param>
/// <param name="More">Whether there are more than 1,000.</param>
/// <param name="Back">Where not all could be looked at: back to this day; else absent.</param>
/// <param name="Matters">The matters of the page.</param>
internal sealed record FoundBody(int Page, int Count, bool More, DateOnly? Back, IReadOnlyList<FoundMatterBody> Matters);

/// <summary>What is asked, as it stands in the address; all of it is checked together.</summary>
internal sealed record SearchQuery
{
    [FromQuery(Name = "q"), Description("摘要里的字词，都要有 · Words of the desk's summary; all must stand in it")]
    public string? Q { get; init; }

    [FromQuery(Name = "number"), Description("编号 · An official number")]
    public string? Number { get; init; }

    [FromQuery(Name = "place"), Description("地方的代码或者名称，可以重复 · Codes or names of places")]
    public string[]? Place { get; init; }

    [FromQuery(Name = "procedure"), Description("程序，可以重复 · Procedures")]
    public string[]? Procedure { get; init; }

    [FromQuery(Name = "kind"), Description("种类，写作 procedure/kind，可以重复 · Kinds, as procedure/kind")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "state"), Description("open 在办，ended 已办结，或者状态名 · open, ended, or a state's name")]
    public string[]? State { get; init; }

    [FromQuery(Name = "body"), Description("在谁手里：单位的编号或者名称 · Who has them: ids or names of bodies")]
    public string[]? Body { get; init; }

    [FromQuery(Name = "from"), Description("登记的第一天，如 2026-02-02 · The first day of opening")]
    public string? From { get; init; }

    [FromQuery(Name = "until"), Description("登记的最后一天 · The last day of opening")]
    public string? Until { get; init; }

    [FromQuery(Name = "overdue"), Description("yes：只要超期的 · yes: only what is late")]
    public string? Overdue { get; init; }

    [FromQuery(Name = "order"), Description("relevance 最相关，newest 最新 · relevance or newest")]
    public string? Order { get; init; }

    [FromQuery(Name = "p"), Description("第几页，从 1 起 · The page, from 1")]
    public string? P { get; init; }

    /// <summary>The values of a name.</summary>
    public StringValues Of(string name) => name switch
    {
        "q" => Q,
        "number" => Number,
        "place" => Place,
        "procedure" => Procedure,
        "kind" => Kind,
        "state" => State,
        "body" => Body,
        "from" => From,
        "until" => Until,
        "overdue" => Overdue,
        "order" => Order,
        "p" => P,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}

/// <summary><c>GET /api/v1/search</c>.</summary>
internal static class SearchEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/search", HandleAsync).For(Access.Matters)
        .WithName("searchMatters").WithSummary("在本岗能看的事里查找 · Search across the matters in scope")
        .WithDescription("只查台面摘要里的字词、种类、地方、状态、日期、单位、超期和编号；居民的话和材料是密封的，不在其中。`q` 字词（空格隔开的都要有）；`place` 地方代码或者名称；`kind` 写作 procedure/kind；`state`：open、ended 或者状态名；`body` 单位编号或者名称；`from`、`until` 受理登记日期；`overdue=yes`；`number` 编号；`order`：relevance 或 newest；`p` 页，每页 50 件。可以重复的：place、procedure、kind、state、body。 · Words of the desk's summary, kind, place, state, dates, body, lateness and number; what residents told is sealed and not among it. `q`: words, all of which must stand there; `place`: a code or name; `kind`: procedure/kind; `state`: open, ended or a state's name; `body`: an id or name; `from`, `until`: days of opening; `overdue=yes`; `number`; `order`: relevance or newest; `p`: the page, 50 each. `place`, `procedure`, `kind`, `state` and `body` may be repeated.")
        .Produces<FoundBody>().Refuses(400, 401, 403);

    private static async Task<IResult> HandleAsync(
        [AsParameters] SearchQuery query, StaffScope staff, ReadFilter read, SearchMatters search, MatterParts parts, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var asked = read.Run(query.Of, scope);
        if (asked.Errors.Count > 0)
            return ApiProblem.Fields(asked.Errors);
        if (asked.Filter.IsEmpty)
            return ApiProblem.Field("q", "search.nothing");
        var found = await search.RunAsync(scope, asked.Filter, asked.Order, asked.Page, cancel);
        var terms = asked.Filter.Terms;
        return TypedResults.Ok(new FoundBody(asked.Page, found.Count, found.IsMore, found.Back, [.. found.Page.Select(hit => Describe(hit, terms, parts))]));
    }

    private static FoundMatterBody Describe(FoundMatter hit, IReadOnlyList<SearchTerm> terms, MatterParts parts)
    {
        var place = PlaceCode.Of(hit.Place);
        var (kind, state, _) = parts.Names(hit.Procedure, hit.Kind, hit.State, "");
        return new FoundMatterBody(
            hit.County, hit.Id, LegalTime.Instant(hit.Opened), hit.Procedure, kind, parts.Directory.Place(place)?.FullName ?? place.ToString(), state, hit.Owner, hit.IsLate,
            hit.Summary, Marks(hit.Summary, terms), hit.Number);
    }

    private static List<IReadOnlyList<int>> Marks(string? summary, IReadOnlyList<SearchTerm> terms)
    {
        var (marks, at) = (new List<IReadOnlyList<int>>(), 0);
        foreach (var part in summary is null || terms.Count == 0 ? [] : SearchText.Of(summary).Mark(terms))
        {
            if (part.IsFound)
                marks.Add([at, part.Text.Length]);
            at += part.Text.Length;
        }

        return marks;
    }
}

[JsonSerializable(typeof(FoundBody))]
internal sealed partial class SearchJson : JsonSerializerContext;
