using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Resources;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Api;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Resources;

/// <summary>Mediators by language, rooms that two cannot have at once, and days on which anybody is received.</summary>
public abstract class ResourceStories(Installation hejie)
{
    [Fact]
    public async Task A_mediator_who_speaks_Bai_is_found_by_what_they_speak_and_booked_for_a_matter()
    {
        var committee = hejie.Post("mediation-committee", "喜洲镇", Role.Lead);
        var mediator = hejie.Bodies.PostsOf(committee.Body.Id).First(post => post.Role == Role.Mediator);
        using var lead = await Officer.AtAsync(hejie, committee);
        using var listed = await lead.SendAsync(await lead.OpenAsync("/resources/new"), "form.door",
            ("kind", "mediator"), ("post", $"{mediator.Id}"), ("skills", "family"), ("languages", "bai"), ("hours", "每天 9:00–17:00"));
        listed.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(listed)).Find("main")?.TextContent);
        var path = listed.Headers.Location!.OriginalString;

        // A village of the township finds them; another township does not.
        var receipt = await hejie.FileAsync();
        using var village = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        var link = (await village.OpenAsync(Officer.Path(receipt))).Find("a[href^='/resources?matter=']")!.GetAttribute("href")!;
        var found = await village.OpenAsync(link + "&language=bai&skill=family");
        found.All(".card h2").ShouldContain(committee.Body.Name + "·" + mediator.Name);
        found.Text.ShouldContain("白语");
        (await village.OpenAsync("/resources?language=lisu")).All(".card h2").ShouldBeEmpty();
        (await village.OpenAsync("/resources?language=bai&kind=room")).All(".card h2").ShouldBeEmpty();
        using var elsewhere = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "上关镇", Role.DutyOfficer));
        (await elsewhere.OpenAsync("/resources")).All(".card h2").ShouldNotContain(committee.Body.Name + "·" + mediator.Name);
        (await elsewhere.StatusAsync(path)).ShouldBe(HttpStatusCode.NotFound);

        var week = await village.OpenAsync(found.Find(".card h2 a")!.GetAttribute("href")!);
        using var booked = await village.SendAsync(week, "form.booking-form", ("from", Wall(1, 9)), ("until", Wall(1, 11)));
        booked.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(booked)).Find("main")?.TextContent);
        var shown = await village.OpenAsync(booked.Headers.Location!.OriginalString);
        shown.Find($".week a[href='{Officer.Path(receipt)}']")!.TextContent.ShouldContain("9:00–11:00");

        // Who may not open the matter sees that it is taken, and neither for what nor by whom.
        using var neighbour = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "周城村", Role.DutyOfficer));
        var seen = await neighbour.OpenAsync(path + "?week=" + Day(1));
        seen.All(".week li li span").ShouldBe(["9:00–11:00 已占用"]);
        seen.Document.DocumentElement.OuterHtml.ShouldNotContain(receipt.Matter.ToString("N"));
        seen.Find(".week form").ShouldBeNull();

        // Taken is taken, on the page too, and what was typed stays.
        using var late = await neighbour.SendAsync(seen, "form.booking-form", ("from", Wall(1, 10)), ("until", Wall(1, 12)));
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Officer.ReadAsync(late)).Text.ShouldContain("已经有人订了");
        using var back = await village.SendAsync(shown, ".week form", ("booking", shown.Find(".week form button")!.GetAttribute("value")!));
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var free = await neighbour.SendAsync(seen, "form.booking-form", ("from", Wall(1, 10)), ("until", Wall(1, 12)));
        free.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Of_eight_who_book_a_room_at_once_one_has_it()
    {
        var room = await RoomAsync(hejie.Post("service-centre", "凤仪镇", Role.Lead));
        var posts = hejie.Bodies.PostsOf(room.Body).Where(post => Identity.Permissions.Books(post.Role)).Select(hejie.At).ToList();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => BookAsync(posts[at % posts.Count], room, At(2, 9).AddMinutes(at), At(2, 12)))));
        all.OfType<Booked.Done>().ShouldHaveSingleItem();
        all.OfType<Booked.Invalid>().ShouldAllBe(refused => refused.Error.Code == "booking.taken");
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Bookings.CountAsync(row => row.County == room.County && row.Resource == room.Id))).ShouldBe(1);

        // What ends when the other begins is no overlap; the same again is the same.
        (await BookAsync(posts[0], room, At(2, 12), At(2, 13))).ShouldBeOfType<Booked.Done>().Before.ShouldBeFalse();
        (await BookAsync(posts[0], room, At(2, 12), At(2, 13))).ShouldBeOfType<Booked.Done>().Before.ShouldBeTrue();
    }

    [Fact]
    public async Task A_booking_lies_ahead_within_one_day_and_for_a_matter_of_one_s_own()
    {
        var lead = hejie.Post("service-centre", "太和街道", Role.Lead);
        var room = await RoomAsync(lead);
        async Task<string> Refused(DateTimeOffset? from, DateTimeOffset? until, (int, Guid)? matter = null) =>
            (await BookAsync(lead, room, from, until, matter)).ShouldBeOfType<Booked.Invalid>().Error is var error ? error.Field + " " + error.Code : "";

        (await Refused(null, At(1, 9))).ShouldBe("from field.required");
        (await Refused(At(1, 9), null)).ShouldBe("until field.required");
        (await Refused(At(1, 11), At(1, 9))).ShouldBe("until booking.order");
        (await Refused(At(1, 9), At(1, 9))).ShouldBe("until booking.order");
        (await Refused(At(-1, 9), At(-1, 10))).ShouldBe("from booking.past");
        (await Refused(At(1, 22), At(2, 2))).ShouldBe("until booking.midnight");
        (await Refused(At(200, 9), At(200, 10))).ShouldBe("from booking.far");
        (await Refused(At(1, 9), At(1, 10), (532901, Guid.NewGuid()))).ShouldBe("matter booking.matter");
        var other = await hejie.FileAsync(place: "挖色村");
        (await Refused(At(1, 9), At(1, 10), (other.County, other.Matter))).ShouldBe("matter booking.matter");
        (await BookAsync(lead, room, At(1, 22), At(2, 0))).ShouldBeOfType<Booked.Done>();

        // Neither who is elsewhere nor who only looks at figures books.
        (await BookAsync(hejie.Post("service-centre", "海东镇", Role.Lead), room, At(3, 9), At(3, 10))).ShouldBeOfType<Booked.NotThere>();
        (await BookAsync(hejie.Post("service-centre", "太和街道", Role.GridWorker), room, At(3, 9), At(3, 10))).ShouldBeOfType<Booked.NotThere>();
        // The county above does: it is one of its own places.
        (await BookAsync(hejie.Post("service-centre", "大理市", Role.Lead), room, At(3, 9), At(3, 10))).ShouldBeOfType<Booked.Done>();
        (await BookAsync(hejie.Post("service-centre", "宾川县", Role.Lead), room, At(4, 9), At(4, 10))).ShouldBeOfType<Booked.NotThere>();

        // What the prefecture shares all counties have.
        var shared = await RoomAsync(hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Serving(BodyKinds.ServiceCentre, PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value).First(post => post.Role == Role.Lead)));
        (await BookAsync(hejie.Post("service-centre", "宾川县", Role.Lead), shared, At(4, 9), At(4, 10))).ShouldBeOfType<Booked.Done>();
        (await BookAsync(hejie.Post("service-centre", "大理市", Role.Lead), shared, At(4, 9), At(4, 10))).ShouldBeOfType<Booked.Invalid>();
    }

    [Fact]
    public async Task A_named_professional_agrees_and_what_is_listed_names_nobody_else()
    {
        using var anyone = new ApiClient(hejie);
        using var lead = await anyone.SignInAsync(hejie.Post("justice-bureau", "大理市", Role.Lead));
        var lawyer = new { kind = "lawyer", name = "赵示例律师", skills = new[] { "law" }, languages = new[] { "zh", "yi" }, hours = "周三下午" };
        (await lead.PostAsync("resources", lawyer)).Errors.ShouldBe(["consent resource.consent"]);
        var made = await lead.PostAsync("resources", new { lawyer.kind, lawyer.name, consent = true, lawyer.skills, lawyer.languages, lawyer.hours });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());

        (await lead.PostAsync("resources", new { kind = "expert" })).Errors.ShouldContain("name field.required");
        (await lead.PostAsync("resources", new { kind = "wizard", name = "某", consent = true })).Errors.ShouldBe(["kind field.choice"]);
        (await lead.PostAsync("resources", new { kind = "expert", name = "某示例", consent = true, skills = new[] { "magic" } })).Errors.ShouldBe(["skills field.choice"]);
        (await lead.PostAsync("resources", new { kind = "expert", name = "某示例", consent = true, languages = new[] { "latin" } })).Errors.ShouldBe(["languages field.choice"]);
        (await lead.PostAsync("resources", new { kind = "room", name = "大厅" })).Errors.ShouldBe(["capacity field.required"]);
        (await lead.PostAsync("resources", new { kind = "room", name = "13812345678", capacity = 8 })).Errors.ShouldBe(["name resource.number"]);
        (await lead.PostAsync("resources", new { kind = "mediator", post = 1 })).Errors.ShouldBe(["post field.choice"]);
        (await lead.PostAsync("resources", new { kind = "room", name = "厅", capacity = 8, telephone = "打给小王" })).Errors.ShouldBe(["telephone person.telephone"]);

        // By kind, skill, language and place, and by nothing else: a name finds nobody.
        (await lead.GetAsync("resources?kind=lawyer&language=yi")).Body.GetProperty("resources").GetArrayLength().ShouldBe(1);
        (await lead.GetAsync("resources?name=赵示例&language=lisu")).Body.GetProperty("resources").GetArrayLength().ShouldBe(0);
        (await lead.GetAsync("resources?kind=everything")).Errors.ShouldBe(["kind field.choice"]);
        (await lead.GetAsync("resources?place=9")).Errors.ShouldBe(["place field.place"]);
        (await lead.GetAsync("resources?page=0")).Errors.ShouldBe(["page field.number"]);

        var path = $"counties/532901/resources/{made.Text("id")}";
        using var other = await anyone.SignInAsync(hejie.Post("service-centre", "大理市", Role.Lead));
        (await other.PostAsync(path + "/end", new { })).Code.ShouldBe("resource.none");
        (await other.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        (await lead.PostAsync(path + "/end", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await other.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        using var grid = await anyone.SignInAsync(hejie.Post("service-centre", "喜洲村", Role.GridWorker));
        (await grid.GetAsync("resources")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_program_books_sees_and_gives_back()
    {
        var room = await RoomAsync(hejie.Post("service-centre", "下关街道", Role.Lead));
        using var anyone = new ApiClient(hejie);
        using var duty = await anyone.SignInAsync(hejie.Post("service-centre", "下关街道", Role.DutyOfficer));
        var path = $"counties/{room.County}/resources/{room.Id}";
        var made = await duty.PostAsync(path + "/bookings", new { from = At(1, 14), until = At(1, 16) });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        (await duty.PostAsync(path + "/bookings", new { from = At(1, 14), until = At(1, 16) })).Status.ShouldBe(HttpStatusCode.OK);
        using var clerk = await anyone.SignInAsync(hejie.Post("service-centre", "大理市", Role.Clerk));
        (await clerk.PostAsync(path + "/bookings", new { from = At(1, 15), until = At(1, 17) })).Code.ShouldBe("booking.taken");
        (await clerk.PostAsync(path + "/bookings", new { from = At(1, 15), until = At(1, 17), matter = Guid.NewGuid() })).Errors.ShouldBe(["matter booking.matter"]);
        (await duty.GetAsync(path + "?week=" + Day(1))).Body.GetProperty("taken").GetArrayLength().ShouldBe(1);
        (await duty.GetAsync(path + "?week=yesterday")).Errors.ShouldBe(["week field.date"]);
        (await clerk.PostAsync($"counties/{room.County}/bookings/{made.Text("id")}/cancel", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await duty.PostAsync($"counties/{room.County}/bookings/{made.Text("id")}/cancel", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await clerk.PostAsync(path + "/bookings", new { from = At(1, 15), until = At(1, 17) })).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Anybody_reads_when_leaders_receive_at_their_place()
    {
        using var officer = await Officer.AtAsync(hejie, hejie.Post("court", "大理市", Role.Lead));
        var page = await officer.OpenAsync("/reception-days/new");
        foreach (var (field, value, told) in new[] { ("office", "13812345678", "不写号码"), ("until", Wall(2, 9), "在同一天"), ("from", Wall(-1, 9), "已经过去") })
        {
            var answers = new Dictionary<string, string> { ["from"] = Wall(1, 9), ["until"] = Wall(1, 12), ["where"] = "诉讼服务中心", ["office"] = "大理市人民法院副院长", [field] = value };
            using var wrong = await officer.SendAsync(page, "form.door", [.. answers.Select(answer => (answer.Key, answer.Value))]);
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var done = await officer.SendAsync(page, "form.door", ("from", Wall(1, 9)), ("until", Wall(1, 12)), ("where", "诉讼服务中心一楼"), ("office", "大理市人民法院副院长"));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(done)).Find("main")?.TextContent);

        using var resident = new Officer(hejie);
        var shown = await resident.OpenAsync("/reception-days?place=" + hejie.Place("喜洲村").Code);
        shown.Text.ShouldContain("诉讼服务中心一楼");
        shown.Text.ShouldContain("9:00–12:00");
        (await resident.OpenAsync("/reception-days")).Text.ShouldContain("诉讼服务中心一楼");
        (await resident.OpenAsync("/reception-days?place=" + hejie.Place("宾川县").Code)).Text.ShouldNotContain("诉讼服务中心一楼");
        using var anyone = new ApiClient(hejie);
        var listed = (await anyone.GetAsync("reception-days?place=532901")).Body.GetProperty("days");
        listed.GetArrayLength().ShouldBe(1);
        (await anyone.GetAsync("reception-days?place=000")).Errors.ShouldBe(["place field.place"]);

        // Called off by who announced it, and over when it is over.
        using var court = await anyone.SignInAsync(hejie.Post("court", "大理市", Role.Lead));
        using var other = await anyone.SignInAsync(hejie.Post("service-centre", "大理市", Role.Lead));
        var path = $"counties/532901/reception-days/{listed[0].GetProperty("id").GetString()}/cancel";
        (await other.PostAsync(path, new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await court.PostAsync(path, new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await anyone.GetAsync("reception-days?place=532901")).Body.GetProperty("days").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void A_booking_has_no_place_for_words() =>
        typeof(BookingRow).GetProperties().Where(property => property.PropertyType == typeof(string)).ShouldBeEmpty();

    private Task<Booked> BookAsync(Scope scope, ResourceRow room, DateTimeOffset? from, DateTimeOffset? until, (int, Guid)? matter = null) => hejie.InScopeAsync(services =>
        services.GetRequiredService<BookResource>().RunAsync(scope, room.County, room.Id, from, until, matter, CancellationToken.None));

    private async Task<ResourceRow> RoomAsync(Scope lead) => (await hejie.InScopeAsync(services => services.GetRequiredService<ListResource>().RunAsync(
        lead, new ResourceDraft("room", null, "一号调解室", false, [], [], "工作日", null, 12, true), CancellationToken.None))).ShouldBeOfType<ResourceListed.Done>().Row;

    private DateOnly Today => LegalTime.DateOf(hejie.Time.GetUtcNow());

    private DateTimeOffset At(int days, int hour) => LegalTime.StartOf(Today.AddDays(days)).AddHours(hour);

    private string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", null);

    private string Wall(int days, int hour) => FormattableString.Invariant($"{Day(days)}T{hour:00}:00");
}

public sealed class ResourceStoriesOnSqlite(SqliteInstallation hejie) : ResourceStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ResourceStoriesOnPostgres(PostgresInstallation hejie) : ResourceStories(hejie), IClassFixture<PostgresInstallation>;
