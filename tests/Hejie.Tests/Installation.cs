using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Journal.Following;
using Hejie.Kernel;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Drafts;
using Hejie.Notices;
using Hejie.Notices.Telling;
using Hejie.Operations;
using Hejie.Reports;
using Hejie.Rises;
using Hejie.Rounds;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Search;
using Hejie.Statistics;
using Hejie.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests;

/// <summary>
/// A whole installation for a test class: the real program on a real server, with the places and bodies of Dali, a
/// clock that the test moves, and an outbox that it reads. Stories are written once and run on both databases.
/// </summary>
public abstract class Installation : IAsyncLifetime
{
    /// <summary>A Monday morning in Dali, with 春节 two weeks off.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 2, 2, 9, 0, 0, LegalTime.Offset);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<bool, Lazy<Groundwork>> s_groundwork = new();

    private static readonly HashSet<Type?> s_byHand =
        [typeof(Deliver), typeof(TellStaff), typeof(SendNotices), typeof(PassClocks), typeof(ForgetDue), typeof(Housekeeping), typeof(KeepRounds), typeof(FollowJournal), typeof(FindRises), typeof(PublishFigures), typeof(DraftReports), typeof(TidyIndex)];

    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-tests-").FullName;
    private WebApplication? _app;

    /// <summary>The clock; what goes by it in the background is called by hand.</summary>
    public FakeTimeProvider Time { get; } = new(Morning.ToUniversalTime());

    /// <summary>The messages that went out.</summary>
    internal Outbox Outbox { get; } = new();

    /// <summary>The calls that were made.</summary>
    internal Outbox Calls { get; } = new();

    /// <summary>Every log line, of every level, while it is switched on.</summary>
    internal LogBook Logs { get; } = new();

    /// <summary>The server's address.</summary>
    public Uri Address => new(_app!.Urls.First());

    internal IServiceProvider Services => _app!.Services;

    internal BodyDirectory Bodies => Services.GetRequiredService<DirectoryHolder>().Current;

