using Hejie.Journal;

namespace Hejie.Live;

/// <summary>What is new, told in the page at once.</summary>
internal static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveSignal>()
        .AddSingleton<LiveHub>()
        .AddSingleton<LiveStream>()
        .AddSingleton<ILiveSource, FollowMatters>()
        .AddSingleton<FollowLive>()
        .AddSingleton<IFollowsPositions>(provider => provider.GetRequiredService<FollowLive>())
        .AddHostedService(provider => provider.GetRequiredService<FollowLive>())
        .AddHostedService<HearNodes>();

    public static void MapLive(this WebApplication app) => LiveEndpoint.Map(app);
}
