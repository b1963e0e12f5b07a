using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;
using Hejie.Ui;

namespace Hejie.Bodies;

/// <summary>Who answers for a place. It names a post or a branch, never a person.</summary>
public sealed record SetResponsibilityRequest
{
    /// <summary>The place: the body's own or one within it.</summary>
    [Required, MaxLength(15)]
    public string? Place { get; init; }

    /// <summary>area-lead 包片领导, branch 党支部, officer 挂点干部, desk 台面.</summary>
    [Required, MaxLength(20)]
    public string? Kind { get; init; }

    /// <summary>The post of the body that answers; absent for a branch.</summary>
    public int? Post { get; init; }

    /// <summary>The name of the party branch; for a branch alone.</summary>
    [MaxLength(SetResponsibility.LongestBranch)]
    public string? Branch { get; init; }

    /// <summary>The post of the same body that stands in, or absent.</summary>
    public int? Substitute { get; init; }

    /// <summary>The first day.</summary>
    [Required]
    public DateOnly? From { get; init; }

    /// <summary>The last day; absent for no end.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>A post where it is only named.</summary>
internal sealed record PostName(int Id, string Name)
{
    public static PostName? Of(int? id, BodyDirectory directory) => id is { } known && directory.Post(known) is { } post ? new PostName(post.Id, post.Name) : null;
}

/// <summary>Who answers for a place.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">The place.</param>
/// <param name="Kind">For what.</param>
/// <param name="Post">The post that answers, or absent for a branch.</param>
/// <param name="Branch">The branch, or absent.</param>
/// <param name="Substitute">The post that stands in, or absent.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day, or absent.</param>
internal sealed record ResponsibilityBody(Guid Id, PlaceBody Place, Named Kind, PostName? Post, string? Branch, PostName? Substitute, DateOnly From, DateOnly? Until)
{
    public static ResponsibilityBody? Of(ResponsibilityRow row, BodyDirectory directory, IWords words) => directory.Place(PlaceCode.Of(row.Place)) is { } place
        ? new ResponsibilityBody(
            row.Id, PlaceBody.Of(place), new Named(ResponsibilityWords.Of(row.Kind), words["responsibility." + ResponsibilityWords.Of(row.Kind)]),
            PostName.Of(row.Post, directory), row.Branch, PostName.Of(row.Substitute, directory), row.From, row.Until)
        : null;
}

/// <summary>Who answers for the places of a body.</summary>
internal sealed record ResponsibilitiesBody(int Page, bool More, IReadOnlyList<ResponsibilityBody> Responsibilities);

/// <summary><c>/api/v1/bodies/{body}/responsibilities</c>.</summary>
internal static class ResponsibilityEndpoint
{
    private const int PageSize = 100;
    private const int LastPage = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/bodies/{body:int}/responsibilities", ListAsync).For(Access.Staff)
            .WithName("listResponsibilities").WithSummary("这里谁负责什么 · Who answers for what at the places of a body")
            .WithDescription("本单位的地方和它下一级的地方，每页 100 条，以后才开始的也在内。 · The body's place and those directly within it, 100 a page; what begins later is among them.")
            .Produces<ResponsibilitiesBody>().Refuses(400, 401, 404);
        api.MapPost("/bodies/{body:int}/responsibilities", SetAsync).For(Access.Responsibility)
            .WithName("setResponsibility").WithSummary("定谁负责 · Say who answers for a place")
            .WithDescription("由本单位的值班岗或者负责人定，只定本辖区、本单位的岗位。同一个地方同一样，同一天只有一个；一样的再发一次，答复已有的（200）。 · By the duty officer or lead of the body, for its own area and its own posts. One of each kind for a place at a time; the same sent again is answered with what there is (200).")
            .Example("""{"place": "532901104201", "kind": "officer", "post": 12, "from": "2026-03-01"}""")
            .Produces<ResponsibilityBody>(StatusCodes.Status201Created).Produces<ResponsibilityBody>().Refuses(400, 401, 403, 404, 413, 415, 422);
        api.MapPost("/responsibilities/{responsibility:guid}/end", EndAsync).For(Access.Responsibility)
            .WithName("endResponsibility").WithSummary("从今天起不再负责 · End what somebody answers for")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListAsync(int body, string? page, StaffScope staff, DirectoryHolder directory, IWords words, CancellationToken cancel)
    {
        await staff.RequireAsync(cancel);
        var bodies = directory.Current;
        if (bodies.Body(body) is not { } found)
            return NotFound();
        if (!Pages.TryRead(page, LastPage, out var number))
            return ApiProblem.Field("page", "field.number", "200");
        var rows = bodies.Within(found.Place).Select(place => place.Code).Prepend(found.Place).SelectMany(bodies.Responsibilities)
            .Skip((number - 1) * PageSize).Take(PageSize + 1).ToList();
        return TypedResults.Ok(new ResponsibilitiesBody(
            number, rows.Count > PageSize, [.. rows.Take(PageSize).Select(row => ResponsibilityBody.Of(row, bodies, words)).OfType<ResponsibilityBody>()]));
    }

    private static async Task<IResult> SetAsync(
        int body, JsonBody<SetResponsibilityRequest> request, StaffScope staff, SetResponsibility set, DirectoryHolder directory, IWords words, CancellationToken cancel)
    {
        var (scope, asked) = (await staff.RequireAsync(cancel), request.Value);
        var draft = new ResponsibilityDraft(asked.Place, asked.Kind, asked.Post, asked.Branch, asked.Substitute, asked.From, asked.Until);
        return await set.RunAsync(scope, body, draft, cancel) switch
        {
            ResponsibilitySet.Done { Before: true } done => TypedResults.Ok(ResponsibilityBody.Of(done.Row, directory.Current, words)),
            ResponsibilitySet.Done done => TypedResults.Created((string?)null, ResponsibilityBody.Of(done.Row, directory.Current, words)),
            ResponsibilitySet.Invalid invalid => ApiProblem.Fields(invalid.Errors),
            _ => NotFound(),
        };
    }

    private static async Task<IResult> EndAsync(Guid responsibility, StaffScope staff, EndResponsibility end, CancellationToken cancel) =>
        await end.RunAsync(await staff.RequireAsync(cancel), responsibility, cancel) ? TypedResults.NoContent() : NotFound();

    private static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "responsibility.none");
}
