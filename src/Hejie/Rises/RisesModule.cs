using Hejie.Journal.Following;

namespace Hejie.Rises;

/// <summary>Unusual rises of disputes and hazards by place and kind; never of petitions, never about persons.</summary>
internal static class RisesModule
{
    public static IServiceCollection AddRises(this IServiceCollection services) => services
        .AddSingleton<IFollowsJournal, CountWeeks>()
        .AddScoped<ReadRises>()
        .AddSingleton<FindRises>()
        .AddHostedService(provider => provider.GetRequiredService<FindRises>());
}
