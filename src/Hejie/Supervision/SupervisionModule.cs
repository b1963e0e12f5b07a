using Hejie.Supervision.Looks;

namespace Hejie.Supervision;

/// <summary>What is watched are posts at work, never persons who come with a matter.</summary>
internal static class SupervisionModule
{
    public static IServiceCollection AddSupervision(this IServiceCollection services) => services
        .AddSingleton<WatchLooks>()
        .AddHostedService(provider => provider.GetRequiredService<WatchLooks>());
}
