using Hejie.Kernel.Api;

namespace Hejie.Bodies;

/// <summary>Places, bodies, posts and scope.</summary>
internal static class BodiesModule
{
    public static IServiceCollection AddBodies(this IServiceCollection services) => services
        .AddSingleton<DirectoryHolder>()
        .AddHostedService<KeepDirectory>()
        .AddScoped<AddCell>()
        .AddScoped<SetHouseholds>()
        .AddScoped<SetResponsibility>()
        .AddScoped<EndResponsibility>()
        .AddScoped<SetLeave>()
        .AddScoped<EndLeave>()
        .AddSingleton<GapList>()
        .AddApiTypes(BodiesJson.Default);

    public static void MapBodies(this WebApplication app)
    {
        var api = app.MapApi("directory");
        PlacesEndpoint.Map(api);
        AddCellEndpoint.Map(api);
        BodiesEndpoint.Map(api);
        ResponsibilityEndpoint.Map(api);
        LeavesEndpoint.Map(api);
        GapsEndpoint.Map(api);
    }
}
