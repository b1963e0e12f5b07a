using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Operations.Log;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hejie.Bench;

/// <summary>A desk that is asked for, and matters that its body has.</summary>
internal sealed record DeskPick(string Account, int AccountId, int Post, int Body, int County, List<Guid> Matters)
{
    public string Token { get; set; } = "";

    public string Cookie { get; set; } = "";
}

/// <summary>A party that comes in with their code.</summary>
internal sealed record PartyPick(int County, Guid Matter, string Code)
{
    public string Token { get; set; } = "";

    public string Cookie { get; set; } = "";
}

/// <summary>A village of 大理市 where matters are filed and accepted.</summary>
internal sealed record VillagePick(string Place, string Account, int AccountId, int Post, int Body)
{
    public string Token { get; set; } = "";
}

/// <summary>An installation of some size, filled once, with what is asked of it.</summary>
internal sealed partial class Subject : IDisposable
{
    public const int County = 532901;
    private const ulong Seed = 5329;
    private const int Desks = 16;
    private const int MattersOfDesk = 50;
    private const int Villages = 64;
    private const int Parties = 200;

    private Subject(int matters, Settings settings)
    {
        Matters = matters;
        Settings = settings;
    }

    public int Matters { get; }

    public Settings Settings { get; }

    public string Database => new NpgsqlConnectionStringBuilder(Settings.Database).Database!;

    public Server Server { get; private set; } = null!;

    public List<DeskPick> DeskPicks { get; private set; } = [];

    public List<PartyPick> PartyPicks { get; private set; } = [];

    public List<VillagePick> VillagePicks { get; private set; } = [];

    public long BytesPerMatter { get; private set; }

    /// <summary>Matters that were filed over HTTP and wait to be accepted.</summary>
    public ConcurrentQueue<(int Village, string Matter)> Filed { get; } = new();

    public Dictionary<string, Measure> Http { get; } = [];

    public Dictionary<string, Measure> Bare { get; } = [];