    protected string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        var settings = await SettingsAsync();
        _app = HejieApp.Build(settings, ["--urls", "http://127.0.0.1:0"], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSender>(Outbox));
            LeaveToTests(builder.Services, s_byHand);
            builder.Services.Replace(ServiceDescriptor.Singleton<ICallSender>(Calls));
            builder.Services.ConfigureDbContext<SqliteHejieDb>(options => options.AddInterceptors(new CountyWatch()));
            builder.Services.ConfigureDbContext<PostgresHejieDb>(options => options.AddInterceptors(new CountyWatch()));
            if (QuickPasswords)
                builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
            builder.Logging.AddProvider(Logs).AddFilter<LogBook>((_, _) => Logs.On);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseSetting(WebHostDefaults.SuppressStatusMessagesKey, "true");
            Configure(builder);
        }, GroundworkOf(settings));
        await _app.PrepareAsync();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await DropAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A client that keeps cookies and follows no redirect, as a test wants to see them.</summary>
    /// <param name="follow">Whether it follows redirects.</param>
    /// <param name="from">The address it comes from, of this machine's own.</param>
    /// <param name="cookies">The cookies it has and keeps; its own when not given.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler, and a connection its socket.")]
    public HttpClient Client(bool follow = false, string from = "127.0.0.1", CookieContainer? cookies = null) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = follow,
            UseCookies = true,
            CookieContainer = cookies ?? new CookieContainer(),
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = Address };

    /// <summary>All that the program serves.</summary>
    internal Task<IReadOnlyList<DeclaredRoute>> RoutesAsync() => _app!.RoutesAsync();

    /// <summary>Works with the program's services, as one request would.</summary>
    internal async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>The scope of a post, by the kind of its body, the body's place and its role.</summary>
    internal Scope Post(string kind, string place, Role role)
    {
        var code = Place(place).Code;
        var body = Bodies.Bodies.Single(body => body.Kind.Code == kind && body.Place == code);
        var post = Bodies.PostsOf(body.Id).First(post => post.Role == role);
        return At(post);
    }

    /// <summary>The scope of a post.</summary>
    internal Scope At(Post post) => StaffScope.Of(Bodies, Services.GetRequiredService<CatalogueHolder>().Current, 1, post.Id)!;

    /// <summary>Gives all entries their positions, and brings the following readers up to them.</summary>
    internal async Task FollowAsync()
    {
        foreach (var county in Bodies.Counties.Distinct())
            await Services.GetRequiredService<Sequencer>().SequenceAsync(county, CancellationToken.None);
        await Services.GetRequiredService<FollowJournal>().RunAsync(CancellationToken.None);
    }

    /// <summary>A place by the name people say.</summary>
    internal Place Place(string name) => Bodies.Named(name, 20).First(place => place.Name == name);

    /// <summary>Files a dispute between neighbours of 喜洲村, unless told otherwise.</summary>
    internal async Task<Receipt> FileAsync(
        string procedure = "people-mediation", string kind = "neighbour", string place = "喜洲村", int? about = null,
        string narrative = "隔壁建房，屋檐水滴到我家院墙。", string? telephone = "19900001234", bool otherSide = true)
    {
        var filed = await InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(
            Filing(procedure, kind, Place(place).Code.ToString(), about, narrative, telephone, otherSide),
            "test", Guid.NewGuid().ToString(), CancellationToken.None));
        return filed.ShouldBeOfType<Filed.Done>().Receipt;
    }

    internal static Filing Filing(
        string procedure, string kind, string place, int? about, string narrative, string? telephone, bool otherSide)
    {
        var answers = new Dictionary<string, string> { ["narrative"] = narrative };
        if (otherSide)
        {
            answers["people.0.name"] = "赵示例";
            answers["people.0.telephone"] = "19900005678";
        }

        return new Filing
        {
            Procedure = procedure,
            Kind = kind,
            Place = place,
            About = about,
            Answers = answers,
            Filer = new Person("杨示例", telephone, null, PartyRole.Filer),
        };
    }

    /// <summary>How many drafts there are with something in them.</summary>
    internal Task<int> OpenDraftsAsync()
    {
        var now = LegalTime.Micros(Time.GetUtcNow());
        return InScopeAsync(async services => (await services.GetRequiredService<HejieDb>().Drafts.AsNoTracking().Where(draft => draft.Expires > now).Select(draft => draft.Sealed).ToListAsync())
            .Count(content => content.Length > 0));
    }

    /// <summary>A post makes a move.</summary>
    internal Task<Written> MoveAsync(Scope scope, Receipt receipt, string move, params (string Field, string Answer)[] answers) =>
        InScopeAsync(services => services.GetRequiredService<MakeMove>().RunAsync(
            scope.Matter(services.GetRequiredService<HejieDb>(), receipt.County, receipt.Matter),
            new MoveRequest { Move = move, Actor = scope.Actor, Answers = answers.ToDictionary(answer => answer.Field, answer => answer.Answer) },
            CancellationToken.None));

    /// <summary>A party makes a move.</summary>
    internal Task<Written> MoveAsync(int party, Receipt receipt, string move, params (string Field, string Answer)[] answers) =>
        InScopeAsync(services => services.GetRequiredService<MakeMove>().RunAsync(
            services.GetRequiredService<HejieDb>().Matters.Where(matter => matter.County == receipt.County && matter.Id == receipt.Matter),
            new MoveRequest
            {
                Move = move,
                Actor = new Actor.Party(party, party == 1 ? PartyRole.Filer : PartyRole.Respondent),
                Answers = answers.ToDictionary(answer => answer.Field, answer => answer.Answer),
            },
            CancellationToken.None));

    /// <summary>The state as it is stored.</summary>
    internal Task<MatterState> StateAsync(Receipt receipt) => InScopeAsync(async services => StateCodec.Decode(
        (await services.GetRequiredService<HejieDb>().Matters.AsNoTracking()
            .SingleAsync(matter => matter.County == receipt.County && matter.Id == receipt.Matter)).State));

    /// <summary>The state rebuilt from the journal.</summary>
    internal Task<MatterState> RebuiltAsync(Receipt receipt) => InScopeAsync(async services =>
        (await services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None))
            .Aggregate(MatterState.Empty, (state, bytes) => state.After(EntryCodec.Header(bytes).Effects)));

    private protected abstract Task<Settings> SettingsAsync();

    /// <summary>What is set otherwise for these stories.</summary>
    private protected virtual Settings Adjust(Settings settings) => settings;

    /// <summary>Whether a password takes few rounds: stories sign in hundreds of times, and one story looks at the rounds themselves.</summary>
    private protected virtual bool QuickPasswords => true;

    /// <summary>What is built otherwise for these stories.</summary>
    private protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    private protected virtual Task DropAsync() => Task.CompletedTask;

    private protected static string Catalogue => Roots.Catalogue;

    /// <summary>The model, the catalogue and the words are the same for all installations of a run: each is made once.</summary>
    private static Groundwork? GroundworkOf(Settings settings) => settings.Catalogue != Catalogue ? null
        : s_groundwork.GetOrAdd(settings.Database is not null, _ => new Lazy<Groundwork>(() => Groundwork.Begin(settings))).Value;

    /// <summary>
    /// What wakes by the clock is called by the tests alone: else it wakes when a story puts the clock forward, and is still at
    /// work when the next one begins.
    /// </summary>
    private protected static void LeaveToTests(IServiceCollection services, IReadOnlySet<Type?> byHand)
    {
        foreach (var hosted in services.Where(service => service.ServiceType == typeof(IHostedService) && byHand.Contains(service.ImplementationFactory?.GetType().GenericTypeArguments[1])).ToList())
            services.Remove(hosted);
    }

    /// <summary>Makes the tables and fills places, bodies and posts: once a run, then copied.</summary>
    private protected static async Task FillAsync(Settings settings)
    {
        await using var app = HejieApp.Build(settings, []);
        await DataModule.MigrateAsync(app.Services, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var csv = await File.ReadAllTextAsync(Path.Combine(Catalogue, "places", "dali.csv"));
        await SetUpPrefecture.RunAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), csv, CancellationToken.None);
    }
}
