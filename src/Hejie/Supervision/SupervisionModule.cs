using Hejie.Supervision.Looks;
using Hejie.Supervision.Safeguards;

namespace Hejie.Supervision;

/// <summary>What is watched are posts at work, never persons who come with a matter.</summary>
internal static class SupervisionModule
{
    public static IServiceCollection AddSupervision(this IServiceCollection services) => services
        .AddSingleton<WatchLooks>()
        .AddHostedService(provider => provider.GetRequiredService<WatchLooks>());

    public static void MapSupervision(this WebApplication app) => CatalogueNote.Map(app);
}
