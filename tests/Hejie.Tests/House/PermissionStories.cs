using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
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
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.House;

/// <summary>Every route, asked as every role from every place, answers as docs/permissions.md says.</summary>
public abstract class PermissionStories(Installation hejie)
{
    private const string All = "All routes", Restricted = "A matter about harm to a minor";

    private static readonly string s_table = Path.Combine(SourceTree.Root, "docs", "permissions.md");
    private static readonly Role[] s_roles = Enum.GetValues<Role>();
    private static readonly Where[] s_places = Enum.GetValues<Where>();

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
        var asker = new PermissionAsker(hejie);
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = hejie.Address };
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (row, _) =>
        {
            var cells = table[PermissionTable.Key(row.Method, row.Route)];
            async Task Ask(string who, ClaimsPrincipal? principal, bool expected)
            {
                var (reached, told) = await asker.ReachesAsync(http, row, principal, asker.Address(row, receipt, file, move));
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
}

public sealed class PermissionStoriesOnSqlite(SqliteInstallation hejie) : PermissionStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class PermissionStoriesOnPostgres(PostgresInstallation hejie) : PermissionStories(hejie), IClassFixture<PostgresInstallation>;
