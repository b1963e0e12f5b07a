using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Identity.Outside;
using Hejie.Import;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Kernel.Api;
using Hejie.Kiosk;
using Hejie.Law;
using Hejie.Ledger;
using Hejie.Live;
using Hejie.Matters;
using Hejie.Mediation;
using Hejie.Notices;
using Hejie.Operations;
using Hejie.Operations.Log;
using Hejie.Orders;
using Hejie.Overview;
using Hejie.Privacy;
using Hejie.Questions;
using Hejie.Quick;
using Hejie.Reports;
using Hejie.Resources;
using Hejie.Rises;
using Hejie.Rounds;
using Hejie.Search;
using Hejie.Statistics;
using Hejie.Supervision;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hejie;

/// <summary>Composes the program from its modules; knows nothing of what they do.</summary>
internal static class HejieApp
{
    /// <summary>Builds the program.</summary>
    /// <param name="settings">Where the installation keeps what.</param>
    /// <param name="args">Arguments of the host, such as <c>--urls</c>.</param>
    /// <param name="configure">Replaces parts, for tests: a clock, a sender.</param>
    /// <param name="groundwork">What was begun before, for tests that build many; null: it is begun now.</param>
    public static WebApplication Build(Settings settings, string[] args, Action<WebApplicationBuilder>? configure = null, Groundwork? groundwork = null)
    {
        var (model, reading, words) = groundwork ?? Groundwork.Begin(settings);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Pages are found in this assembly, whoever starts it.
            ApplicationName = typeof(HejieApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Roots.Web,
        });
        builder.Logging.AddLogs(settings);
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
        builder.Services.AddLive();
        builder.Services.AddOrders();
        builder.Services.AddMatters(settings);
        builder.Services.AddQuick();
        builder.Services.AddMediation();
        builder.Services.AddKiosk();
        builder.Services.AddNotices(settings);
        builder.Services.AddOperations();
        builder.Services.AddLaw();
        builder.Services.AddSupervision();
        builder.Services.AddRounds();
        builder.Services.AddRises();
        builder.Services.AddOverview();
        builder.Services.AddQuestions();
        builder.Services.AddReports();
        builder.Services.AddResources();
        builder.Services.AddStatistics();
        builder.Services.AddSearch();
        builder.Services.AddImport();
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
        app.MapQuick();
        app.MapLedger();
        app.MapLive();
        app.MapOrders();
        app.MapLaw();
        app.MapSupervision();
        app.MapRounds();
        app.MapResources();
        app.MapStatistics();
        app.MapSearch();
        app.MapQuestions();
        app.MapImport();
        app.MapNotices();
        app.MapReports();
        app.UseRouting();
        app.UseOutside();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseKiosk();
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

/// <summary>
/// What takes as long as all the rest of building the program and needs nothing of it, begun beside it: somebody waits for the
/// first page. It hangs on the kind of database and on the catalogue's folder alone.
/// </summary>
/// <param name="Model">The mapper's model.</param>
/// <param name="Catalogue">The catalogue as it is being read.</param>
/// <param name="Words">The interface's words.</param>
internal sealed record Groundwork(Task<IModel> Model, CatalogueReading Catalogue, Task<WordBook> Words)
{
    /// <summary>Begins it.</summary>
    public static Groundwork Begin(Settings settings) => new(
        Task.Run(() => DataModule.BuildModel(settings)), new CatalogueReading(settings.Catalogue), Task.Run(() => WordBook.Load(Path.Combine(settings.Catalogue, "words"))));
}
