using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Notices;
using Hejie.Rules.Procedures;
using Hejie.Search;
using Hejie.Tests.Api;
using Hejie.Tests.Databases;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Privacy;

/// <summary>
/// A thousand names, telephones and house numbers are planted in matters; then every page and answer of every role, every
/// log line, every trace and every byte of the databases is read: none shows one outside its own opened matter (safeguard 1).
/// </summary>
public abstract class PlantedStories(Installation hejie)
{
    private const int Matters = 50;
    private const int PerMatter = 20;
    private const string Rare = "鬯鬱麤龘齾爨躞黻黼夔鼐鼒鼗鼙齉龕龗爩靐齼籲饢驫鱻麣彠戇钀豔鸛";

    [Fact]
    public async Task None_of_a_thousand_names_telephones_and_house_numbers_shows_outside_its_matter()
    {
        var names = Enumerable.Range(0, Matters * PerMatter).Select(nth => $"禤{Rare[nth / 32 % Rare.Length]}{Rare[nth % 30]}{(char)('甲' + nth / 900)}{nth / 30 % 10}").Distinct().ToList();
        names.Count.ShouldBe(Matters * PerMatter);
        var telephones = Enumerable.Range(0, names.Count).Select(nth => $"1986{nth:0000}731").ToList();
        var houses = Enumerable.Range(0, names.Count).Select(nth => $"{91000 + nth}号").ToList();
        string[] planted = [.. names, .. telephones, .. houses];
        var any = SearchValues.Create(planted, StringComparison.Ordinal);
        var traces = new List<string>();
        var listener = Listen(traces);
        hejie.Logs.On = true;

        var receipts = new List<Receipt>();
        for (var matter = 0; matter < Matters; matter++)
            receipts.Add(await PlantAsync(names, telephones, houses, matter * PerMatter));
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        await RefuseAsync(duty, receipts[0], names[0], names[7], telephones[3], houses[5], telephones[3][..3] + " " + telephones[3][3..7] + " " + telephones[3][7..]);
        foreach (var receipt in receipts.Take(Matters / 2))
            (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None);
        await hejie.FollowAsync();

        var seen = await SeenByAllAsync(receipts);
        seen.Count.ShouldBeGreaterThan(200);
        foreach (var (where, text) in seen)
            text.AsSpan().ContainsAny(any).ShouldBeFalse(where);

        await SearchForAllAsync(receipts, names, planted, any);
        hejie.Logs.On = false;
        listener.Dispose();
        hejie.Logs.Lines.Count.ShouldBeGreaterThan(1000, "the finest lines are read too");
        string lines;
        lock (traces)
            lines = string.Join('\n', hejie.Logs.Lines.Concat(traces));
        lines.AsSpan().ContainsAny(any).ShouldBeFalse("log lines and traces");
        var stores = await Traces.ReadAsync(hejie);
        stores.Find(["屋檐滴水与院墙"]).ShouldNotBeNull("what stands in the clear is found");
        stores.Find(planted).ShouldBeNull("the databases and files");

        // In its own matter, opened with a purpose, all of them show, and no other's.
        using var officer = await Officer.AtAsync(hejie, duty);
        await officer.LookAsync(receipts[1], "mediate");
        var own = (await officer.OpenAsync(Officer.Path(receipts[1]))).Text;
        names.Skip(PerMatter).Take(PerMatter).ShouldAllBe(name => own.Contains(name, StringComparison.Ordinal));
        names.Take(PerMatter).Concat(names.Skip(2 * PerMatter)).ShouldAllBe(name => !own.Contains(name, StringComparison.Ordinal));

        // Of what is forgotten nothing remains, in no index and no file.
        await ForgottenAsync(receipts, planted);
    }

