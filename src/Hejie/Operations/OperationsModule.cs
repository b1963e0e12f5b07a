using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Operations.Log;
using Hejie.Operations.Replay;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations;

/// <summary>Running an installation: its catalogue, its health.</summary>
internal static class OperationsModule
{
    /// <summary>Entries that may wait for their position before the installation counts as lagging.</summary>
    private const int MostPending = 10_000;

    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<CatalogueHolder>()
        .AddScoped<CatalogueLog>()
        .AddScoped<ChangeCatalogue>()
        .AddSingleton<ReplayLaw>()
        .AddApiTypes(OperationsJson.Default);

    public static void MapOperations(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).For(Access.Public).ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).For(Access.Public).ExcludeFromDescription();
        ProceduresEndpoint.Map(app.MapApi("procedures"));
        CatalogueChangesEndpoint.Map(app.MapApi("procedures"));
    }

    /// <summary>Whether the database answers, has this version's shape, the readers keep up, and the clock does not stand before what is recorded.</summary>
    private static async Task<IResult> ReadyAsync(HejieDb db, RecordingClock clock, CancellationToken cancel)
    {
        if (!await db.Database.CanConnectAsync(cancel))
            return Results.Text("database", statusCode: StatusCodes.Status503ServiceUnavailable);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return Results.Text("migrations", statusCode: StatusCodes.Status503ServiceUnavailable);
        if (clock.IsBack)
            return Results.Text("clock", statusCode: StatusCodes.Status503ServiceUnavailable);
        return await db.Pending.TagWith(AcrossCounties.Tag).Take(MostPending).CountAsync(cancel) == MostPending
            ? Results.Text("lag", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready");
    }
}
