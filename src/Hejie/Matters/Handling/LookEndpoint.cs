using System.ComponentModel.DataAnnotations;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;

namespace Hejie.Matters.Handling;

/// <summary>Opens what is sealed.</summary>
public sealed record LookRequest
{
    /// <summary>Why: <c>accept</c>, <c>contact</c>, <c>handle</c>, <c>mediate</c> or <c>supervise</c>. The resident sees it.</summary>
    [Required, MaxLength(20)]
    public string? Purpose { get; init; }
}

/// <summary>A look that stands in the journal.</summary>
internal sealed record LookBody(int Entry, DateTimeOffset Recorded);

/// <summary><c>POST /api/v1/counties/{county}/matters/{id}/looks</c>.</summary>
internal static class LookEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/counties/{county:int}/matters/{id:guid}/looks", HandleAsync).For(Access.Work)
        .WithName("look").WithSummary("写明用途，打开密封内容 · Open what is sealed, for a purpose")
        .WithDescription("查看会记在这件事里，居民看得到哪个岗、什么时候、为什么。对本岗八小时内有效，不改变版本。 · The look is an entry of the matter; the resident sees the post, the time and the purpose. It lasts eight hours for this post, and does not change the version.")
        .Example("""{"purpose": "accept"}""")
        .Produces<LookBody>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 410, 413, 415);

    private static async Task<IResult> HandleAsync(
        int county, Guid id, JsonBody<LookRequest> body, StaffScope staff, HejieDb db, OpenSealed open, HttpContext http, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var written = await open.RunAsync(scope.Matter(db, county, id), scope, body.Value.Purpose!, cancel);
        if (written is not Written.Done done)
            return WrittenProblem.Of(written);
        ETags.Set(http, done.Matter.State.Version);
        return TypedResults.Created(
            $"{ApiRoutes.Root}/counties/{county}/matters/{id}/entries",
            new LookBody(done.Entry.Number, Rules.Time.LegalTime.Instant(done.Entry.Recorded)));
    }
}
