using Hejie.Kernel.Api;
using Hejie.Live;
using Hejie.Notices.Telling;

namespace Hejie.Orders;

/// <summary>The quick order (快处): a warning or task to every post of an area, acknowledged and reported back.</summary>
internal static class OrdersModule
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddScoped<ReadOrders>()
        .AddScoped<IssueOrder>()
        .AddScoped<AnswerOrder>()
        .AddScoped<PursueOrder>()
        .AddSingleton<ILiveSource, OrderChanges>()
        .AddSingleton<INoticeSource, OrderNotices>()
        .AddApiTypes(OrdersJson.Default);

    public static void MapOrders(this WebApplication app)
    {
        var api = app.MapApi("orders");
        OrdersEndpoint.Map(api);
        AnswerOrderEndpoint.Map(api);
        PursueOrderEndpoint.Map(api);
    }
}
