using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hejie.Bench;

/// <summary>
/// One order to many posts, some of which are connected: two nodes behind a proxy, PostgreSQL between them. Measured is,
/// for each connection, the time from the moment at which the order was sent until its event was read from the socket.
/// </summary>
internal static class FanoutRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(int posts, int connected, int orders, CancellationToken cancel)
    {
        var settings = await Fresh.InstallationAsync("hejie_fanout", cancel);
        string[] cookies;
        string token;
        await using (var app = HejieApp.Build(settings, []))
        {
            await app.PrepareAsync(cancel);
            (cookies, token) = await PeopleAsync(app.Services, posts, connected, cancel);
        }

        var logs = Environment.GetEnvironmentVariable("HEJIE_BENCH_FOLDER")!;
        using var first = await Server.StartAsync(settings, Path.Combine(logs, "fanout-1.log"), cancel);
        using var second = await Server.StartAsync(settings, Path.Combine(logs, "fanout-2.log"), cancel);
        using var proxy = new RoundRobin(first.Address, second.Address);
        var streams = new List<EventSocket>();
        var opening = Stopwatch.StartNew();
        foreach (var group in cookies.Chunk(100))
            streams.AddRange(await Task.WhenAll(group.Select(cookie => EventSocket.OpenAsync(proxy.Address, cookie, cancel))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{streams.Count:N0} streams open on two nodes after {opening.Elapsed.TotalSeconds:0.0} s; memory {Processes.Memory(first.Id):0} and {Processes.Memory(second.Id):0} MB"));

        using var http = new HttpClient { BaseAddress = new Uri($"http://{proxy.Address}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var all = true;
        for (var number = 1; number <= orders; number++)
            all &= await MeasureAsync(http, streams, number, [first.Id, second.Id], cancel);
        foreach (var stream in streams)
            stream.Dispose();
        return all ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(HttpClient http, IReadOnlyList<EventSocket> streams, int number, int[] nodes, CancellationToken cancel)
    {
        var waits = streams.Select(stream => stream.NextOrder()).ToList();
        var cpu = nodes.Sum(Processes.Cpu);
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new { kind = "warning", hazard = "flood", places = new[] { "532900" }, text = $"第 {number} 次：河水在涨，请离开河边。", due = DateTimeOffset.UtcNow.AddHours(3) }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request, cancel);
        var answered = Stopwatch.GetElapsedTime(started);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(text);
        await Task.WhenAny(Task.WhenAll(waits), Task.Delay(s_patience, cancel));
        var took = waits.Where(wait => wait.IsCompletedSuccessfully).Select(wait => Stopwatch.GetElapsedTime(started, wait.Result).TotalMilliseconds).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"order {number}: answered after {answered.TotalMilliseconds:0} ms; {took.Count:N0} of {waits.Count:N0} have it: p50 {At(took, 50):0} ms, p99 {At(took, 99):0} ms, last {took[^1]:0} ms; CPU of both nodes {nodes.Sum(Processes.Cpu) - cpu:0.00} s"));
        return took.Count == waits.Count;
    }

    private static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    /// <summary>Fills up the posts that take orders, and gives some of them an account with an open session.</summary>
    private static async Task<(string[] Cookies, string Token)> PeopleAsync(IServiceProvider services, int posts, int connected, CancellationToken cancel)
    {
        var directory = services.GetRequiredService<DirectoryHolder>();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var centres = directory.Current.Bodies.Where(body => body.Kind.Code == BodyKinds.ServiceCentre).ToList();
        var taking = Taking(directory.Current, centres);
        var villages = centres.Where(body => body.Place.Level == PlaceLevel.Village).OrderBy(body => body.Id).ToList();
        var next = await db.Posts.MaxAsync(post => post.Id, cancel) + 1;
        // Who gives the order takes none, so that so many others do.
        for (var added = 0; added < posts + 1 - taking.Count; added++)
            db.Posts.Add(new PostRow { Id = next++, Body = villages[added % villages.Count].Id, Role = Role.GridWorker, Name = "网格岗" });
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        await directory.RenewAsync(cancel);

        var prefecture = centres.Single(body => body.Place.Level == PlaceLevel.Prefecture);
        var giver = directory.Current.PostsOf(prefecture.Id).First(post => post.Role == Role.DutyOfficer);
        var all = Taking(directory.Current, centres).Where(post => post.Id != giver.Id).ToArray();
        new Random(5329).Shuffle(all);
        Post[] chosen = [giver, .. all.Take(connected)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Length:N0} posts take orders, {connected:N0} of them connected"));
        return await SessionsAsync(services, db, chosen, cancel);
    }

    private static List<Post> Taking(BodyDirectory directory, IEnumerable<Body> centres) =>
        [.. centres.SelectMany(body => directory.PostsOf(body.Id)).Where(post => post.Role is Role.DutyOfficer or Role.GridWorker)];

    private static async Task<(string[] Cookies, string Token)> SessionsAsync(IServiceProvider services, HejieDb db, Post[] posts, CancellationToken cancel)
    {
        var accounts = posts.Select(post => new Account { UserName = $"post-{post.Id}", NormalizedUserName = $"POST-{post.Id}", DisplayName = "示例人员", SecurityStamp = "stamp" }).ToList();
        db.Users.AddRange(accounts);
        await db.SaveChangesAsync(cancel);
        var now = TimeProvider.System.GetUtcNow();
        var sessions = accounts.Zip(posts, (account, post) => new StaffSession(Guid.NewGuid(), account.Id, post.Id)).ToList();
        db.Appointments.AddRange(sessions.Select(session => new AppointmentRow { Account = session.Account, Post = session.Post }));
        db.StaffSessions.AddRange(sessions.Select(session => new SessionRow
        {
            Id = session.Id,
            Account = session.Account,
            Stamp = "stamp",
            Begun = LegalTime.Micros(now),
            By = CameIn.Passkey,
            Strong = true,
            Device = "",
        }));
        await db.SaveChangesAsync(cancel);
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        string Cookie(StaffSession session) => options.Cookie.Name + "=" + options.TicketDataFormat.Protect(new AuthenticationTicket(
            session.Principal(IdentityConstants.ApplicationScheme), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan },
            IdentityConstants.ApplicationScheme));
        var token = services.GetRequiredService<BearerTokens>().Give(sessions[0].Principal(IdentityConstants.BearerScheme), TimeSpan.FromHours(1)).Token;
        return ([.. sessions.Skip(1).Select(Cookie)], token);
    }
}
