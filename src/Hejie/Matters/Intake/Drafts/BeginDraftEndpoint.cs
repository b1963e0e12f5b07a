using System.ComponentModel.DataAnnotations;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>Begins a draft, for the files of a filing.</summary>
public sealed record BeginDraftRequest
{
    /// <summary>The code of the place where it is: files are kept by county.</summary>
    [Required, MaxLength(15)]
    public string? Place { get; init; }
}

/// <summary>A draft.</summary>
/// <param name="Token">What opens it: goes into <c>Draft-Token</c>, and is told only here.</param>
/// <param name="Until">When it is purged.</param>
internal sealed record DraftBody(string Token, DateTimeOffset Until);

/// <summary><c>POST /api/v1/drafts</c>.</summary>
internal static class BeginDraftEndpoint
{
    /// <summary>The form that drafts of programs are of: the answers come with the filing.</summary>
    public const string Form = "api";

    public static void Map(RouteGroupBuilder api) => api.MapPost("/drafts", HandleAsync).For(Access.Public)
        .WithName("beginDraft").WithSummary("开一份草稿，先放照片和材料 · Begin a draft, for photos and papers")
        .WithDescription("保存 24 小时，只有令牌打得开。 · Kept for 24 hours; only its token opens it.")
        .Example("""{"place": "532901104201"}""")
        .Produces<DraftBody>(StatusCodes.Status201Created).Refuses(400, 413, 415);

    private static async Task<IResult> HandleAsync(JsonBody<BeginDraftRequest> body, DraftStore drafts, DirectoryHolder directory, CancellationToken cancel)
    {
        if (!PlaceCode.TryParse(body.Value.Place, out var place) || directory.Current.Place(place) is null)
            return ApiProblem.Field("place", "field.place");
        var held = await drafts.BeginAsync(new Draft { Form = Form, FilesCounty = place.County }, cancel);
        return TypedResults.Created((string?)null, new DraftBody(held.Token, held.Until));
    }
}
