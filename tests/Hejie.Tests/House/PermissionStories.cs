using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Attachments;
using Hejie.Tests.Staff;
using Hejie.Tests.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hejie.Tests.House;

/// <summary>Every route, asked as every role from every place, answers as docs/permissions.md says.</summary>
public abstract partial class PermissionStories(Installation hejie)
{
    private const string All = "All routes", Restricted = "A matter about harm to a minor";

    private static readonly string s_table = Path.Combine(SourceTree.Root, "docs", "permissions.md");
    private static readonly Role[] s_roles = Enum.GetValues<Role>();
    private static readonly Where[] s_places = Enum.GetValues<Where>();

    private readonly ConcurrentDictionary<int, (string Cookie, string Token)> _forms = new();

    [Fact]
    public async Task The_table_is_the_one_that_was_reviewed_and_holds_every_route()
    {
        var text = PermissionTable.Write(await RowsAsync(), await RestrictedRowsAsync());
        if (Environment.GetEnvironmentVariable("HEJIE_REWRITE") == "1")
            await File.WriteAllTextAsync(s_table, text, TestContext.Current.CancellationToken);

        text.ShouldBe(
            await File.ReadAllTextAsync(s_table, TestContext.Current.CancellationToken),
            "Who may do what changed: look at it, then write it anew with HEJIE_REWRITE=1.");
    }

    [Fact]
    public async Task Every_route_is_open_to_those_whom_the_table_names_and_to_nobody_else()
    {
        var receipt = await hejie.FileAsync();
        var committee = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer).Body;
        var posts = await PostsAsync("mediation-committee", "喜洲村", "周城村", hejie.Post("service-centre", "喜洲镇", Role.Lead).Body);
        var keepers = await PostsAsync("service-centre", "喜洲村", "周城村", hejie.Post("service-centre", "喜洲镇", Role.Lead).Body);
        (await hejie.StateAsync(receipt)).Owner.ShouldBe(committee.Id);
        var file = await WriteAgreementAsync(receipt);
        await LookAsync(receipt, posts);

        var wrong = await WrongAsync(All, await RowsAsync(), row => row.Access == Access.Cells ? keepers : posts, receipt, file, "sign-mediator");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_matter_about_harm_to_a_minor_is_open_to_those_named_for_it_and_to_nobody_else()
    {
        var receipt = await ReportAsync();
        var station = hejie.Post("police-station", "喜洲镇", Role.Lead).Body;
        var posts = await PostsAsync("police-station", "喜洲镇", "上关镇", hejie.Post("service-centre", "大理市", Role.Lead).Body);
        (await hejie.StateAsync(receipt)).Owner.ShouldBe(station.Id);

        var wrong = await WrongAsync(Restricted, await RestrictedRowsAsync(), _ => posts, receipt, Guid.Empty, "acknowledge");
        wrong.ShouldBeEmpty();
    }