    /// <summary>
    /// Planted pieces are sought across matters by every role: nothing is found; and what is found for other words, on the page
    /// and by a program, names none of them.
    /// </summary>
    private async Task SearchForAllAsync(List<Receipt> receipts, List<string> names, string[] all, SearchValues<string> any)
    {
        var centre = hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code);
        Scope[] scopes =
        [
            .. hejie.Bodies.PostsOf(centre.Id).Select(hejie.At).DistinctBy(scope => scope.Post.Role),
            hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), hejie.Post("service-centre", "喜洲镇", Role.Lead), hejie.Post("service-centre", "大理市", Role.DutyOfficer),
        ];
        foreach (var scope in scopes)
        {
            // Which texts the index holds is seen in its tables; here a share of them for each role.
            foreach (var piece in all.Where((_, nth) => nth % (5 * scopes.Length) == Array.IndexOf(scopes, scope)))
            {
                var found = await hejie.InScopeAsync(services => services.GetRequiredService<SearchMatters>()
                    .RunAsync(scope, new MatterFilter { Words = piece }, MatterOrder.Relevance, 1, CancellationToken.None));
                found.Count.ShouldBe(0, piece);
            }
        }

        using var anyone = new ApiClient(hejie);
        foreach (var scope in scopes)
        {
            using var officer = await Officer.AtAsync(hejie, scope);
            using var staff = await anyone.SignInAsync(scope);
            using (var page = await officer.GetAsync("/search?q=" + Uri.EscapeDataString("院墙")))
            {
                var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
                text.AsSpan().ContainsAny(any).ShouldBeFalse();
                page.StatusCode.ShouldBe(scope.OpensMatters ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            }

            var told = (await staff.GetAsync("search?q=" + Uri.EscapeDataString("院墙"))).Body.ToString();
            told.AsSpan().ContainsAny(any).ShouldBeFalse();
            if (scope.OpensMatters && scope.OverseesArea)
                told.ShouldContain("\"count\":25");

            // On the desk of others nothing of it is found either, and on the own desk it is where it belongs.
            var desk = await hejie.InScopeAsync(services => services.GetRequiredService<SearchDesk>().RunAsync(scope, names[7], "handle", CancellationToken.None));
            desk.ShouldBeOfType<DeskFound.Done>().Hits.Select(hit => hit.Matter.Id)
                .ShouldBe(scope.Body.Kind.Code == "mediation-committee" ? [receipts[0].Matter] : []);
        }
    }

    private async Task ForgottenAsync(List<Receipt> receipts, string[] planted)
    {
        const string kept = "排水口改道";
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var gone = receipts[^1];
        (await hejie.MoveAsync(duty, gone, "accept", ("summary", kept + "鼗鼙"))).ShouldBeOfType<Written.Done>();
        await hejie.FollowAsync();
        (await Traces.ReadAsync(hejie)).Find(["鼗鼙"]).ShouldNotBeNull("the index holds words of the summary");
        if (hejie is not SqliteInstallation)
        {
            var (before, held) = await IndexOnDiskAsync();
            before.AsSpan().IndexOf(Encoding.UTF8.GetBytes("鼗鼙")).ShouldBeGreaterThan(0);
            held.Any(row => row.AsSpan().IndexOf(Encoding.UTF8.GetBytes("鼗鼙")) >= 0).ShouldBeTrue();
        }

        (await hejie.MoveAsync(1, gone, "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
        (await hejie.StateAsync(gone)).HasEnded.ShouldBeTrue();
        await hejie.FollowAsync();
        hejie.Time.Advance(TimeSpan.FromDays(365 * 40));
        await hejie.Services.GetRequiredService<ForgetDue>().RunAsync(CancellationToken.None);
        foreach (var after in new[] { false, true })
        {
            var left = await Traces.ReadAsync(hejie);
            left.Find(["鼗鼙"]).ShouldBeNull($"after the reader followed: {after}");
            left.Find(planted).ShouldBeNull();
            (await hejie.InScopeAsync(services => services.GetRequiredService<SearchMatters>()
                .RunAsync(duty, new MatterFilter { Words = kept }, MatterOrder.Relevance, 1, CancellationToken.None))).Count.ShouldBe(0);
            await hejie.FollowAsync();
        }

        (await hejie.Services.GetRequiredService<TidyIndex>().RunAsync(CancellationToken.None)).ShouldBeTrue();
        var (index, rows) = await IndexOnDiskAsync();
        index.AsSpan().IndexOf(Encoding.UTF8.GetBytes("鼗鼙")).ShouldBe(-1, "no word of it stands in the file of the index");
        rows.Any(row => row.AsSpan().IndexOf(Encoding.UTF8.GetBytes("鼗鼙")) >= 0).ShouldBeFalse("no row holds it, not even one that is gone");
    }

    /// <summary>
    /// The file of PostgreSQL's index of words as it lies on the disk, and every row that its table's pages hold, the deleted
    /// ones too; on SQLite <see cref="Traces"/> reads all there is.
    /// </summary>
    private async Task<(byte[] Index, IReadOnlyList<byte[]> Rows)> IndexOnDiskAsync()
    {
        if (hejie is SqliteInstallation)
            return ([], []);
        return await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>().Database;
            await db.ExecuteSqlRawAsync("create extension if not exists pageinspect");
            await PostgresCluster.CheckpointingAsync(db.GetConnectionString()!, "checkpoint");
            return (
                await db.SqlQueryRaw<byte[]>("select pg_read_binary_file(pg_relation_filepath('ix_search_rows_words')) as \"Value\"").SingleAsync(),
                (IReadOnlyList<byte[]>)await db.SqlQueryRaw<byte[]>(
                    """
                    select items.t_data as "Value" from generate_series(0, pg_relation_size('search_rows') / current_setting('block_size')::int - 1) as page,
                      heap_page_items(get_raw_page('search_rows', page::int)) as items where items.t_data is not null
                    """).ToListAsync());
        });
    }

    private async Task<Receipt> PlantAsync(List<string> names, List<string> telephones, List<string> houses, int from)
    {
        var narrative = "住在" + string.Join("、", houses.Skip(from).Take(PerMatter)) + "的几家人。";
        var filing = Installation.Filing("people-mediation", "neighbour", hejie.Place("喜洲村").Code.ToString(), null, narrative, telephones[from], otherSide: false);
        var answers = new Dictionary<string, string>(filing.Answers);
        for (var nth = 1; nth < PerMatter; nth++)
        {
            answers[$"people.{nth - 1}.name"] = names[from + nth];
            answers[$"people.{nth - 1}.telephone"] = telephones[from + nth];
            answers[$"people.{nth - 1}.address"] = "喜洲村" + houses[from + nth];
        }

        filing = filing with { Answers = answers, Filer = new Person(names[from], telephones[from], "喜洲村" + houses[from], PartyRole.Filer), TelephoneConfirmed = true };
        return (await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None)))
            .ShouldBeOfType<Filed.Done>().Receipt;
    }

    /// <summary>The one text in the clear refuses who and where somebody is, however it is written.</summary>
    private async Task RefuseAsync(Scope duty, Receipt receipt, params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "与" + piece + "的纠纷"))).ShouldBeOfType<Written.Invalid>(piece)
                .Errors.ShouldContain(error => error.Code == "summary.personal");
        }
    }

    /// <summary>What every role is answered on every page and endpoint, none having opened a matter.</summary>
    private async Task<List<(string Where, string Text)>> SeenByAllAsync(List<Receipt> receipts)
    {
        var seen = new List<(string, string)>();
        var centre = hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code);
        var scopes = Enum.GetValues<Role>().Select(role => hejie.Bodies.PostsOf(centre.Id).FirstOrDefault(post => post.Role == role)).OfType<Post>().Select(hejie.At)
            .Concat(new[] { Role.DutyOfficer, Role.Mediator, Role.Lead }.Select(role => hejie.Post("mediation-committee", "喜洲村", role)))
            .Concat([hejie.Post("service-centre", "喜洲镇", Role.Lead), hejie.Post("service-centre", "大理市", Role.DutyOfficer), hejie.Post("police-station", "喜洲镇", Role.Liaison)]);
        using var anyone = new ApiClient(hejie);
        foreach (var scope in scopes)
        {
            using var officer = await Officer.AtAsync(hejie, scope);
            using var staff = await anyone.SignInAsync(scope);
            string[] matters = [.. new[] { receipts[0], receipts[30] }.SelectMany(receipt => new[] { "", "/accept", "/transfer", "/refuse", "/set-sitting", "/agreement" }.Select(part => Officer.Path(receipt) + part))];
            string[] pages = ["/desk", "/desk?p=2", "/desk?show=late", "/desk?show=mine", "/me", "/audit/looks", "/village/cells", .. matters];
            foreach (var path in pages)
            {
                using var page = await officer.GetAsync(path);
                seen.Add(($"{scope.Post.Role} {path}", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync())));
            }

            foreach (var path in new[] { "desk", "desk?page=2", "desk/counts" }.Concat(receipts.Take(2).SelectMany(receipt => new[] { "", "/entries", "/clocks" }
                .Select(part => $"counties/{receipt.County}/matters/{receipt.Matter}{part}"))))
                seen.Add(($"{scope.Post.Role} API {path}", (await staff.GetAsync(path)).Body.ToString()));
        }

        foreach (var path in new[] { "/", "/track", "/track/lost", "/counters", "/law", "/law/changes", "/rights", "/docs", "/file", "/matter", "/readyz", "/openapi/v1.json" })
        {
            using var client = hejie.Client();
            seen.Add(("anyone " + path, WebUtility.HtmlDecode(await client.ReadAnyAsync(path))));
        }

        return seen;
    }

    private static ActivityListener Listen(List<string> traces)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                var text = new StringBuilder(activity.DisplayName);
                foreach (var (name, value) in activity.TagObjects)
                    text.Append(' ').Append(name).Append('=').Append(value);
                lock (traces)
                    traces.Add(text.ToString());
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}

internal static class ClientPages
{
    /// <summary>What is answered, whatever the status.</summary>
    public static async Task<string> ReadAnyAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}

public sealed class PlantedStoriesOnSqlite(SqliteInstallation hejie) : PlantedStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class PlantedStoriesOnPostgres(PostgresInstallation hejie) : PlantedStories(hejie), IClassFixture<PostgresInstallation>;
