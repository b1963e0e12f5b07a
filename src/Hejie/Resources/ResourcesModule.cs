using Hejie.Kernel.Api;

namespace Hejie.Resources;

/// <summary>What bodies share: mediators by skill and language, lawyers on call, experts, rooms with bookings, and the public days of reception.</summary>
internal static class ResourcesModule
{
    public static IServiceCollection AddResources(this IServiceCollection services) => services
        .AddScoped<ListResource>()
        .AddScoped<BookResource>()
        .AddScoped<ReadResources>()
        .AddScoped<ReceptionDays>()
        .AddApiTypes(ResourcesJson.Default);

    public static void MapResources(this WebApplication app) => ResourcesEndpoint.Map(app.MapApi("resources"));
}
