using Hejie.Identity;

namespace Hejie.Reports;

/// <summary>Reports of counties and of the prefecture: written by the system, released by a person, computed again by anyone of the body.</summary>
internal static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddScoped<WriteReport>()
        .AddScoped<KeepReports>()
        .AddSingleton<DraftReports>()
        .AddHostedService(provider => provider.GetRequiredService<DraftReports>());

    public static void MapReports(this WebApplication app) =>
        app.MapGet("/reports/{county:int}/{id:guid}/{format}", ReportModel.DownloadAsync).For(Access.Matters).ExcludeFromDescription();
}
