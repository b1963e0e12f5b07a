using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Search;
using Hejie.Tests.Api;
using Hejie.Tests.Privacy;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Search;

/// <summary>Search across matters: the same on both databases, within the scope of who asks, and about no person.</summary>
public abstract class SearchStories(Installation hejie)
{
    private static readonly DateTimeOffset s_start = new(2019, 3, 1, 8, 0, 0, LegalTime.Offset);

    private Scope Prefecture => hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code).Id).First(post => post.Role == Role.Lead));

    private Scope Committee => hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);

    [Fact]
    public async Task What_is_found_is_what_a_plain_reading_of_all_summaries_finds()
    {
        var place = hejie.Place("南涧镇");
        var random = new Random(20260202);
        string[] pieces = ["土", "地", "坝", "水", "沟", "ab", "AB1", "12", "x", " ", "，", "𠮷", "Ｂ"];
        string Draw(int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => pieces[random.Next(pieces.Length)]));
        var rows = Enumerable.Range(0, 400).Select(nth => Row(place.Code, Draw(14), s_start.AddDays(random.Next(2_500)))).ToList();
        await WriteAsync(rows);

        for (var asked = 0; asked < 150; asked++)
        {
            var words = Draw(4);
            var terms = SearchText.Of(words).Terms();
            if (terms.Count == 0)
                continue;
            var filter = new MatterFilter { Words = words, Places = [place.Code] };
            var expected = rows.Where(row => words.Split([' ', '，'], StringSplitOptions.RemoveEmptyEntries).All(term => Stands(row.Summary!, term))).Select(row => row.Id).Order().ToList();
            var found = await AllAsync(Prefecture, filter);
            found.Select(hit => hit.Id).Order().ToList().ShouldBe(expected, words);
            (await FindAsync(Prefecture, filter)).Count.ShouldBe(expected.Count);
        }
    }

    [Fact]
    public async Task Counts_are_exact_to_a_thousand_and_pages_have_fifty()
    {
        var place = hejie.Place("弥渡县");
        var rows = Enumerable.Range(0, 1_003).Select(nth => Row(place.Code, "常见灌溉" + (nth < 1_000 ? "" : "独有"), s_start.AddHours(nth * 20))).ToList();
        await WriteAsync(rows);
        var all = await FindAsync(Prefecture, new MatterFilter { Words = "灌溉", Places = [place.Code] }, MatterOrder.Newest);
        (all.Count, all.IsMore, all.Back, all.Page.Count).ShouldBe((1_000, true, null, 50));
        all.Page.Select(hit => hit.Opened).ShouldBeInOrder(SortDirection.Descending);
        all.Page[0].Summary.ShouldBe("常见灌溉独有");
        var last = await FindAsync(Prefecture, new MatterFilter { Words = "灌溉", Places = [place.Code] }, MatterOrder.Newest, 20);
        last.Page.Count.ShouldBe(50);
        last.Page[^1].Opened.ShouldBeLessThan(all.Page[^1].Opened);
        (await FindAsync(Prefecture, new MatterFilter { Words = "独有", Places = [place.Code] })).Count.ShouldBe(3);
        var until = LegalTime.DateOf(s_start.AddHours(19_940)).AddDays(-1);
        var some = await FindAsync(Prefecture, new MatterFilter { Words = "灌溉", Places = [place.Code], From = LegalTime.DateOf(s_start), Until = until });
        (some.Count, some.IsMore).ShouldBe((rows.Count(row => row.Opened <= LegalTime.EndOf(until)), false));
    }

    [Fact]
    public async Task Nobody_finds_or_counts_what_is_outside_their_scope()
    {
        var here = await AcceptedAsync("喜洲村", "水渠堵塞甲一");
        var there = await AcceptedAsync("周城村", "水渠堵塞甲一");
        var other = await AcceptedAsync("周城村", "水渠堵塞乙二");
        await hejie.FollowAsync();
        var filter = new MatterFilter { Words = "渠堵" };
        (await FindAsync(Committee, filter)).Page.Select(hit => hit.Id).ShouldBe([here.Matter]);
        (await FindAsync(Committee, filter)).Count.ShouldBe(1);
        (await FindAsync(hejie.Post("service-centre", "喜洲镇", Role.Lead), filter)).Page.Select(hit => hit.Id).ShouldBe([here.Matter, there.Matter, other.Matter], ignoreOrder: true);
        (await FindAsync(hejie.Post("service-centre", "上关镇", Role.Lead), filter)).Count.ShouldBe(0);
        (await FindAsync(hejie.Post("service-centre", "宾川县", Role.DutyOfficer), filter)).Count.ShouldBe(0);
        (await FindAsync(hejie.Post("service-centre", "大理市", Role.DutyOfficer), filter)).Count.ShouldBe(3);
        (await FindAsync(Prefecture, filter)).Count.ShouldBe(3);
        (await FindAsync(hejie.Post("police-station", "喜洲镇", Role.Liaison), filter)).Count.ShouldBe(0);
        foreach (var role in new[] { Role.Analyst, Role.Auditor, Role.Administrator })
        {
            var post = hejie.Bodies.PostsOf(Prefecture.Body.Id).FirstOrDefault(post => post.Role == role);
            if (post is not null)
                (await FindAsync(hejie.At(post), filter)).Count.ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_matter_is_not_found_by_the_body_it_is_about_nor_by_a_role_it_is_hidden_from()
    {
        var about = Committee.Body.Id;
        var row = Row(hejie.Place("喜洲村").Code, "关于作风的事丙三", s_start);
        row.About = about;
        row.Owner = hejie.Post("service-centre", "大理市", Role.Lead).Body.Id;
        var hidden = Row(hejie.Place("喜洲村").Code, "关于孩子的事丙三", s_start);
        (hidden.Procedure, hidden.Restricted) = ("minor-harm", true);
        await WriteAsync([row, hidden]);
        var filter = new MatterFilter { Words = "丙三" };
        (await FindAsync(Committee, filter)).Count.ShouldBe(0);
        var closed = hejie.Bodies.PostsOf(hidden.Owner).Select(hejie.At).Where(scope => scope.OpensMatters && scope.Closed.Contains("minor-harm")).ToList();
        closed.ShouldNotBeEmpty();
        foreach (var scope in closed)
            (await FindAsync(scope, filter)).Page.Select(hit => hit.Id).ShouldNotContain(hidden.Id);
        (await FindAsync(hejie.Post("service-centre", "大理市", Role.DutyOfficer), filter)).Page.Select(hit => hit.Id).ShouldBe([row.Id]);
    }

    [Fact]
    public async Task Kind_place_state_dates_body_lateness_and_number_narrow_it_down()
    {
        var receipt = await AcceptedAsync("喜洲村", "果树遮光丁四");
        await hejie.FollowAsync();
        var number = (await hejie.StateAsync(receipt)).Number.ShouldNotBeNull();
        async Task<bool> HasAsync(MatterFilter filter) => (await AllAsync(Prefecture, filter with { Words = filter.Number is null ? "丁四" : null })).Any(hit => hit.Id == receipt.Matter);
        var today = LegalTime.DateOf(hejie.Time.GetUtcNow());
        (await HasAsync(new())).ShouldBeTrue();
        (await HasAsync(new() { Kinds = ["people-mediation/neighbour"] })).ShouldBeTrue();
        (await HasAsync(new() { Kinds = ["people-mediation/land"] })).ShouldBeFalse();
        (await HasAsync(new() { Procedures = ["people-mediation", "petition"] })).ShouldBeTrue();
        (await HasAsync(new() { Procedures = ["petition"] })).ShouldBeFalse();
        (await HasAsync(new() { Places = [hejie.Place("喜洲镇").Code] })).ShouldBeTrue();
        (await HasAsync(new() { Places = [hejie.Place("宾川县").Code, hejie.Place("喜洲村").Code] })).ShouldBeTrue();
        (await HasAsync(new() { Places = [hejie.Place("宾川县").Code] })).ShouldBeFalse();
        (await HasAsync(new() { Open = true })).ShouldBeTrue();
        (await HasAsync(new() { Open = false })).ShouldBeFalse();
        (await HasAsync(new() { States = [(await hejie.StateAsync(receipt)).Name] })).ShouldBeTrue();
        (await HasAsync(new() { States = ["nothing"] })).ShouldBeFalse();
        (await HasAsync(new() { Bodies = [Committee.Body.Id] })).ShouldBeTrue();
        (await HasAsync(new() { Bodies = [Prefecture.Body.Id] })).ShouldBeFalse();
        (await HasAsync(new() { From = today, Until = today })).ShouldBeTrue();
        (await HasAsync(new() { From = today.AddDays(1) })).ShouldBeFalse();
        (await HasAsync(new() { Until = today.AddDays(-1) })).ShouldBeFalse();
        (await HasAsync(new() { Overdue = true })).ShouldBeFalse();
        (await HasAsync(new() { Number = number })).ShouldBeTrue();
        (await HasAsync(new() { Number = number.Replace("号", "0号", StringComparison.Ordinal) })).ShouldBeFalse();
        hejie.Time.Advance(TimeSpan.FromDays(90));
        (await HasAsync(new() { Overdue = true })).ShouldBeTrue();

        using var officer = await Officer.AtAsync(hejie, Committee);
        var typed = number.Replace('〔', '[').Replace('〕', ']').Replace('–', '-');
        var page = await officer.OpenAsync("/search?q=" + Uri.EscapeDataString(typed));
        page.All("tbody tr").Count.ShouldBe(1);
        page.Find("tbody tr")!.ClassList.ShouldContain("late");
    }

    [Fact]
    public async Task The_index_follows_the_journal_and_forgets_with_it()
    {
        var filter = new MatterFilter { Words = "鼐鼒" };
        var receipt = await AcceptedAsync("喜洲村", "井台鼐鼒需要修补");
        (await FindAsync(Prefecture, filter)).Count.ShouldBe(0, "a search is as far as its reader");
        await hejie.FollowAsync();
        (await FindAsync(Prefecture, filter)).Page.Single().Id.ShouldBe(receipt.Matter);
        await hejie.FollowAsync();
        (await Traces.ReadAsync(hejie)).Find(["鼐鼒"]).ShouldNotBeNull();

        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var row = await db.Matters.AsTracking().SingleAsync(row => row.County == receipt.County && row.Id == receipt.Matter);
            row.Summary = null;
            return await db.SaveChangesAsync();
        });
        await IndexAsync(receipt.County, [receipt.Matter]);
        await hejie.InScopeAsync(services => services.GetRequiredService<IDialect>().EraseTracesAsync(services.GetRequiredService<HejieDb>().Database, [], CancellationToken.None));
        (await FindAsync(Prefecture, filter)).Count.ShouldBe(0);
        (await Traces.ReadAsync(hejie)).Find(["鼐鼒"]).ShouldBeNull();
    }

    [Fact]
    public async Task A_summary_that_names_who_joins_later_is_taken_away_and_found_no_more()
    {
        var receipt = await AcceptedAsync("喜洲村", "示范户果园边界戊五");
        await hejie.FollowAsync();
        var filter = new MatterFilter { Words = "戊五" };
        (await FindAsync(Committee, filter)).Count.ShouldBe(1);
        var named = new LoadedMatter(new MatterRow { Procedure = "", Kind = "", StateName = "", State = [], Summary = "示 范户的边界" }, MatterState.Empty, null!);
        SummaryGuard.Withdraw(named.Row, [new Person("范户", null, null, PartyRole.Third)]);
        named.Row.Summary.ShouldBeNull();
        (await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var party = (await db.Parties.AsNoTracking().SingleAsync(row => row.County == receipt.County && row.Matter == receipt.Matter && row.Ordinal == 1)).Key;
            return await services.GetRequiredService<Hejie.Matters.Rights.CorrectPerson>().RunAsync(party, new Person("示范户", "19900001234", null, PartyRole.Filer), CancellationToken.None);
        })).ShouldBeOfType<Written.Done>();
        await hejie.FollowAsync();
        (await FindAsync(Committee, filter)).Count.ShouldBe(0);
        using var officer = await Officer.AtAsync(hejie, Committee);
        (await officer.OpenAsync(Officer.Path(receipt))).Text.ShouldNotContain("戊五");
    }

    [Fact]
    public async Task The_page_marks_what_was_sought_and_its_address_holds_the_question()
    {
        await WriteAsync([Row(hejie.Place("喜洲村").Code, "<b>沟渠</b>与 Fence 己六", hejie.Time.GetUtcNow())]);
        using var officer = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.Lead));
        var page = await officer.OpenAsync("/search?q=" + Uri.EscapeDataString("沟渠 fence 己六") + "&kind=people-mediation%2Fneighbour&place=" + Uri.EscapeDataString("喜洲村") + "&order=newest");
        page.All("tbody mark").ShouldBe(["沟渠", "Fence", "己六"]);
        page.Find("tbody .list__what")!.TextContent.ShouldContain("<b>沟渠</b>");
        page.Find("main")!.TextContent.ShouldContain("共 1 件");
        page.Find("details.finder__more")!.HasAttribute("open").ShouldBeTrue();
        var none = await officer.OpenAsync("/search?q=" + Uri.EscapeDataString("绝没有这个"));
        none.Find(".empty")!.TextContent.ShouldContain("没有找到");
        (await officer.OpenAsync("/search")).Find(".empty").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("q=%E3%80%82%E3%80%82", "search.nothing")]
    [InlineData("q=13887200001", "search.personal")]
    [InlineData("q=%E6%9D%91%E9%87%8C3%E7%BB%8412%E5%8F%B7", "search.personal")]
    [InlineData("q=a+b+c+d+e+f+g+h+i", "search.many")]
    [InlineData("place=%E4%B8%8D%E5%AD%98%E5%9C%A8", "search.place")]
    [InlineData("place=%E5%AE%BE%E5%B7%9D%E5%8E%BF", "search.outside")]
    [InlineData("place=999", "search.place")]
    [InlineData("from=2026-02-31", "search.date")]
    [InlineData("until=yesterday", "search.date")]
    [InlineData("from=2026-02-05&until=2026-02-01", "search.order")]
    [InlineData("kind=nothing", "search.unknown")]
    [InlineData("state=nothing", "search.unknown")]
    [InlineData("body=nothing", "search.body")]
    [InlineData("body=99999999999999", "search.body")]
    [InlineData("p=0", "field.number")]
    [InlineData("p=21", "field.number")]
    [InlineData("order=sideways", "field.choice")]
    [InlineData("q=%00", "field.shape")]
    public async Task What_cannot_be_asked_is_told_and_nothing_is_searched(string query, string code)
    {
        using var officer = await Officer.AtAsync(hejie, Committee);
        var page = await officer.OpenAsync("/search?" + query);
        page.Find(".govuk-error-summary").ShouldNotBeNull();
        page.Find("table").ShouldBeNull();
        using var anyone = new ApiClient(hejie);
        using var staff = await anyone.SignInAsync(Committee);
        var answer = await staff.GetAsync("search?" + query);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ToString().ShouldContain(code);
    }

    [Fact]
    public async Task Ten_thousand_characters_and_a_thousand_values_are_refused()
    {
        using var officer = await Officer.AtAsync(hejie, Committee);
        using var anyone = new ApiClient(hejie);
        using var staff = await anyone.SignInAsync(Committee);
        foreach (var query in new[] { "q=" + new string('a', 6_000), "place=" + new string('1', 6_000), string.Join('&', Enumerable.Repeat("kind=x", 200).Select((kind, nth) => kind + nth.ToString(CultureInfo.InvariantCulture))) })
        {
            var page = await officer.OpenAsync("/search?" + query);
            page.Find(".govuk-error-summary").ShouldNotBeNull();
            (await staff.GetAsync("search?" + query)).Status.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Programs_are_told_the_same_with_where_the_words_stand()
    {
        await WriteAsync([Row(hejie.Place("喜洲村").Code, "桥边 Well 庚七", hejie.Time.GetUtcNow())]);
        using var anyone = new ApiClient(hejie);
        using var staff = await anyone.SignInAsync(hejie.Post("service-centre", "喜洲镇", Role.Lead));
        var answer = await staff.GetAsync("search?q=" + Uri.EscapeDataString("well 庚七"));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var matter = answer.Body.GetProperty("matters")[0];
        answer.Body.GetProperty("count").GetInt32().ShouldBe(1);
        matter.GetProperty("summary").GetString().ShouldBe("桥边 Well 庚七");
        matter.GetProperty("marks").ToString().ShouldBe("[[3,4],[8,2]]");
        (await staff.GetAsync("search")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>A term as anybody would look for it: Han anywhere, other letters as a whole word.</summary>
    private static bool Stands(string summary, string term)
    {
        var (text, sought) = (Plain(summary), Plain(term));
        var before = char.IsAsciiLetterOrDigit(sought[0]) ? "(?<![a-z0-9])" : "";
        var after = char.IsAsciiLetterOrDigit(sought[^1]) ? "(?![a-z0-9])" : "";
        return Regex.IsMatch(text, before + Regex.Escape(sought) + after);
    }

    private static string Plain(string text) => text.Replace('Ｂ', 'b').ToLowerInvariant();

    private MatterRow Row(PlaceCode place, string summary, DateTimeOffset opened) => new()
    {
        County = place.County,
        Id = Guid.CreateVersion7(opened),
        Procedure = "people-mediation",
        Kind = "neighbour",
        Place = place.Value,
        StateName = "accepted",
        Owner = hejie.Post("service-centre", "喜洲镇", Role.Lead).Body.Id,
        Summary = summary,
        Opened = LegalTime.Micros(opened),
        Changed = LegalTime.Micros(opened),
        State = StateCodec.Encode(MatterState.Empty),
    };

    private async Task WriteAsync(List<MatterRow> rows)
    {
        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            db.Matters.AddRange(rows);
            return await db.SaveChangesAsync();
        });
        await IndexAsync(rows[0].County, [.. rows.Select(row => row.Id)]);
    }

    private Task<int> IndexAsync(int county, IReadOnlyList<Guid> matters) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var written = await services.GetRequiredService<IndexMatters>().IndexAsync(db, county, matters, CancellationToken.None);
        await transaction.CommitAsync();
        return written;
    });

    private async Task<Receipt> AcceptedAsync(string place, string summary)
    {
        var receipt = await hejie.FileAsync(place: place);
        (await hejie.MoveAsync(hejie.Post("mediation-committee", place, Role.DutyOfficer), receipt, "accept", ("summary", summary))).ShouldBeOfType<Written.Done>();
        return receipt;
    }

    private Task<Found> FindAsync(Scope scope, MatterFilter filter, MatterOrder order = MatterOrder.Relevance, int page = 1) =>
        hejie.InScopeAsync(services => services.GetRequiredService<SearchMatters>().RunAsync(scope, filter, order, page, CancellationToken.None));

    private async Task<List<FoundMatter>> AllAsync(Scope scope, MatterFilter filter)
    {
        var all = new List<FoundMatter>();
        for (var page = 1; page <= SearchMatters.LastPage; page++)
        {
            var found = await FindAsync(scope, filter, MatterOrder.Relevance, page);
            all.AddRange(found.Page);
            if (found.Page.Count < SearchMatters.PageSize)
                break;
        }

        return all;
    }
}

public sealed class SearchStoriesOnSqlite(SqliteInstallation hejie) : SearchStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class SearchStoriesOnPostgres(PostgresInstallation hejie) : SearchStories(hejie), IClassFixture<PostgresInstallation>;
