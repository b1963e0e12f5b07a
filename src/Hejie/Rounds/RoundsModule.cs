using Hejie.Kernel.Api;
using Hejie.Matters.Intake;

namespace Hejie.Rounds;

/// <summary>Rounds (排查): places and hazards looked at in time, at four levels.</summary>
internal static class RoundsModule
{
    public static IServiceCollection AddRounds(this IServiceCollection services) => services
        .AddScoped<OpenRounds>()
        .AddScoped<AnswerRound>()
        .AddScoped<OwnRounds>()
        .AddScoped<RoundsBelow>()
        .AddScoped<IHearsOfFiling, LinkFound>()
        .AddApiTypes(RoundsJson.Default)
        .AddSingleton<KeepRounds>()
        .AddHostedService(provider => provider.GetRequiredService<KeepRounds>());

    public static void MapRounds(this WebApplication app) => RoundsEndpoint.Map(app.MapApi("rounds"));
}
