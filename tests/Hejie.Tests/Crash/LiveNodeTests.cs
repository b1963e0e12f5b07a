using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Databases;
using Hejie.Tests.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hejie.Tests.Crash;

/// <summary>Two nodes on one PostgreSQL, one of which is killed: whoever listened there comes back to the other with their last id, and has missed no order.</summary>
[Collection(LongestFirst.Crash)]
public sealed class LiveNodeTests : IDisposable
{
    private const int Listeners = 24;
    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-live-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_node_is_killed_and_no_order_is_lost()
    {
        await using var data = await PostgresCluster.CreateDatabaseAsync("live", _ => Task.CompletedTask);
        await using var keys = await PostgresCluster.CreateDatabaseAsync("live_keys", _ => Task.CompletedTask);
        var settings = new Settings(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), data.ConnectionString, keys.ConnectionString, Roots.Catalogue);
        await using var app = HejieApp.Build(settings, []);
        await app.PrepareAsync(TestContext.Current.CancellationToken);
        var (cookies, token) = await PeopleAsync(app);
        await using var first = new ServerProcess(settings);
        await using var second = new ServerProcess(settings);
        await first.StartAsync();
        await second.StartAsync();
        var streams = new List<Listener>();
        foreach (var (index, cookie) in cookies.Index())
            streams.Add(await OpenAsync(index % 2 == 0 ? first : second, cookie, null));

        // One that all hear across the nodes, one in the moment of the fall, one while half of them are away.
        var orders = new List<string> { await GiveAsync(second, token) };
        foreach (var stream in streams)
            (await stream.NextAsync("order")).Data.ShouldEndWith(orders[0]);
        orders.Add(await GiveAsync(second, token));
        await first.KillAsync();
        orders.Add(await GiveAsync(second, token));

        foreach (var (index, stream) in streams.Index())
        {
            var heard = new HashSet<string>();
            var listener = stream;
            if (index % 2 == 0)
            {
                await stream.EndAsync();
                heard.UnionWith(stream.Take().Select(Id));
                listener = await OpenAsync(second, cookies[index], stream.LastId);
            }

            while (!orders.Skip(1).All(heard.Contains))
                heard.Add(Id(await listener.NextAsync("order")));
            heard.Count.ShouldBeLessThanOrEqualTo(orders.Count);
            await listener.DisposeAsync();
            if (listener != stream)
                await stream.DisposeAsync();
        }
    }

    private static string Id(Heard heard) => heard.Data.Split('/')[^1];

    private static async Task<Listener> OpenAsync(ServerProcess node, string cookie, string? last)
    {
        using var http = new HttpClient { BaseAddress = node.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie);
        return await Listener.OpenAsync(http, last);
    }

    /// <returns>The order's id.</returns>
    private static async Task<string> GiveAsync(ServerProcess node, string token)
    {
        using var http = new HttpClient { BaseAddress = node.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new { kind = "warning", hazard = "flood", places = new[] { "532901104000" }, text = "河水在涨，请离开河边。", due = DateTimeOffset.UtcNow.AddHours(3) }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetGuid().ToString("N");
    }

    /// <summary>Who listens, each in a post of 喜洲镇 with a session of their own, and who gives orders there.</summary>
    private static async Task<(IReadOnlyList<string> Cookies, string Token)> PeopleAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var directory = app.Services.GetRequiredService<DirectoryHolder>().Current;
        var township = Rules.Places.PlaceCode.Parse("532901104000");
        var centres = directory.Bodies.Where(body => body.Kind.Code == BodyKinds.ServiceCentre && township.Contains(body.Place)).ToList();
        var posts = centres.Where(body => body.Place != township).SelectMany(body => directory.PostsOf(body.Id))
            .Where(post => post.Role is Role.DutyOfficer or Role.GridWorker).Take(Listeners)
            .Append(directory.PostsOf(centres.Single(body => body.Place == township).Id).First(post => post.Role == Role.Lead)).ToList();
        var accounts = posts.ConvertAll(post => new Account { UserName = $"post-{post.Id}", NormalizedUserName = $"POST-{post.Id}", DisplayName = "示例人员", SecurityStamp = "stamp" });
        db.Users.AddRange(accounts);
        await db.SaveChangesAsync();
        var sessions = accounts.Zip(posts, (account, post) => new StaffSession(Guid.NewGuid(), account.Id, post.Id)).ToList();
        db.Appointments.AddRange(sessions.Select(session => new AppointmentRow { Account = session.Account, Post = session.Post }));
        db.StaffSessions.AddRange(sessions.Select(session => new SessionRow
        {
            Id = session.Id,
            Account = session.Account,
            Stamp = "stamp",
            Begun = LegalTime.Micros(DateTimeOffset.UtcNow),
            By = CameIn.Passkey,
            Strong = true,
            Device = "",
        }));
        await db.SaveChangesAsync();
        var token = app.Services.GetRequiredService<BearerTokens>().Give(sessions[^1].Principal(IdentityConstants.BearerScheme), TimeSpan.FromHours(1)).Token;
        return ([.. sessions.SkipLast(1).Select(session => Cookie(app.Services, session.Principal(IdentityConstants.ApplicationScheme)))], token);
    }

    private static string Cookie(IServiceProvider services, ClaimsPrincipal principal)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = DateTimeOffset.UtcNow;
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan };
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(principal, properties, IdentityConstants.ApplicationScheme))}";
    }
}
