using System.ComponentModel.DataAnnotations;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Rules.Time;

namespace Hejie.Quick;

/// <summary>A danger: what, where, in one line.</summary>
public sealed record QuickReportRequest
{
    /// <summary>One of a closed list: <c>fire</c>, <c>flood</c>, <c>landslide</c>, <c>road</c>, <c>violence</c>, <c>child</c>, <c>animal</c>, <c>dam</c>, <c>building</c>, <c>utilities</c>.</summary>
    [Required, MaxLength(60)]
    public string? Kind { get; init; }

    /// <summary>The code of the place.</summary>
    [Required, MaxLength(15)]
    public string? Place { get; init; }

    /// <summary>The danger and where exactly, in one line of 80 characters: no name, number or plate of anybody.</summary>
    [Required, MaxLength(200)]
    public string? Line { get; init; }
}

/// <summary><c>POST /api/v1/quick-reports</c>.</summary>
internal static class ReportDangerEndpoint
{
    private const string Client = "api-quick";

    public static void Map(RouteGroupBuilder api) => api.MapPost("/quick-reports", HandleAsync).For(Access.Public)
        .WithName("reportDanger").WithSummary("快报险情 · Report a danger")
        .WithDescription("一句话同时到村、镇、县、州四级值班岗。只报事情和地方：姓名、电话、身份证号、车牌和不是险情的事不收，答复写明哪一处。文字 30 天后销毁。照片在网页上传。 · One line reaches the duty posts of all four levels. What and where alone: names, telephones, identity numbers, plates and what is no danger are refused, and the answer shows the place. The text is destroyed after 30 days. Photos are sent by the page.")
        .Example("""{"kind": "landslide", "place": "532901104201", "line": "进村路口往上两百米，山坡往下掉石头，半边路堵了。"}""")
        .Produces<ReceiptBody>(StatusCodes.Status201Created).Refuses(400, 403, 413, 415, 422);

    private static async Task<IResult> HandleAsync(
        [Required] RepeatKey key, JsonBody<QuickReportRequest> body, ReportDanger report, DirectoryHolder directory, HttpContext http, CancellationToken cancel)
    {
        if (StaffSession.Of(http.User) is not null)
            return new ApiProblem(StatusCodes.Status403Forbidden, "file.by-staff");
        var (kind, place, line) = (body.Value.Kind!, body.Value.Place!, body.Value.Line!);
        var filed = await report.RunAsync(new Danger { Kind = kind, Place = place, Line = line }, Client, key.Value!, cancel);
        if (filed is not Filed.Done { Receipt: var receipt })
            return filed switch
            {
                Filed.Invalid invalid => ApiProblem.Fields(invalid.Errors),
                Filed.Refused refused => WrittenProblem.Refused(refused.Code, refused.Detail),
                _ => WrittenProblem.Of(new Written.KeyReused()),
            };

        ETags.Set(http, 1);
        return TypedResults.Created(
            $"{ApiRoutes.Root}/counties/{receipt.County}/matters/{receipt.Matter}",
            new ReceiptBody(
                receipt.County, receipt.Matter, TrackingCodes.Display(receipt.Code), BodyName.Of(receipt.Body, directory.Current), LegalTime.Instant(receipt.Recorded)));
    }
}
