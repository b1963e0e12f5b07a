using Hejie.Kernel;

namespace Hejie.Privacy;

/// <summary>Keys.</summary>
internal static class PrivacyModule
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services, Settings settings) => services
        .AddSingleton(InstallationKey.LoadOrCreate(settings.Keys))
        .AddSingleton<MatterKeys>()
        .AddSingleton<ForgottenList>()
        .AddSingleton<LastSigned>();
}
