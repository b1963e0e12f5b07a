using Hejie.Kernel.Api;
using Hejie.Law.Guide;

namespace Hejie.Law;

/// <summary>The law for everybody: procedures, periods with a calculator, and the guide to the right door.</summary>
internal static class LawModule
{
    public static IServiceCollection AddLaw(this IServiceCollection services) => services.AddApiTypes(LawJson.Default);

    public static void MapLaw(this WebApplication app)
    {
        RulesEndpoint.Map(app.MapApi("rules"));
        GuideEndpoint.Map(app.MapApi("guide"));
    }
}
