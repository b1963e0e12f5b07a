using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Resources;

/// <summary>What a body shares with others.</summary>
public sealed record ListResourceRequest
{
    /// <summary>mediator, lawyer, expert or room.</summary>
    [Required, MaxLength(20)]
    public string? Kind { get; init; }

    /// <summary>The post of the body that it is; absent for a room and for a professional who is named.</summary>
    public int? Post { get; init; }

    /// <summary>What the room or the professional is called; absent for a post.</summary>
    [MaxLength(ListResource.LongestName)]
    public string? Name { get; init; }

    /// <summary>Whether the professional agrees to be listed.</summary>
    public bool Consent { get; init; }

    /// <summary>neighbour, land, family, wages, damage, debt, tourism, environment, medical, minors, property, law.</summary>
    public IReadOnlyList<string>? Skills { get; init; }

    /// <summary>zh 汉语, bai 白语, yi 彝语, lisu 傈僳语, miao 苗语, sign 手语.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>When it can be called.</summary>
    [MaxLength(ListResource.LongestName)]
    public string? Hours { get; init; }

    /// <summary>The office's telephone; the body's where absent.</summary>
    [MaxLength(ListResource.LongestTelephone)]
    public string? Telephone { get; init; }

    /// <summary>Of a room: how many sit in it.</summary>
    public int? Capacity { get; init; }

    /// <summary>Of a room: whether one gets in without a step.</summary>
    public bool StepFree { get; init; }
}

/// <summary>A time that is to be taken, within one day.</summary>
public sealed record BookResourceRequest
{
    /// <summary>From when.</summary>
    [Required]
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, on the same day.</summary>
    [Required]
    public DateTimeOffset? Until { get; init; }

    /// <summary>The county of the matter that it is for, with the matter.</summary>
    public int? MatterCounty { get; init; }

    /// <summary>The matter that it is for, which the post has in scope; absent for none.</summary>
    public Guid? Matter { get; init; }
}

/// <summary>A day on which leaders receive whoever comes.</summary>
public sealed record AnnounceReceptionRequest
{
    /// <summary>From when.</summary>
    [Required]
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, on the same day.</summary>
    [Required]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where one comes to.</summary>
    [Required, MaxLength(ReceptionDays.Longest)]
    public string? Where { get; init; }

    /// <summary>Who receives, by the office.</summary>
    [Required, MaxLength(ReceptionDays.Longest)]
    public string? Office { get; init; }

    /// <summary>Whom to call; the body's telephone where absent.</summary>
    [MaxLength(ListResource.LongestTelephone)]
    public string? Telephone { get; init; }
}

