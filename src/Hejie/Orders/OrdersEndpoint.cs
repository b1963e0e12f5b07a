using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Operations;
using Hejie.Ui;

namespace Hejie.Orders;

/// <summary>An order that is to be given. It is about places and events: there is no member for a person or a household.</summary>
public sealed record IssueOrderRequest
{
    /// <summary>warning: to know of a danger; task: to do something and report it.</summary>
    [Required, MaxLength(20)]
    public string? Kind { get; init; }

    /// <summary>flood, landslide, fire, weather, road, dam, animal-epidemic, supply.</summary>
    [Required, MaxLength(20)]
    public string? Hazard { get; init; }

    /// <summary>A named area of the catalogue, such as erhai-west; instead of places.</summary>
    [MaxLength(60)]
    public string? Area { get; init; }

    /// <summary>Codes of counties, townships or villages, at most sixty; instead of an area.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>What to do, in at most 300 characters that name no person.</summary>
    [Required, MaxLength(OrderGuard.Longest)]
    public string? Text { get; init; }

    /// <summary>By when, within thirty days.</summary>
    [Required]
    public DateTimeOffset? Due { get; init; }
}

/// <summary><c>/api/v1/orders</c> and <c>/api/v1/counties/{county}/orders/{id}</c>.</summary>
internal static class OrdersEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/orders", IssueAsync).For(Access.OrderFrom)
            .WithName("giveOrder").WithSummary("发一条快处命令 · Give an order to every post of an area")
            .WithDescription("由乡镇以上综治服务中心的值班岗或者负责人发，只能发给本辖区。给这些地方的全部值班岗和网格岗；没有人可发的不收。 · By the duty officer or lead of a service centre of a township or above, for its own area: to who is on duty and who goes out in all its places. An order to nobody is refused.")
            .Example("""{"kind": "task", "hazard": "flood", "places": ["532901104000"], "text": "今晚有暴雨，请巡查沿河的堤和桥，低处的人先到学校。", "due": "2026-07-20T20:00:00+08:00"}""")
            .Produces<OrderBody>(StatusCodes.Status201Created).Produces<OrderBody>().Refuses(400, 401, 403, 404, 413, 415, 422);
        api.MapGet("/orders", ListAsync).For(Access.Orders)
            .WithName("listOrders").WithSummary("本岗收到的、本单位发出的快处命令 · The orders that the post was given, and those that its body gave")
            .Produces<OrdersBody>().Refuses(401, 403);
        api.MapGet("/counties/{county}/orders/{id}", ShowAsync).For(Access.Orders)
            .WithName("showOrder").WithSummary("一条快处命令 · An order, and how far it is")
            .Produces<OrderBody>().Refuses(401, 403, 404);
    }

    public static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "order.none");

    /// <summary>The order as who asks may see it; null where it is not theirs.</summary>
    public static async Task<OrderBody?> FindAsync(
        Scope scope, int county, Guid id, ReadOrders read, BodyDirectory directory, CatalogueHolder catalogue, IWords words, CancellationToken cancel)
    {
        var own = await read.OwnAsync(scope, county, id, cancel);
        if (await read.GivenAsync(scope, county, id, cancel) is not { } given)
            return own is null ? null : OrderBodies.Of(own.Order, directory, catalogue.Current.Areas, words, own.Own);
        var counties = await read.CountiesAsync(given, cancel);
        var counts = await read.CountsAsync(id, counties, cancel);
        var (bodies, _) = await read.BodiesAsync(id, counties, 1, cancel);
        return OrderBodies.Of(
            given, directory, catalogue.Current.Areas, words, own?.Own, new AnswersBody(counts.Posts, counts.Acknowledged, counts.Reported),
            [.. bodies.Where(body => body.Silent > 0).Select(body => new SilentBody(BodyName.Of(body.Body, directory), body.Silent, OrderBodies.When(body.Called)))]);
    }

    private static async Task<IResult> IssueAsync(
        [Required] RepeatKey key, JsonBody<IssueOrderRequest> body, StaffScope staff, IssueOrder issue, DirectoryHolder directory, CatalogueHolder catalogue, IWords words,
        CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var asked = body.Value;
        var draft = new OrderDraft(asked.Kind, asked.Hazard, asked.Area, asked.Places ?? [], asked.Text, asked.Due);
        switch (await issue.RunAsync(scope, draft, IdOf(scope, key.Value!), cancel))
        {
            case OrderIssued.Done done:
                var order = OrderBodies.Of(done.Order, directory.Current, catalogue.Current.Areas, words, answers: new AnswersBody(done.Posts, 0, 0));
                return done.Before ? TypedResults.Ok(order) : TypedResults.Created((string?)null, order);
            case OrderIssued.Invalid invalid:
                return ApiProblem.Fields(invalid.Errors);
            case OrderIssued.Other:
                return new ApiProblem(StatusCodes.Status422UnprocessableEntity, "order.other");
            default:
                return new ApiProblem(StatusCodes.Status403Forbidden, "order.not-yours");
        }
    }

    private static async Task<IResult> ListAsync(
        StaffScope staff, ReadOrders read, DirectoryHolder directory, CatalogueHolder catalogue, IWords words, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var (own, given) = (await read.OwnAsync(scope, cancel), await read.GivenAsync(scope, cancel));
        return TypedResults.Ok(new OrdersBody(
            [.. own.Select(row => OrderBodies.Of(row.Order, directory.Current, catalogue.Current.Areas, words, row.Own))],
            [.. given.Select(row => OrderBodies.Of(row, directory.Current, catalogue.Current.Areas, words))]));
    }

    private static async Task<IResult> ShowAsync(
        int county, Guid id, StaffScope staff, ReadOrders read, DirectoryHolder directory, CatalogueHolder catalogue, IWords words, CancellationToken cancel) =>
        await FindAsync(await staff.RequireAsync(cancel), county, id, read, directory.Current, catalogue, words, cancel) is { } order ? TypedResults.Ok(order) : NotFound();

    /// <summary>The key of a request makes the order's id, for each account its own: sent again, it is the same order.</summary>
    private static Guid IdOf(Scope scope, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"order {scope.Account} {scope.Post.Id} {key}"))).AsSpan(0, 16));
}
