using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Orders;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Orders;

/// <summary>A danger, an area, and everybody there who is on duty or goes out: told at once, acknowledged, reported.</summary>
public abstract class OrderStories(Installation hejie)
{
    private const string Text = "今晚有暴雨，请巡查沿河的堤和桥，低处的人先到学校。";

    [Fact]
    public async Task What_is_missing_is_named_by_its_question()
    {
        using var lead = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.Lead));
        using var sent = await lead.SendAsync(await lead.OpenAsync("/orders/new"), "form.order-form", ("text", ""));
        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = (await Officer.ReadAsync(sent)).All(".govuk-error-summary li");
        told.Distinct().Count().ShouldBe(told.Count);
        told.ShouldAllBe(line => line.Contains('：'));
    }

    [Fact]
    public async Task A_flood_order_to_喜洲镇_is_acknowledged_by_all_but_one_who_is_shown_and_called_again()
    {
        using var duty = await Officer.AtAsync(hejie, Centre("喜洲镇", Role.DutyOfficer));
        var form = await duty.OpenAsync("/orders/new");
        using var sent = await duty.SendAsync(form, "form.order-form", ("kind", "task"), ("hazard", "flood"), ("area", Code("喜洲镇")), ("text", Text), ("due", "2026-02-02T20:00"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(sent)).Find("main")?.TextContent);
        var path = sent.Headers.Location!.OriginalString.Split('?')[0];
        var (county, id) = (hejie.Place("喜洲镇").Code.County, Guid.Parse(path.Split('/')[^1]));
        var posts = await PostsAsync(county, id);
        // The township's own grid worker, and who is on duty and who goes out in each village.
        posts.Count.ShouldBe(1 + (2 * hejie.Bodies.Within(hejie.Place("喜洲镇").Code).Count(place => place.Code.Level == Rules.Places.PlaceLevel.Village)));

        var silent = Centre("周城村", Role.GridWorker);
        foreach (var post in posts.Where(post => post != silent.Post.Id))
            (await AcknowledgeAsync(hejie.At(hejie.Bodies.Post(post)!), county, id)).ShouldBeOfType<OrderAnswered.Done>();

        var page = await duty.OpenAsync(path);
        page.Find(".counts")!.TextContent.ShouldContain($"一共 {posts.Count} 个岗，{posts.Count - 1} 个回了“收到”，1 个还没有回");
        var line = page.Find("#answers tr.late")!;
        line.TextContent.ShouldContain(silent.Body.Name);
        line.TextContent.ShouldContain(silent.Body.Telephone);
        page.All("#answers tr.late").Count.ShouldBe(1);

        using var called = await duty.SendAsync(page, "#answers tr.late form", ("body", silent.Body.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        called.Headers.Location!.OriginalString.ShouldBe(path + "?done=called");
        (await duty.OpenAsync(path)).Find("#answers tr.late")!.TextContent.ShouldContain("再叫过");
        await EventsAsync(county, id, posts.Count - 1, OrderEventKind.Called);
    }

    [Fact]
    public async Task A_grid_worker_acknowledges_in_one_tap_and_reports_and_the_order_is_closed_with_what_came_of_it()
    {
        var township = Centre("上关镇", Role.Lead);
        var order = await GiveAsync(township, "上关镇");
        using var worker = await Officer.AtAsync(hejie, Centre("河尾村", Role.GridWorker));
        var list = await worker.OpenAsync("/orders");
        list.Text.ShouldContain(Text);
        var card = $"#o{order.Id:N} form";
        using var acknowledged = await worker.SendAsync(list, card);
        acknowledged.Headers.Location!.OriginalString.ShouldBe("/orders");
        var page = await worker.OpenAsync(Path(order));
        page.Find("form.acknowledge").ShouldBeNull();

        using var personal = await worker.SendAsync(page, "form.report", ("report", "done"), ("text", "张三同志已经转移"));
        personal.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var reported = await worker.SendAsync(page, "form.report", ("report", "done"), ("text", "堤和桥都看过，没有险情。"));
        reported.Headers.Location!.OriginalString.ShouldBe(Path(order) + "?done=reported");

        using var lead = await Officer.AtAsync(hejie, township);
        var before = await lead.OpenAsync(Path(order));
        before.Text.ShouldContain("堤和桥都看过");
        using var closed = await lead.SendAsync(before, "form.close", ("outcome", "雨停了，各村都安全。"));
        closed.Headers.Location!.OriginalString.ShouldBe(Path(order) + "?done=closed");
        (await worker.OpenAsync(Path(order))).Text.ShouldContain("雨停了，各村都安全。");
        (await AcknowledgeAsync(Centre("大排村", Role.GridWorker), order.County, order.Id)).ShouldBeOfType<OrderAnswered.Refused>().Code.ShouldBe("order.closed");
        (await Pursue(services => services.CloseAsync(township, order.County, order.Id, "又结束一次", CancellationToken.None))).ShouldBeOfType<OrderPursued.Closed>();
    }

    [Fact]
    public async Task Whoever_is_connected_hears_of_an_order_and_who_gave_it_of_each_answer_and_a_post_elsewhere_of_nothing()
    {
        var township = Centre("银桥镇", Role.DutyOfficer);
        using var worker = await Officer.AtAsync(hejie, Centre("银桥村", Role.GridWorker));
        using var giver = await Officer.AtAsync(hejie, township);
        using var elsewhere = await Officer.AtAsync(hejie, Centre("湾桥村", Role.GridWorker));
        await using var here = await worker.ListenAsync();
        await using var above = await giver.ListenAsync();
        await using var there = await elsewhere.ListenAsync();

        var order = await GiveAsync(township, "银桥镇");

        var heard = await here.NextAsync();
        heard.ShouldBe(new Live.Heard("order", $"{order.County}/{order.Id:N}", here.LastId));
        // On the desk of who takes matters too, the order is one line.
        using var desk = await Officer.AtAsync(hejie, Centre("银桥村", Role.DutyOfficer));
        (await desk.OpenAsync("/desk")).Find(".notice--orders")!.TextContent.ShouldContain("1 条");
        (await AcknowledgeAsync(Centre("银桥村", Role.GridWorker), order.County, order.Id)).ShouldBeOfType<OrderAnswered.Done>();
        (await above.NextAsync()).ShouldBe(new Live.Heard("order", $"{order.County}/{order.Id:N}", above.LastId));
        there.Take().ShouldBeEmpty();
        here.Take().ShouldBeEmpty();

        // Called again, whoever has not answered hears it once more, also after a break; who has answered is left in peace.
        await using var back = await desk.ListenAsync(heard.Id);
        back.Take().ShouldBeEmpty();
        (await Pursue(services => services.CallAgainAsync(township, order.County, order.Id, null, CancellationToken.None))).ShouldBeOfType<OrderPursued.Done>().Posts.ShouldBeGreaterThan(0);
        (await back.NextAsync()).Kind.ShouldBe("order");
        here.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_acknowledgement_that_is_sent_twice_is_answered_with_the_first()
    {
        var order = await GiveAsync(Centre("大理镇", Role.Lead), "大理镇");
        var worker = Centre("才村", Role.GridWorker);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AcknowledgeAsync(worker, order.County, order.Id))));
        hejie.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await AcknowledgeAsync(worker, order.County, order.Id);

        answers.Append(later).Select(answer => answer.ShouldBeOfType<OrderAnswered.Done>().Row.Acknowledged).Distinct().Count().ShouldBe(1);
        await EventsAsync(order.County, order.Id, 1);
        (await hejie.InScopeAsync(services => services.GetRequiredService<AnswerOrder>().ReportAsync(worker, order.County, order.Id, "done", null, CancellationToken.None))).ShouldBeOfType<OrderAnswered.Done>();
        (await hejie.InScopeAsync(services => services.GetRequiredService<AnswerOrder>().ReportAsync(worker, order.County, order.Id, "done", "", CancellationToken.None))).ShouldBeOfType<OrderAnswered.Done>();
        (await hejie.InScopeAsync(services => services.GetRequiredService<AnswerOrder>().ReportAsync(worker, order.County, order.Id, "partly", "", CancellationToken.None)))
            .ShouldBeOfType<OrderAnswered.Refused>().Code.ShouldBe("order.reported");
    }

    [Fact]
    public async Task An_order_to_nobody_outside_or_from_below_is_refused()
    {
        var township = Centre("喜洲镇", Role.Lead);
        (await ErrorsAsync(township, Draft() with { Places = [] })).ShouldBe(["area order.nobody"]);
        (await ErrorsAsync(township, Draft(Code("上关镇")))).ShouldBe(["area order.outside"]);
        (await ErrorsAsync(township, Draft(Code("大理市")))).ShouldBe(["area order.outside"]);
        (await ErrorsAsync(township, Draft() with { Area = "erhai-west", Places = [] })).ShouldBe(["area order.outside"]);
        (await ErrorsAsync(township, Draft("532901104999"))).ShouldBe(["area field.place"]);
        (await ErrorsAsync(township, Draft(Code("喜洲村") + "001"))).ShouldBe(["area field.place"]);
        (await ErrorsAsync(township, Draft(Code("喜洲村")) with { Due = Installation.Morning.AddDays(-1) })).ShouldBe(["due order.due"]);
        (await ErrorsAsync(township, Draft(Code("喜洲村")) with { Hazard = "gathering" })).ShouldBe(["hazard field.choice"]);
        foreach (var below in new[] { Centre("喜洲村", Role.Lead), Centre("喜洲镇", Role.GridWorker), hejie.Post("police", "大理市", Role.Lead), hejie.Post("mediation-committee", "喜洲镇", Role.Lead) })
            (await IssueAsync(below, Draft(Code("喜洲村")))).ShouldBeOfType<OrderIssued.NotYours>();

        // A village whose service centre is gone has nobody.
        var empty = hejie.Post("service-centre", "三哨村", Role.Lead).Body;
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Posts.Where(post => post.Body == empty.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(post => post.Until, new DateOnly(2026, 1, 1))));
        await hejie.Services.GetRequiredService<DirectoryHolder>().RenewAsync(CancellationToken.None);
        (await ErrorsAsync(Centre("凤仪镇", Role.Lead), Draft(Code("三哨村")))).ShouldBe(["area order.nobody"]);
    }

    [Theory]
    [InlineData("请找到杨示例，劝他回家")]
    [InlineData("盯住李大爷家")]
    [InlineData("通知赵某到村委会")]
    [InlineData("到四方街12号看一看")]
    [InlineData("电话 138 0000 1234 打不通，去看看")]
    [InlineData("逐户登记外来人员")]
    [InlineData("把去上访的人劝返")]
    [InlineData("广场有人聚集，去看看是谁")]
    [InlineData("查一查谁在教堂礼拜")]
    [InlineData("报一份重点人名单")]
    [InlineData("找到周建国")]
    [InlineData("去周大爷家看看")]
    [InlineData("请把黄老汉接到学校")]
    [InlineData("高阿姨一家先转移")]
    [InlineData("通知段志强到村委会")]
    public async Task An_order_about_a_person_or_a_household_is_refused(string text)
    {
        (await ErrorsAsync(Centre("喜洲镇", Role.Lead), Draft(Code("喜洲村")) with { Text = text })).ShouldHaveSingleItem().ShouldBe("text order.personal");
    }

    [Theory]
    [InlineData(Text)]
    [InlineData("山洪预警：请马上通知低洼处的村民转移到小学，桥面不要过人。")]
    [InlineData("G214 国道塌方，请在杨家村口设路障，提醒车辆绕行。")]
    [InlineData("水库泄洪，请沿河巡查，劝阻在河边洗菜、放牧。")]
    [InlineData("高温大风，林区禁火，发现烟火先打 119。")]
    [InlineData("今晚停水，送水车 18:00 到村口，请广播告诉大家。")]
    [InlineData("联系武警和消防，通知武装部。")]
    [InlineData("下礼拜一前清完沟，登记钱物。")]
    [InlineData("监控孔压，有变化马上报。")]
    [InlineData("桥上不要聚集，请绕行。")]
    [InlineData("请逐户通知低处的人到学校。")]
    [InlineData("通知段家村的水管员关闸。")]
    public void An_order_about_places_and_events_is_taken(string text) => OrderGuard.Personal(text).ShouldBeNull();

    [Fact]
    public async Task An_order_of_several_counties_has_a_child_in_each_and_one_view_above()
    {
        var prefecture = Centre("大理白族自治州", Role.DutyOfficer);
        var given = (await IssueAsync(prefecture, Draft() with { Area = "miju-river", Places = [] })).ShouldBeOfType<OrderIssued.Done>();
        var rows = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Orders.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(row => row.Id == given.Order.Id).OrderBy(row => row.County).ToListAsync());
        rows.Select(row => row.County).ShouldBe([532900, 532901, 532930]);
        rows.Sum(row => row.Posts).ShouldBe(given.Posts);
        given.Posts.ShouldBe(30);

        var worker = Centre("河尾村", Role.GridWorker);
        (await AcknowledgeAsync(worker, 532901, given.Order.Id)).ShouldBeOfType<OrderAnswered.Done>();
        using var officer = await Officer.AtAsync(hejie, prefecture);
        var page = await officer.OpenAsync($"/orders/532900/{given.Order.Id:N}");
        page.Find(".counts")!.TextContent.ShouldContain("一共 30 个岗，1 个回了“收到”");
        page.Text.ShouldContain("弥苴河沿线");
        (await Pursue(services => services.CallAgainAsync(prefecture, 532900, given.Order.Id, null, CancellationToken.None))).ShouldBeOfType<OrderPursued.Done>().Posts.ShouldBe(29);
    }

    [Fact]
    public async Task An_order_is_not_there_for_those_who_neither_gave_it_nor_were_given_it()
    {
        var order = await GiveAsync(Centre("湾桥镇", Role.Lead), "湾桥镇");
        foreach (var scope in new[] { Centre("喜洲镇", Role.Lead), Centre("喜洲村", Role.GridWorker), Centre("大理市", Role.Lead) })
        {
            using var officer = await Officer.AtAsync(hejie, scope);
            (await officer.StatusAsync(Path(order))).ShouldBe(HttpStatusCode.NotFound);
            (await AcknowledgeAsync(scope, order.County, order.Id)).ShouldBeOfType<OrderAnswered.None>();
            (await Pursue(services => services.CloseAsync(scope, order.County, order.Id, "结束", CancellationToken.None))).ShouldBeOfType<OrderPursued.None>();
        }
    }

    [Fact]
    public async Task A_program_gives_acknowledges_and_reports_and_can_name_nobody()
    {
        using var anyone = new ApiClient(hejie);
        using var above = await anyone.SignInAsync(Centre("凤仪镇", Role.DutyOfficer));
        using var below = await anyone.SignInAsync(Centre("江西村", Role.GridWorker));
        object Order(string text = Text) => new { kind = "task", hazard = "flood", places = new[] { Code("凤仪镇") }, text, due = "2026-02-02T20:00:00+08:00" };
        var key = ApiClient.Key();

        var made = await above.PostAsync("orders", Order(), key);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        var again = await above.PostAsync("orders", Order(), key);
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Text("id").ShouldBe(made.Text("id"));
        (await above.PostAsync("orders", Order("另一件事，请看好水闸。"), key)).Code.ShouldBe("order.other");
        foreach (var member in new[] { "person", "household", "name", "posts", "target" })
        {
            var target = new Dictionary<string, object> { ["kind"] = "task", ["hazard"] = "flood", ["places"] = new[] { Code("凤仪镇") }, ["text"] = Text, ["due"] = "2026-02-02T20:00:00+08:00", [member] = "杨示例" };
            (await above.PostAsync("orders", target, ApiClient.Key())).Status.ShouldBe(HttpStatusCode.BadRequest, member);
        }

        var path = $"counties/{made.Text("county")}/orders/{made.Text("id")}";
        (await below.GetAsync("orders")).Body.GetProperty("own").EnumerateArray().Select(order => order.GetProperty("id").GetString()).ShouldContain(made.Text("id"));
        (await below.PostAsync(path + "/acknowledgement", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await below.PostAsync(path + "/report", new { report = "needs-help", text = "桥断了，要机械。" })).Text("report").ShouldBe("needs-help");
        (await above.GetAsync(path)).Body.GetProperty("answers").GetProperty("reported").GetInt32().ShouldBe(1);
        (await above.PostAsync(path + "/calls", new { })).Body.GetProperty("posts").GetInt32().ShouldBeGreaterThan(0);
        (await above.PostAsync(path + "/closing", new { outcome = "水退了。" })).Status.ShouldBe(HttpStatusCode.OK);
        (await below.PostAsync("orders", Order(), ApiClient.Key())).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Path(OrderRow order) => $"/orders/{order.County}/{order.Id:N}";

    private string Code(string place) => hejie.Place(place).Code.ToString();

    private Scope Centre(string place, Role role) => place == "大理白族自治州"
        ? hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place == hejie.Bodies.Prefecture.Code).Id).First(post => post.Role == role))
        : hejie.Post("service-centre", place, role);

    private static OrderDraft Draft(params string[] places) => new("task", "flood", null, places, Text, Installation.Morning.AddHours(11));

    private Task<OrderIssued> IssueAsync(Scope scope, OrderDraft draft) =>
        hejie.InScopeAsync(services => services.GetRequiredService<IssueOrder>().RunAsync(scope, draft, Guid.CreateVersion7(), CancellationToken.None));

    private async Task<OrderRow> GiveAsync(Scope scope, string place) => (await IssueAsync(scope, Draft(Code(place)))).ShouldBeOfType<OrderIssued.Done>().Order;

    private async Task<IEnumerable<string>> ErrorsAsync(Scope scope, OrderDraft draft) =>
        (await IssueAsync(scope, draft)).ShouldBeOfType<OrderIssued.Invalid>().Errors.Select(error => $"{error.Field} {error.Code}");

    private Task<OrderAnswered> AcknowledgeAsync(Scope scope, int county, Guid id) =>
        hejie.InScopeAsync(services => services.GetRequiredService<AnswerOrder>().AcknowledgeAsync(scope, county, id, CancellationToken.None));

    private Task<OrderPursued> Pursue(Func<PursueOrder, Task<OrderPursued>> work) => hejie.InScopeAsync(services => work(services.GetRequiredService<PursueOrder>()));

    private Task<List<int>> PostsAsync(int county, Guid id) => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().OrderPosts.AsNoTracking().Where(row => row.County == county && row.Order == id).Select(row => row.Post).ToListAsync());

    /// <summary>All that happened to an order stands, in an unbroken row of numbers.</summary>
    private async Task EventsAsync(int county, Guid id, int acknowledged, params OrderEventKind[] after)
    {
        var events = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().OrderEvents.AsNoTracking()
            .Where(row => row.County == county).OrderBy(row => row.Number).ToListAsync());
        events.Select(row => row.Number).ShouldBe(Enumerable.Range(0, events.Count).Select(number => (long)number));
        events.Where(row => row.Order == id).Select(row => row.Kind)
            .ShouldBe([OrderEventKind.Issued, .. Enumerable.Repeat(OrderEventKind.Acknowledged, acknowledged), .. after]);
    }
}

public sealed class OrderStoriesOnSqlite(SqliteInstallation hejie) : OrderStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class OrderStoriesOnPostgres(PostgresInstallation hejie) : OrderStories(hejie), IClassFixture<PostgresInstallation>;
