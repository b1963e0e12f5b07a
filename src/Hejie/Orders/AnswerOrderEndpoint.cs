using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel.Api;

namespace Hejie.Orders;

/// <summary>What a post reports back on an order.</summary>
public sealed record ReportOrderRequest
{
    /// <summary>done, partly, needs-help.</summary>
    [Required, MaxLength(20)]
    public string? Report { get; init; }

    /// <summary>A few words that name no person.</summary>
    [MaxLength(OrderGuard.Longest)]
    public string? Text { get; init; }
}

/// <summary>A post answers an order: <c>POST …/acknowledgement</c> and <c>POST …/report</c>.</summary>
internal static class AnswerOrderEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/counties/{county}/orders/{id}/acknowledgement", AcknowledgeAsync).For(Access.Orders)
            .WithName("acknowledgeOrder").WithSummary("回“收到” · Acknowledge an order")
            .WithDescription("发两次，答复同一个。 · Sent twice, it is answered with the first.")
            .Produces<OwnAnswerBody>().Refuses(401, 403, 404, 409);
        api.MapPost("/counties/{county}/orders/{id}/report", ReportAsync).For(Access.Orders)
            .WithName("reportOrder").WithSummary("报结果 · Report back on an order")
            .Example("""{"report": "done", "text": "堤和桥都看过，没有险情。"}""")
            .Produces<OwnAnswerBody>().Refuses(400, 401, 403, 404, 409, 413, 415);
    }

    private static async Task<IResult> AcknowledgeAsync(int county, Guid id, StaffScope staff, AnswerOrder answer, CancellationToken cancel) =>
        Told(await answer.AcknowledgeAsync(await staff.RequireAsync(cancel), county, id, cancel));

    private static async Task<IResult> ReportAsync(
        int county, Guid id, JsonBody<ReportOrderRequest> body, StaffScope staff, AnswerOrder answer, CancellationToken cancel) =>
        Told(await answer.ReportAsync(await staff.RequireAsync(cancel), county, id, body.Value.Report, body.Value.Text, cancel));

    private static IResult Told(OrderAnswered answered) => answered switch
    {
        OrderAnswered.Done done => TypedResults.Ok(OwnAnswerBody.Of(done.Row)),
        OrderAnswered.Invalid invalid => ApiProblem.Fields([invalid.Error]),
        OrderAnswered.Refused refused => new ApiProblem(StatusCodes.Status409Conflict, refused.Code),
        _ => OrdersEndpoint.NotFound(),
    };
}
