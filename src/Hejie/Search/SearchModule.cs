using Hejie.Journal.Following;
using Hejie.Kernel.Api;
using Hejie.Operations.Demo;

namespace Hejie.Search;

/// <summary>Search across matters, and in what is sealed on one's own desk.</summary>
internal static class SearchModule
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<IndexMatters>()
        .AddSingleton<IFollowsJournal>(provider => provider.GetRequiredService<IndexMatters>())
        .AddSingleton<IFillsReader, FillSearch>()
        .AddSingleton<TidyIndex>()
        .AddHostedService(provider => provider.GetRequiredService<TidyIndex>())
        .AddScoped<SearchMatters>()
        .AddScoped<SearchDesk>()
        .AddScoped<ReadFilter>()
        .AddScoped<FoundWords>()
        .AddApiTypes(SearchJson.Default);

    public static void MapSearch(this WebApplication app) => SearchEndpoint.Map(app.MapApi("search"));
}