    /// <summary>Fills what is missing, chooses what is asked, starts the program and comes in.</summary>
    public static async Task<Subject> PrepareAsync(int matters, string server, string folder, CancellationToken cancel)
    {
        var name = $"hejie_{matters}";
        var home = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var settings = new Settings(Path.Combine(home, "data"), Path.Combine(home, "keys"), $"{server};Database={name}", $"{server};Database={name}_keys", Roots.Catalogue);
        var subject = new Subject(matters, settings);
        if (!await IsFilledAsync(settings, server, name, cancel))
        {
            await MakeDatabaseAsync(server, name, cancel);
            await MakeDatabaseAsync(server, name + "_keys", cancel);
            Directory.Delete(home, recursive: true);
        }

        Directory.CreateDirectory(settings.Data);
        await using (var app = HejieApp.Build(settings, []))
        {
            await app.PrepareAsync(cancel);
            await subject.FillAsync(app.Services, cancel);
            await subject.PickAsync(app.Services, cancel);
        }

        NpgsqlConnection.ClearAllPools();
        subject.Server = await Server.StartAsync(settings, Path.Combine(home, "server.log"), cancel);
        await subject.ComeInAsync(cancel);
        return subject;
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(Settings.Database);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public void Dispose() => Server.Dispose();

    /// <summary>A database that was filled under another schema or another catalogue is made anew.</summary>
    internal static async Task<bool> IsFilledAsync(Settings settings, string server, string name, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres");
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand("select count(*) from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if ((long)(await exists.ExecuteScalarAsync(cancel))! == 0)
            return false;
        await using var app = HejieApp.Build(settings, []);
        await using var scope = app.Services.CreateAsyncScope();
        var known = scope.ServiceProvider.GetRequiredService<HejieDb>().Database;
        if (!known.GetMigrations().SequenceEqual(await known.GetAppliedMigrationsAsync(cancel)))
            return false;
        var log = scope.ServiceProvider.GetRequiredService<CatalogueLog>();
        return log.Differences(await log.ReadAsync(cancel)).Count == 0;
    }

    internal static async Task MakeDatabaseAsync(string server, string name, CancellationToken cancel)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection($"{server};Database=postgres");
        await connection.OpenAsync(cancel);
        foreach (var statement in new[] { $"drop database if exists {name} with (force)", $"create database {name}" })
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task FillAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var db = provider.GetRequiredService<HejieDb>();
        var (catalogue, directory) = (provider.GetRequiredService<CatalogueHolder>().Current, provider.GetRequiredService<DirectoryHolder>());

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await CleanAsync(db, cancel);
        var fill = ActivatorUtilities.CreateInstance<FillMatters>(provider, catalogue, directory.Current);
        await fill.RunAsync(Matters, Seed, new Told(), cancel);
        Console.Error.WriteLine();
        await db.Database.ExecuteSqlAsync($"vacuum analyze", cancel);
        await db.Database.ExecuteSqlAsync($"checkpoint", cancel);
        BytesPerMatter = await db.Database.SqlQuery<long>(
            $"""
            select sum(pg_total_relation_size(c.oid))::bigint / (select count(*) from matters) as "Value"
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public'
            """).SingleAsync(cancel);
    }

    /// <summary>Takes away what earlier measurements left, so that every run begins alike.</summary>
    private static async Task CleanAsync(HejieDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"drop schema if exists bench cascade", cancel);
        // The filling keeps no answers: whoever has one was filed or moved over HTTP. A table with statistics of its own
        // is joined by hashing; as a list under "in" it was read once for every row.
        await db.Database.OpenConnectionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"create temporary table used as select distinct county, matter from answers", cancel);
        await db.Database.ExecuteSqlAsync($"analyze used", cancel);
        foreach (var (table, column) in BareSql.Tables.Append(("positions", "matter")))
        {
            if (table == "answers")
                continue;
            var bare = $"delete from {table} where county = {BareSql.County}";
            await db.Database.ExecuteSqlRawAsync(bare, cancel);
            var overHttp = $"delete from {table} using used where {table}.county = used.county and {table}.{column} = used.matter";
            await db.Database.ExecuteSqlRawAsync(overHttp, cancel);
        }