    /// <summary>Asks everything as everybody, and tells where the answer is not the table's.</summary>
    private async Task<List<string>> WrongAsync(
        string part, IReadOnlyList<PermissionRow> rows, Func<PermissionRow, IReadOnlyDictionary<(Role, Where), Scope>> posts, Receipt receipt, Guid file, string move)
    {
        var table = PermissionTable.Read(await File.ReadAllTextAsync(s_table, TestContext.Current.CancellationToken), part);
        rows.Where(row => !table.ContainsKey(PermissionTable.Key(row.Method, row.Route))).Select(row => row.Route).ShouldBeEmpty("These routes have no row in docs/permissions.md.");
        var sessions = await SessionsAsync(rows, posts);
        var filer = (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Parties.AsNoTracking()
            .SingleAsync(party => party.County == receipt.County && party.Matter == receipt.Matter && party.Ordinal == 1))).Key;
        var wrong = new ConcurrentBag<string>();
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = hejie.Address };
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (row, _) =>
        {
            var cells = table[PermissionTable.Key(row.Method, row.Route)];
            async Task Ask(string who, ClaimsPrincipal? principal, bool expected)
            {
                var (reached, told) = await ReachesAsync(http, row, principal, Address(row, receipt, file, move));
                if (reached != expected)
                    wrong.Add($"{row.Method} {row.Route} as {who}: {told}, and the table says {(expected ? "open" : "closed")}");
            }

            await Ask("nobody", null, cells["nobody"] == "●");
            var scheme = row.IsApi ? IdentityConstants.BearerScheme : IdentityModule.PartyScheme;
            await Ask("party", PartySession.Principal(filer, hejie.Time.GetUtcNow(), scheme), cells["party"] == "●");
            foreach (var (role, where) in s_roles.SelectMany(role => s_places.Select(where => (role, where))))
            {
                await Ask($"{role} at {where}", sessions[(row, role, where)].Principal(row.IsApi ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme),
                    PermissionTable.Holds(cells[PermissionTable.Word(role)], where));
            }
        });
        return [.. wrong.Order(StringComparer.Ordinal)];
    }

    /// <summary>A session for each question, since some of them end it.</summary>
    private Task<Dictionary<(PermissionRow, Role, Where), StaffSession>> SessionsAsync(
        IReadOnlyList<PermissionRow> rows, Func<PermissionRow, IReadOnlyDictionary<(Role, Where), Scope>> posts) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var stamps = await db.Users.ToDictionaryAsync(user => user.Id, user => user.SecurityStamp!);
        var now = LegalTime.Micros(hejie.Time.GetUtcNow());
        var sessions = new Dictionary<(PermissionRow, Role, Where), StaffSession>();
        foreach (var row in rows)
        {
            foreach (var ((role, where), scope) in posts(row))
            {
                var session = sessions[(row, role, where)] = new StaffSession(Guid.NewGuid(), scope.Account, scope.Post.Id);
                db.StaffSessions.Add(new SessionRow { Id = session.Id, Account = scope.Account, Stamp = stamps[scope.Account], Begun = now, By = CameIn.Passkey, Strong = true, Device = "" });
            }
        }

        await db.SaveChangesAsync();
        return sessions;
    });

    private async Task<(bool Reached, string Told)> ReachesAsync(HttpClient http, PermissionRow row, ClaimsPrincipal? principal, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), address);
        await SignAsync(http, request, row, principal);
        // A stream has no end: its head says whether it was opened.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var door = response.Headers.Location?.OriginalString;
        var code = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString() : null;
        // What is out of scope is not there; elsewhere a thing that is not there was still looked for.
        var scoped = row.Access is Access.Matter or Access.Work or Access.Cells;
        var reached = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => false,
            HttpStatusCode.Forbidden when row.Route == "/denied" => true,
            // A move that is not this role's was looked at within the matter, by the procedure's rules.
            HttpStatusCode.Forbidden => code == "move.actor",
            HttpStatusCode.NotFound => !scoped,
            HttpStatusCode.Redirect when row.Access != Access.Public && door is not null && (door == "/track" || door.StartsWith("/signin?to=", StringComparison.Ordinal)) => false,
            // To who may not open it, a sealed page shows the way to the matter.
            HttpStatusCode.Redirect when row is { Access: Access.Work, Method: "GET" } => false,
            HttpStatusCode.BadRequest when scoped && row.Method == "POST" => throw new InvalidOperationException($"{row.Route} refused the form itself."),
            >= HttpStatusCode.InternalServerError => throw new InvalidOperationException($"{row.Method} {row.Route}: {response.StatusCode}"),
            _ => true,
        };
        return (reached, $"{(int)response.StatusCode} {code}{door}");
    }

    private async Task SignAsync(HttpClient http, HttpRequestMessage request, PermissionRow row, ClaimsPrincipal? principal)
    {
        if (row.Method == "POST")
            request.Content = new StringContent(row.IsApi ? Body(row) : "", Encoding.UTF8, row.IsApi ? "application/json" : "application/x-www-form-urlencoded");
        if (principal is null)
            return;
        if (row.IsApi)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", hejie.Services.GetRequiredService<BearerTokens>().Give(principal, TimeSpan.FromMinutes(30)).Token);
            return;
        }

        var cookie = Cookie(principal);
        if (row is { Method: "POST", Access: Access.Matter or Access.Work or Access.Cells } && principal.FindFirstValue("post") is { } post)
        {
            var (kept, token) = _forms.TryGetValue(int.Parse(post, CultureInfo.InvariantCulture), out var known)
                ? known
                : _forms[int.Parse(post, CultureInfo.InvariantCulture)] = await FormAsync(http, cookie);
            cookie += "; " + kept;
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["purpose"] = "supervise", ["name"] = "第九网格", ["households"] = "40", ["groups"] = "九组" });
        }

        request.Headers.TryAddWithoutValidation("Cookie", cookie);
    }

    /// <summary>A form's token, from the one page with a form that all staff have.</summary>
    private static async Task<(string Cookie, string Token)> FormAsync(HttpClient http, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await http.SendAsync(request);
        return (response.Headers.GetValues("Set-Cookie").Single(set => set.Contains("Antiforgery", StringComparison.Ordinal)).Split(';')[0],
            FormToken().Match(await response.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private string Cookie(ClaimsPrincipal principal)
    {
        var scheme = principal.Identity!.AuthenticationType!;
        var options = hejie.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var properties = new AuthenticationProperties { IssuedUtc = hejie.Time.GetUtcNow(), ExpiresUtc = hejie.Time.GetUtcNow() + options.ExpireTimeSpan };
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(principal, properties, scheme))}";
    }

    private static string Body(PermissionRow row) => row.Route switch
    {
        _ when row.Route.EndsWith("/looks", StringComparison.Ordinal) => """{"purpose": "supervise"}""",
        _ when row.Route.EndsWith("/cells", StringComparison.Ordinal) => """{"name": "第九网格", "households": 40, "groups": "九组"}""",
        _ when row.Route.EndsWith("/households", StringComparison.Ordinal) => """{"households": 400}""",
        _ when row.Route.EndsWith("/orders", StringComparison.Ordinal) => """{"kind": "warning", "hazard": "flood", "text": "涨水", "due": "2026-02-03T09:00:00+08:00"}""",
        _ when row.Access == Access.Matter => """{"answers": {}}""",
        _ => "{}",
    };

    private string Address(PermissionRow row, Receipt receipt, Guid file, string move) => RouteValue().Replace(row.Route, match => match.Groups[1].Value switch
    {
        "county" => receipt.County.ToString(CultureInfo.InvariantCulture),
        "id" when row.Route.Contains("/orders/", StringComparison.Ordinal) => Guid.Empty.ToString("D"),
        "id" when row.Route.Contains("{county}", StringComparison.Ordinal) => receipt.Matter.ToString("D"),
        "id" when row.Route.Contains("/rules/", StringComparison.Ordinal) => "petition-handle",
        "id" when row.Route.Contains("/procedures/", StringComparison.Ordinal) => "people-mediation",
        "id" or "file" => file.ToString("D"),
        "move" => row.Access == Access.Party ? "add-information" : move,
        "procedure" => "people-mediation",
        "round" => "group-20260202-" + hejie.Place("喜洲村").Code,
        "code" when row.Route.Contains("/places/", StringComparison.Ordinal) => hejie.Place("喜洲村").Code.ToString(),
        "code" => "nothing",
        "field" => "narrative",
        "way" => "",
        "what" => "messages",
        "format" => "docx",
        // An entry that is not there: a receipt of one that is waits for a checkpoint, and the clock stands still here.
        "number" => "9999",
        "table" => "disputes-filed",
        "position" => "0",
        "body" => hejie.Post("mediation-committee", "喜洲村", Role.Lead).Body.Id.ToString(CultureInfo.InvariantCulture),
        "post" => hejie.Post("mediation-committee", "喜洲村", Role.Lead).Post.Id.ToString(CultureInfo.InvariantCulture),
        "responsibility" or "leave" or "resource" or "booking" or "day" => Guid.Empty.ToString("D"),
        "path" => "0/000",
        "secret" => "nothing",
        var other => throw new InvalidOperationException($"{row.Route} has a value {other} that nobody gave an example of."),
    });

    private async Task<IReadOnlyList<PermissionRow>> RowsAsync() => PermissionRow.Of(await hejie.RoutesAsync());

    /// <summary>What is asked of a matter that is open to some roles alone; it comes to no agreement.</summary>
    private async Task<IReadOnlyList<PermissionRow>> RestrictedRowsAsync() =>
    [
        .. (await RowsAsync()).Where(row => row.Access == Access.Matter || row.Route.EndsWith("{id}/looks", StringComparison.Ordinal) || row.Route.EndsWith("?handler=Open", StringComparison.Ordinal))
            .Select(row => row with { OpenTo = hejie.Services.GetRequiredService<CatalogueHolder>().Current.Procedures.Find("minor-harm")!.OpenTo }),
    ];

    /// <summary>A post of every role in a body, in the one beside it, above it and within it, each role with an account of its own.</summary>
    private async Task<IReadOnlyDictionary<(Role, Where), Scope>> PostsAsync(string kind, string own, string neighbour, Body above)
    {
        var accounts = new Dictionary<Role, int>();
        foreach (var role in s_roles)
        {
            var name = await Officer.AccountAsync(hejie);
            accounts[role] = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync());
        }

        var bodies = new Dictionary<Where, int>
        {
            [Where.Own] = hejie.Post(kind, own, Role.Lead).Body.Id,
            [Where.Neighbour] = hejie.Post(kind, neighbour, Role.Lead).Body.Id,
            [Where.Above] = above.Id,
            [Where.Below] = await BelowAsync(kind, hejie.Place(own).Code),
        };
        var made = await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var next = await db.Posts.MaxAsync(post => post.Id);
            var posts = new Dictionary<(Role, Where), int>();
            foreach (var (role, where) in s_roles.SelectMany(role => s_places.Select(where => (role, where))))
            {
                posts[(role, where)] = ++next;
                db.Posts.Add(new PostRow { Id = next, Body = bodies[where], Role = role, Name = $"{role}" });
                db.Appointments.Add(new AppointmentRow { Account = accounts[role], Post = next });
            }

            await db.SaveChangesAsync();
            return posts;
        });
        await hejie.Services.GetRequiredService<DirectoryHolder>().RenewAsync(CancellationToken.None);
        return made.ToDictionary(pair => pair.Key, pair => hejie.At(hejie.Bodies.Post(pair.Value)!) with { Account = accounts[pair.Key.Item1] });
    }

    /// <summary>A body of a kind at the first place within one, which is made where there is none.</summary>
    private Task<int> BelowAsync(string kind, PlaceCode above) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var code = hejie.Bodies.Within(above).Select(place => place.Code.Value).FirstOrDefault();
        if (code == 0)
        {
            code = above.Value + 1;
            db.Places.Add(new PlaceRow { Code = code, Name = "第一网格", Level = PlaceLevel.Cell });
        }

        var id = await db.Bodies.MaxAsync(body => body.Id) + 1;
        db.Bodies.Add(new BodyRow { Id = id, Kind = kind, Name = $"示例单位{id}", Place = code, Superior = hejie.Bodies.Serving(kind, above.Level, above), Telephone = "" });
        await db.SaveChangesAsync();
        await hejie.Services.GetRequiredService<DirectoryHolder>().RenewAsync(CancellationToken.None);
        return id;
    });

    /// <summary>An agreement with a photograph of a signature; the matter's file.</summary>
    private async Task<Guid> WriteAgreementAsync(Receipt receipt)
    {
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Mediator));
        await mediator.MakeAsync(receipt, "write-agreement",
            ("facts", "滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "加装檐沟"), ("manner", "自行安装"), ("perform-by", "2026-03-01"));
        using var signed = await mediator.SendAsync(
            await mediator.OpenAsync(Officer.Path(receipt) + "/sign-on-paper"), "form.move", [("scan.upload", "签字页.jpg", Samples.Photo())], ("party", "2"));
        signed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Attachments.AsNoTracking()
            .Where(row => row.County == receipt.County && row.Matter == receipt.Matter).Select(row => row.Id).SingleAsync());
    }

    /// <summary>Who may open the matter does, so that its sealed pages show themselves.</summary>
    private async Task LookAsync(Receipt receipt, IReadOnlyDictionary<(Role Role, Where Where), Scope> posts)
    {
        foreach (var scope in posts.Where(pair => pair.Key.Where == Where.Own && Permissions.OpensMatters(pair.Key.Role)).Select(pair => pair.Value))
        {
            (await hejie.InScopeAsync(services => services.GetRequiredService<Matters.Handling.OpenSealed>().RunAsync(
                scope.Matter(services.GetRequiredService<HejieDb>(), receipt.County, receipt.Matter), scope, "handle", CancellationToken.None))).ShouldBeOfType<Written.Done>();
        }
    }

    private async Task<Receipt> ReportAsync()
    {
        var filing = Installation.Filing("minor-harm", "violence", hejie.Place("喜洲村").Code.ToString(), null, "隔壁的孩子身上有伤。", null, otherSide: false);
        filing = filing with { Answers = new Dictionary<string, string>(filing.Answers) { ["danger"] = "danger" } };
        var filed = await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None));
        return filed.ShouldBeOfType<Filed.Done>().Receipt;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteValue();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}

public sealed class PermissionStoriesOnSqlite(SqliteInstallation hejie) : PermissionStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class PermissionStoriesOnPostgres(PostgresInstallation hejie) : PermissionStories(hejie), IClassFixture<PostgresInstallation>;
