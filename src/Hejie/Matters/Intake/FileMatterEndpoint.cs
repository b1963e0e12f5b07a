using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Matters.Intake;

/// <summary>A dispute or request that comes in.</summary>
public sealed record FileMatterRequest
{
    /// <summary>The procedure's id, such as <c>people-mediation</c>.</summary>
    [Required, MaxLength(60)]
    public string? Procedure { get; init; }

    /// <summary>The kind within the procedure, such as <c>neighbour</c>.</summary>
    [Required, MaxLength(60)]
    public string? Kind { get; init; }

    /// <summary>The code of the place where it is, in the county of the address.</summary>
    [Required, MaxLength(15)]
    public string? Place { get; init; }

    /// <summary>The body that it is about, where the procedure asks: neither it nor one under it ever receives or sees the matter.</summary>
    public int? About { get; init; }

    /// <summary>The answers to the procedure's form, by field, as text.</summary>
    [Required]
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>Who else is concerned.</summary>
    [MaxLength(20)]
    public IReadOnlyList<PersonRequest>? People { get; init; }

    /// <summary>Who files, and how to reach them.</summary>
    public FilerRequest? Filer { get; init; }
}

/// <summary>Who files.</summary>
public sealed record FilerRequest
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The telephone. Its last four digits are then asked beside the tracking code.</summary>
    public string? Telephone { get; init; }

    /// <summary>The address for service.</summary>
    public string? Address { get; init; }

    /// <summary>The guardian, where who files is under 14: then it is needed. No birth date is asked.</summary>
    public GuardianRequest? Guardian { get; init; }
}

/// <summary>The guardian of a child under 14.</summary>
public sealed record GuardianRequest
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The telephone.</summary>
    public string? Telephone { get; init; }

    /// <summary>Whether the guardian consents that the child's data are handled for this matter.</summary>
    public bool Consent { get; init; }
}

/// <summary>The receipt of a filing, the same at every repetition.</summary>
/// <param name="County">The matter's county.</param>
/// <param name="Matter">The matter's id.</param>
/// <param name="Code">The filer's tracking code: it opens the matter, and is told only here.</param>
/// <param name="Body">The body that has it.</param>
/// <param name="Recorded">When it was received, by the server.</param>
internal sealed record ReceiptBody(int County, Guid Matter, string Code, BodyName Body, DateTimeOffset Recorded);

/// <summary><c>POST /api/v1/counties/{county}/matters</c>.</summary>
internal static class FileMatterEndpoint
{
    /// <summary>All filings of programs come from one client; the key alone tells them apart, and is as secret as the code that it answers with.</summary>
    private const string Client = "api";

    public static void Map(RouteGroupBuilder api) => api.MapPost("/counties/{county:int}/matters", HandleAsync).For(Access.Public)
        .WithName("fileMatter").WithSummary("说一件事 · File a matter")
        .WithDescription("谁都可以提交。答复里的查询码只给提交的人。带同一个 `Idempotency-Key` 重发，得到同一个查询码；内容不同就不收。照片和材料先传到草稿里，用 `Draft-Token` 带上，这时由草稿代替这个键。工作人员的令牌不能用：代填在网页上做。 · Anyone may file, except with a token of staff: they help on the pages. The tracking code in the answer is the filer's alone. Sent again with the same `Idempotency-Key`, the request is answered with the same code; with another body it is refused. Photos and papers are sent before, into a draft named by `Draft-Token`; then the draft takes the place of the key.")
        .Example("""{"procedure": "people-mediation", "kind": "neighbour", "place": "532901104201", "answers": {"narrative": "隔壁建房，屋檐水滴到我家院墙。"}, "people": [{"name": "赵示例", "role": "respondent"}], "filer": {"name": "杨示例", "telephone": "19900001234"}}""")
        .Produces<ReceiptBody>(StatusCodes.Status201Created).Refuses(400, 403, 404, 413, 415, 422);

    private static async Task<IResult> HandleAsync(
        int county, [Required] RepeatKey key, DraftToken token, JsonBody<FileMatterRequest> body,
        FileMatter file, DraftStore drafts, DirectoryHolder directory, HttpContext http, CancellationToken cancel)
    {
        var request = body.Value;
        // The answer holds the filer's code, which staff never see: they write down on the pages, where it goes to the filer.
        if (StaffSession.Of(http.User) is not null)
            return new ApiProblem(StatusCodes.Status403Forbidden, "file.by-staff");
        if (!directory.Current.Counties.Contains(county))
            return new ApiProblem(StatusCodes.Status404NotFound, "county.none");
        if (PlaceCode.TryParse(request.Place, out var place) && place.County != county)
            return ApiProblem.Field("place", "field.place-county");
        var held = token.Value is null ? null : await drafts.FindAsync(token.Value, cancel);
        if (token.Value is not null && held?.Content.Form != BeginDraftEndpoint.Form)
            return new ApiProblem(StatusCodes.Status404NotFound, "draft.none");
        if (held is not null && held.Content.FilesCounty != county)
            return ApiProblem.Field("place", "field.place-county");

        // A draft's id is the idempotency key of its filing: by it the files' key is kept, once it is the matter's.
        var filed = held is null
            ? await file.RunAsync(Filing(request), Client, key.Value!, cancel)
            : await file.RunAsync(
                WithDraft(Filing(request), held.Content, await drafts.FindKeyAsync(held, cancel)),
                Housekeeping.Client(held.Id), held.Id.ToString("N", CultureInfo.InvariantCulture), cancel);
        if (filed is not Filed.Done { Receipt: var receipt })
            return Problem(filed);
        if (held is { Content.Receipt: null })
            await drafts.ChangeAsync(held, draft => draft with { Receipt = receipt }, cancel);

        ETags.Set(http, 1);
        return TypedResults.Created(
            $"{ApiRoutes.Root}/counties/{receipt.County}/matters/{receipt.Matter}",
            new ReceiptBody(
                receipt.County, receipt.Matter, TrackingCodes.Display(receipt.Code),
                BodyName.Of(receipt.Body, directory.Current), LegalTime.Instant(receipt.Recorded)));
    }

    internal static Filing Filing(FileMatterRequest request) => new()
    {
        Procedure = request.Procedure!,
        Kind = request.Kind!,
        Place = request.Place!,
        About = request.About,
        Guardian = request.Filer?.Guardian is { } guardian ? new Guardian(guardian.Name ?? "", guardian.Telephone ?? "", guardian.Consent) : null,
        Answers = FormAnswers.Of(request.Answers, request.People),
        Filer = new Person(request.Filer?.Name ?? "", request.Filer?.Telephone, request.Filer?.Address, PartyRole.Filer),
        Strict = true,
    };

    private static Filing WithDraft(Filing filing, Draft draft, MatterKey? key) => filing with
    {
        Files = draft.Files,
        Key = key,
        TelephoneConfirmed = draft.Confirmed is { } confirmed && confirmed == FormReader.Telephone(filing.Filer.Telephone ?? ""),
    };

    private static ApiProblem Problem(Filed filed) => filed switch
    {
        Filed.Invalid invalid => ApiProblem.Fields(invalid.Errors),
        Filed.Refused refused => WrittenProblem.Refused(refused.Code, refused.Detail),
        Filed.KeyReused => WrittenProblem.Of(new Written.KeyReused()),
        _ => throw new InvalidOperationException($"{filed.GetType().Name} is no problem."),
    };
}
