using Hejie.Journal.Following;

namespace Hejie.Statistics;

/// <summary>Figures: exact for who may open the matters, published tables for everybody else.</summary>
internal static class StatisticsModule
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services
        .AddSingleton<IFollowsJournal, RollUp>()
        .AddScoped<ReadFigures>()
        .AddScoped<FigureMatters>();
}
