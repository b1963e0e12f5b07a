using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel.Api;

namespace Hejie.Orders;

/// <summary>Who is called again by another channel.</summary>
public sealed record CallAgainRequest
{
    /// <summary>The one body that is called; absent for all that have not answered.</summary>
    public int? Body { get; init; }
}

/// <summary>What came of an order that is closed.</summary>
public sealed record CloseOrderRequest
{
    /// <summary>What came of it, in words that name no person.</summary>
    [Required, MaxLength(OrderGuard.Longest)]
    public string? Outcome { get; init; }
}

/// <summary>Who gave an order pursues it: <c>POST …/calls</c> and <c>POST …/closing</c>.</summary>
internal static class PursueOrderEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/counties/{county}/orders/{id}/calls", CallAsync).For(Access.OrderFrom)
            .WithName("callAgain").WithSummary("没回的再叫：打值班电话、发短信 · Call those who have not answered again, by telephone and message")
            .Example("""{"body": 140}""")
            .Produces<OrderPostsBody>().Refuses(400, 401, 403, 404, 409, 413, 415);
        api.MapPost("/counties/{county}/orders/{id}/closing", CloseAsync).For(Access.OrderFrom)
            .WithName("closeOrder").WithSummary("结束一条快处命令 · Close an order")
            .Example("""{"outcome": "雨停了，河水退到警戒水位以下，各村都安全。"}""")
            .Produces<OrderPostsBody>().Refuses(400, 401, 403, 404, 409, 413, 415);
    }

    private static async Task<IResult> CallAsync(
        int county, Guid id, JsonBody<CallAgainRequest> body, StaffScope staff, PursueOrder pursue, CancellationToken cancel) =>
        Told(await pursue.CallAgainAsync(await staff.RequireAsync(cancel), county, id, body.Value.Body, cancel));

    private static async Task<IResult> CloseAsync(
        int county, Guid id, JsonBody<CloseOrderRequest> body, StaffScope staff, PursueOrder pursue, CancellationToken cancel) =>
        Told(await pursue.CloseAsync(await staff.RequireAsync(cancel), county, id, body.Value.Outcome, cancel));

    private static IResult Told(OrderPursued pursued) => pursued switch
    {
        OrderPursued.Done done => TypedResults.Ok(new OrderPostsBody(done.Posts)),
        OrderPursued.Invalid invalid => ApiProblem.Fields([invalid.Error]),
        OrderPursued.Closed => new ApiProblem(StatusCodes.Status409Conflict, "order.closed"),
        _ => OrdersEndpoint.NotFound(),
    };
}
