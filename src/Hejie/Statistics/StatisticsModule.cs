using Hejie.Journal.Following;
using Hejie.Kernel.Api;
using Hejie.Operations.Demo;

namespace Hejie.Statistics;

/// <summary>Figures: exact for who may open the matters, published tables for everybody else.</summary>
internal static class StatisticsModule
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services
        .AddSingleton<IFollowsJournal, RollUp>()
        .AddScoped<RebuildSums>()
        .AddSingleton<IFillsReader, FillFigures>()
        .AddScoped<FigureWords>()
        .AddScoped<ReadFigures>()
        .AddScoped<FigureMatters>()
        .AddScoped<ReadIndicators>()
        .AddScoped<ReadPublished>()
        .AddSingleton<PublishFigures>()
        .AddHostedService(provider => provider.GetRequiredService<PublishFigures>())
        .AddApiTypes(StatisticsJson.Default);

    public static void MapStatistics(this WebApplication app) => FiguresEndpoint.Map(app, app.MapApi("figures"));
}