        await db.Database.CloseConnectionAsync();
        await db.Database.ExecuteSqlAsync($"truncate answers, pending", cancel);
    }

    private async Task PickAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var db = provider.GetRequiredService<HejieDb>();
        var directory = provider.GetRequiredService<DirectoryHolder>().Current;
        var codes = provider.GetRequiredService<TrackingCodes>();
        var random = new Random(5329);

        var busy = await db.Work.TagWith(AcrossCounties.Tag).Where(work => work.County == County).GroupBy(work => work.Body)
            .OrderByDescending(body => body.Count()).Take(4 * Desks).Select(body => body.Key).ToListAsync(cancel);
        foreach (var body in busy.TakeWhile(_ => DeskPicks.Count < Desks))
        {
            var post = directory.PostsOf(body).First(post => post.Role == Role.DutyOfficer).Id;
            var matters = await db.Matters.Where(matter => matter.County == County && matter.Owner == body)
                .OrderByDescending(matter => matter.Changed).Select(matter => matter.Id).Take(MattersOfDesk).ToListAsync(cancel);
            // A body may have much to supervise, and nothing of its own to open.
            if (matters.Count < MattersOfDesk)
                continue;
            var account = await AppointAsync(provider, $"bench-desk-{body}", post, cancel);
            DeskPicks.Add(new DeskPick(account.Name, account.Id, post, body, County, matters));
        }

        var committees = directory.Bodies.Where(body => body.Kind.Code == BodyKinds.MediationCommittee && body.Place.County == County
            && body.Place.Level == Rules.Places.PlaceLevel.Village).OrderBy(body => body.Id).Take(Villages).ToList();
        foreach (var body in committees)
        {
            var post = directory.PostsOf(body.Id).First(post => post.Role == Role.DutyOfficer).Id;
            var account = await AppointAsync(provider, $"bench-village-{body.Id}", post, cancel);
            VillagePicks.Add(new VillagePick(body.Place.ToString(), account.Name, account.Id, post, body.Id));
        }

        var some = await db.Matters.Where(matter => matter.County == County).OrderBy(matter => matter.Id)
            .Select(matter => matter.Id).Skip(random.Next(100)).Take(20_000).ToListAsync(cancel);
        foreach (var matter in some.Chunk(Math.Max(1, some.Count / Parties)).Select(chunk => chunk[0]).Take(Parties))
        {
            var (code, id) = (TrackingCodes.Fresh(County), matter);
            var hash = codes.Hash(code);
            await db.Parties.Where(party => party.County == County && party.Matter == id && party.Ordinal == 1).ExecuteUpdateAsync(
                set => set.SetProperty(party => party.Code, hash).SetProperty(party => party.AsksDigits, false), cancel);
            PartyPicks.Add(new PartyPick(County, id, code));
        }
    }

    private static async Task<(string Name, int Id)> AppointAsync(IServiceProvider provider, string name, int post, CancellationToken cancel)
    {
        var db = provider.GetRequiredService<HejieDb>();
        var account = await db.Users.SingleOrDefaultAsync(user => user.UserName == name, cancel);
        if (account is null)
        {
            account = new Account { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, PasswordHash = Hash(provider) };
            db.Users.Add(account);
            await db.SaveChangesAsync(cancel);
            db.Appointments.Add(new AppointmentRow { Account = account.Id, Post = post });
            await db.SaveChangesAsync(cancel);
        }

        return (name, account.Id);
    }

    private static string? s_hash;

    private static string Hash(IServiceProvider provider) => s_hash ??= provider
        .GetRequiredService<Microsoft.AspNetCore.Identity.IPasswordHasher<Account>>().HashPassword(new Account { DisplayName = "" }, DemoStaff.Password);

    private async Task ComeInAsync(CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = Server.Url };
        foreach (var desk in DeskPicks)
        {
            desk.Token = await TokenAsync(client, "/api/v1/session", new { userName = desk.Account, password = DemoStaff.Password }, cancel);
            desk.Cookie = await CookieAsync("/signin", new() { ["name"] = desk.Account, ["password"] = DemoStaff.Password }, cancel);
        }

        foreach (var village in VillagePicks)
            village.Token = await TokenAsync(client, "/api/v1/session", new { userName = village.Account, password = DemoStaff.Password }, cancel);
        foreach (var party in PartyPicks)
        {
            party.Token = await TokenAsync(client, "/api/v1/tracking", new { code = party.Code }, cancel);
            party.Cookie = await CookieAsync("/track", new() { ["code"] = party.Code }, cancel);
        }
    }

    private static async Task<string> TokenAsync(HttpClient client, string path, object request, CancellationToken cancel)
    {
        using var answer = await client.PostAsJsonAsync(path, request, cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return answer.IsSuccessStatusCode ? body.GetProperty("token").GetString()! : throw new InvalidOperationException($"{path}: {body}");
    }

    /// <summary>Comes in as a browser does, with the form's own token.</summary>
    private async Task<string> CookieAsync(string path, Dictionary<string, string> fields, CancellationToken cancel)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = Server.Url };
        var form = await browser.GetStringAsync(new Uri(path, UriKind.Relative), cancel);
        fields["__RequestVerificationToken"] = AntiforgeryField().Match(form).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content, cancel);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? handler.CookieContainer.GetCookieHeader(Server.Url)
            : throw new InvalidOperationException($"{path}: {answer.StatusCode}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();

    private sealed class Told : IProgress<FillProgress>
    {
        public void Report(FillProgress value)
        {
            // A line written over itself is for who watches; a file keeps what came of it.
            if (!Console.IsErrorRedirected)
                Console.Error.Write($"\rfilling: {value.Matters:N0} of {value.Wanted:N0}, {value.PerSecond:N0}/s   ");
        }
    }
}
