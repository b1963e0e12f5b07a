using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Identity.Outside;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Kernel.Api;
using Hejie.Law;
using Hejie.Ledger;
using Hejie.Matters;
using Hejie.Mediation;
using Hejie.Notices;
using Hejie.Operations;
using Hejie.Operations.Log;
using Hejie.Privacy;
using Hejie.Supervision;
using Hejie.Ui;

namespace Hejie;

/// <summary>Composes the program from its modules; knows nothing of what they do.</summary>
internal static class HejieApp
{
    /// <summary>Builds the program.</summary>
    /// <param name="settings">Where the installation keeps what.</param>
    /// <param name="args">Arguments of the host, such as <c>--urls</c>.</param>
    /// <param name="configure">Replaces parts, for tests: a clock, a sender.</param>
    public static WebApplication Build(Settings settings, string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // These three take as long as all the rest and need nothing of it, and somebody waits for the first page.
        var model = Task.Run(() => DataModule.BuildModel(settings));
        var reading = new CatalogueReading(settings.Catalogue);
        var words = Task.Run(() => WordBook.Load(Path.Combine(settings.Catalogue, "words")));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Pages are found in this assembly, whoever starts it.
            ApplicationName = typeof(HejieApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Roots.Web,
        });
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        // A line for every step of every request costs more than most requests; who looked at what is in the journal. And
        // a request's address may hold a code on its way into the cookie: no log names it.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Who tries the demonstration reads what to try, and no log.
        if (settings.Demo)
            builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(reading);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddUi(words);
        builder.Services.AddApi();
        builder.Services.AddEdge(settings);
        builder.Services.AddData(settings, model);
        builder.Services.AddPrivacy(settings);
        builder.Services.AddHejieIdentity(settings);
        builder.Services.AddBodies();
        builder.Services.AddJournal();
        builder.Services.AddLedger();
        builder.Services.AddMatters(settings);
        builder.Services.AddMediation();
        builder.Services.AddNotices(settings);
        builder.Services.AddOperations();
        builder.Services.AddLaw();
        builder.Services.AddSupervision();
        configure?.Invoke(builder);

        return builder.Build();
    }

    private static async Task MapAsync(WebApplication app)
    {
        app.UseProxies();
        app.MapUi();
        ApiDocument.Map(app);
        app.MapOperations();
        app.MapIdentity();
        app.MapBodies();
        app.MapMatters();
        app.MapLedger();
        app.MapLaw();
        app.UseRouting();
        app.UseOutside();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAccess();
        app.UseSizeLimits();
        app.UseAntiforgery();
        await app.CheckAccessAsync();
    }

    /// <summary>Maps what is served, and brings database, catalogue and directory into memory, before anything is.</summary>
    /// <exception cref="Rules.Catalogue.CatalogueException">A file of the catalogue is wrong.</exception>
    /// <exception cref="CatalogueNotApproved">The catalogue is not the one that two people made the law here.</exception>
    /// <exception cref="LedgerRefused">The logs would be called or signed otherwise than so far.</exception>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancel = default)
    {
        var filling = Task.Run(() => FillMemoryAsync(app, cancel), cancel);
        await MapAsync(app);
        await filling;
    }

    /// <summary>Brings database and directory into memory, and no catalogue: for those who change that.</summary>
    public static async Task OpenAsync(this WebApplication app, CancellationToken cancel)
    {
        await DataModule.MigrateAsync(app.Services, cancel);
        await app.Services.GetRequiredService<LogIdentity>().OpenAsync(app.Services, cancel);
        var directory = app.Services.GetRequiredService<DirectoryHolder>();
        await directory.RenewAsync(cancel);
        if (directory.Current.IsEmpty)
        {
            await using var scope = app.Services.CreateAsyncScope();
            await SetUpPrefecture.FromCatalogueAsync(
                scope.ServiceProvider.GetRequiredService<HejieDb>(), app.Services.GetRequiredService<Settings>().Catalogue, cancel);
            await directory.RenewAsync(cancel);
        }

        await using var reading = app.Services.CreateAsyncScope();
        await app.Services.GetRequiredService<RecordingClock>().RenewAsync(reading.ServiceProvider.GetRequiredService<HejieDb>(), directory.Current.Counties, cancel);
    }

    private static async Task FillMemoryAsync(WebApplication app, CancellationToken cancel)
    {
        await app.OpenAsync(cancel);
        var catalogue = await app.Services.GetRequiredService<CatalogueReading>().Read;
        await using var scope = app.Services.CreateAsyncScope();
        app.Services.GetRequiredService<CatalogueHolder>().Current =
            await scope.ServiceProvider.GetRequiredService<CatalogueLog>().TakeAsync(catalogue, cancel);
    }
}
