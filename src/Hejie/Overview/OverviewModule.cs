namespace Hejie.Overview;

/// <summary>The overview (综览) of a prefecture, county, township or body, and the matters behind each figure.</summary>
internal static class OverviewModule
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddScoped<ReadOverview>()
        .AddScoped<DrawFigures>();
}