/// <summary><c>/api/v1/resources</c>, bookings and days of reception.</summary>
internal static class ResourcesEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/resources", ListAsync).For(Access.Resources)
            .WithName("findResources").WithSummary("找调解员、律师、专家和调解室 · Find mediators, lawyers, experts and rooms")
            .WithDescription("本辖区的和上面各级单位的，每页 50 条。`kind`、`skill`、`language`、`place` 缩小范围；不按姓名找。 · Those of one's own places and of the bodies above, 50 a page; by kind, skill, language and place, never by name.")
            .Produces<ResourcesBody>().Refuses(400, 401, 403);
        api.MapPost("/resources", AddAsync).For(Access.Listing)
            .WithName("listResource").WithSummary("登记可以共用的人和房间 · List what a body shares")
            .WithDescription("由本单位的值班岗或者负责人登记：本单位的岗位，同意公开的专业人士，或者房间。 · By the duty officer or lead of the body: one of its posts, a professional who agrees, or a room.")
            .Example("""{"kind": "room", "name": "一号调解室", "capacity": 12, "stepFree": true, "hours": "工作日 9:00–17:00"}""")
            .Produces<ResourceBody>(StatusCodes.Status201Created).Refuses(400, 401, 403, 413, 415);
        api.MapGet("/counties/{county:int}/resources/{resource:guid}", ShowAsync).For(Access.Resources)
            .WithName("showResource").WithSummary("一周里什么时候有空 · A resource, and when it is taken in a week")
            .WithDescription("`week` 是那一周里的任何一天。为一件事订的，只有能打开那件事的看得到是哪件；别人只看到已占用。 · `week` is any day of it. What is booked for a matter shows the matter to who has it in scope, and to others only that it is taken.")
            .Produces<ResourceWeekBody>().Refuses(400, 401, 403, 404);
        api.MapPost("/counties/{county:int}/resources/{resource:guid}/end", EndAsync).For(Access.Listing)
            .WithName("endResource").WithSummary("不再共用 · List a resource no more")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
        api.MapPost("/counties/{county:int}/resources/{resource:guid}/bookings", BookAsync).For(Access.Resources)
            .WithName("bookResource").WithSummary("订一段时间 · Book a time")
            .WithDescription("在同一天里，不和别的重叠；已经有人订的是 409 `booking.taken`。一样的再发一次，答复已有的（200）。 · Within one day; 409 `booking.taken` where somebody was first. The same sent again is answered with what there is (200).")
            .Example("""{"from": "2026-03-02T14:00:00+08:00", "until": "2026-03-02T16:00:00+08:00"}""")
            .Produces<BookingBody>(StatusCodes.Status201Created).Produces<BookingBody>().Refuses(400, 401, 403, 404, 409, 413, 415);
        api.MapPost("/counties/{county:int}/bookings/{booking:guid}/cancel", CancelAsync).For(Access.Resources)
            .WithName("cancelBooking").WithSummary("退掉本单位订的 · Give back what the body booked")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
        api.MapGet("/reception-days", DaysAsync).For(Access.Public)
            .WithName("listReceptionDays").WithSummary("公开接访日 · Days on which leaders receive whoever comes")
            .WithDescription("最多 60 个，先到的在前。`place`：这个地方和它上面各级的。 · At most 60, the next first; with `place`, those of that place and of all above it.")
            .Produces<ReceptionDaysBody>().Refuses(400);
        api.MapPost("/reception-days", AnnounceAsync).For(Access.Listing)
            .WithName("announceReception").WithSummary("公布一个接访日 · Announce a day of reception")
            .Example("""{"from": "2026-03-10T09:00:00+08:00", "until": "2026-03-10T12:00:00+08:00", "where": "大理市综治服务中心一楼", "office": "大理市人民法院副院长"}""")
            .Produces<ReceptionDayBody>(StatusCodes.Status201Created).Refuses(400, 401, 403, 413, 415);
        api.MapPost("/counties/{county:int}/reception-days/{day:guid}/cancel", CallOffAsync).For(Access.Listing)
            .WithName("cancelReception").WithSummary("取消一个接访日 · Call off a day of reception")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListAsync(
        string? kind, string? skill, string? language, string? place, string? page, StaffScope staff, ReadResources read, DirectoryHolder directory, IWords words, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!string.IsNullOrEmpty(kind) && ResourceCodes.Find(kind) is null)
            return ApiProblem.Field("kind", "field.choice");
        if (!string.IsNullOrEmpty(skill) && !ResourceCodes.Skills.Contains(skill))
            return ApiProblem.Field("skill", "field.choice");
        if (!string.IsNullOrEmpty(language) && !ResourceCodes.Languages.Contains(language))
            return ApiProblem.Field("language", "field.choice");
        PlaceCode? code = null;
        if (!string.IsNullOrEmpty(place))
        {
            if (!PlaceCode.TryParse(place, out var known) || !directory.Current.IsPlace(known))
                return ApiProblem.Field("place", "field.place");
            code = known;
        }

        if (!Pages.TryRead(page, ReadResources.LastPage, out var number))
            return ApiProblem.Field("page", "field.number", "100");
        var filter = new ResourceFilter(ResourceCodes.Find(kind), string.IsNullOrEmpty(skill) ? null : skill, string.IsNullOrEmpty(language) ? null : language, code, number);
        var (rows, more) = await read.ListAsync(scope, filter, cancel);
        return TypedResults.Ok(new ResourcesBody(number, more, [.. rows.Select(row => ResourceBody.Of(row, directory.Current, words))]));
    }

    private static async Task<IResult> AddAsync(
        JsonBody<ListResourceRequest> body, StaffScope staff, ListResource list, DirectoryHolder directory, IWords words, CancellationToken cancel)
    {
        var (scope, asked) = (await staff.RequireAsync(cancel), body.Value);
        var draft = new ResourceDraft(
            asked.Kind, asked.Post, asked.Name, asked.Consent, asked.Skills ?? [], asked.Languages ?? [], asked.Hours, asked.Telephone, asked.Capacity, asked.StepFree);
        return await list.RunAsync(scope, draft, cancel) switch
        {
            ResourceListed.Done done => TypedResults.Created((string?)null, ResourceBody.Of(done.Row, directory.Current, words)),
            ResourceListed.Invalid invalid => ApiProblem.Fields(invalid.Errors),
            _ => new ApiProblem(StatusCodes.Status403Forbidden, "resource.not-yours"),
        };
    }

    private static async Task<IResult> ShowAsync(
        int county, Guid resource, string? week, StaffScope staff, ReadResources read, DirectoryHolder directory, IWords words, TimeProvider time, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (Weeks.MondayOf(week, LegalTime.DateOf(time.GetUtcNow())) is not { } monday)
            return ApiProblem.Field("week", "field.date");
        if (await read.FindAsync(scope, county, resource, cancel) is not { } row)
            return NotFound();
        var taken = await read.WeekAsync(scope, row, monday, cancel);
        return TypedResults.Ok(new ResourceWeekBody(ResourceBody.Of(row, directory.Current, words), monday, [.. taken.Select(seen => BookingBody.Of(seen, directory.Current))]));
    }

    private static async Task<IResult> EndAsync(int county, Guid resource, StaffScope staff, ListResource list, CancellationToken cancel) =>
        await list.EndAsync(await staff.RequireAsync(cancel), county, resource, cancel) ? TypedResults.NoContent() : NotFound();

    private static async Task<IResult> BookAsync(
        int county, Guid resource, JsonBody<BookResourceRequest> body, StaffScope staff, BookResource book, DirectoryHolder directory, CancellationToken cancel)
    {
        var (scope, asked) = (await staff.RequireAsync(cancel), body.Value);
        if (asked.MatterCounty is null != asked.Matter is null)
            return ApiProblem.Field("matter", "booking.matter");
        (int, Guid)? matter = asked.Matter is { } id ? (asked.MatterCounty!.Value, id) : null;
        return await book.RunAsync(scope, county, resource, asked.From, asked.Until, matter, cancel) switch
        {
            Booked.Done { Before: true } done => TypedResults.Ok(BookingBody.Of(new SeenBooking(done.Row, true, true), directory.Current)),
            Booked.Done done => TypedResults.Created((string?)null, BookingBody.Of(new SeenBooking(done.Row, true, true), directory.Current)),
            Booked.Invalid { Error.Code: "booking.taken" } => new ApiProblem(StatusCodes.Status409Conflict, "booking.taken"),
            Booked.Invalid invalid => ApiProblem.Fields([invalid.Error]),
            _ => NotFound(),
        };
    }

    private static async Task<IResult> CancelAsync(int county, Guid booking, StaffScope staff, BookResource book, CancellationToken cancel) =>
        await book.CancelAsync(await staff.RequireAsync(cancel), county, booking, cancel) ? TypedResults.NoContent() : NotFound();

    private static async Task<IResult> DaysAsync(string? place, ReceptionDays days, DirectoryHolder directory, CancellationToken cancel)
    {
        PlaceCode? code = null;
        if (!string.IsNullOrEmpty(place))
        {
            if (!PlaceCode.TryParse(place, out var known) || !directory.Current.IsPlace(known))
                return ApiProblem.Field("place", "field.place");
            code = known;
        }

        return TypedResults.Ok(new ReceptionDaysBody([.. (await days.ListAsync(code, cancel)).Select(row => ReceptionDayBody.Of(row, directory.Current))]));
    }

    private static async Task<IResult> AnnounceAsync(
        JsonBody<AnnounceReceptionRequest> body, StaffScope staff, ReceptionDays days, DirectoryHolder directory, CancellationToken cancel)
    {
        var (scope, asked) = (await staff.RequireAsync(cancel), body.Value);
        return await days.AnnounceAsync(scope, new ReceptionDraft(asked.From, asked.Until, asked.Where, asked.Office, asked.Telephone), cancel) switch
        {
            ReceptionAnnounced.Done done => TypedResults.Created((string?)null, ReceptionDayBody.Of(done.Row, directory.Current)),
            ReceptionAnnounced.Invalid invalid => ApiProblem.Fields(invalid.Errors),
            _ => new ApiProblem(StatusCodes.Status403Forbidden, "resource.not-yours"),
        };
    }

    private static async Task<IResult> CallOffAsync(int county, Guid day, StaffScope staff, ReceptionDays days, CancellationToken cancel) =>
        await days.CancelAsync(await staff.RequireAsync(cancel), county, day, cancel) ? TypedResults.NoContent() : NotFound();

    private static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "resource.none");
}

/// <summary>Weeks from Monday on.</summary>
internal static class Weeks
{
    /// <summary>The Monday of the week in which a day lies, or today; null where the text is no day that is near.</summary>
    public static DateOnly? MondayOf(string? text, DateOnly today)
    {
        var day = today;
        if (!string.IsNullOrEmpty(text) && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return null;
        return Math.Abs(day.DayNumber - today.DayNumber) > 366 ? null : LegalTime.MondayOf(day);
    }
}

[JsonSerializable(typeof(ListResourceRequest))]
[JsonSerializable(typeof(BookResourceRequest))]
[JsonSerializable(typeof(AnnounceReceptionRequest))]
[JsonSerializable(typeof(ResourcesBody))]
[JsonSerializable(typeof(ResourceWeekBody))]
[JsonSerializable(typeof(ReceptionDaysBody))]
internal sealed partial class ResourcesJson : JsonSerializerContext;
