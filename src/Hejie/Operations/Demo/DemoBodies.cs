using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Resources;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>Who answers for what around 喜洲, a desk that is away with a substitute and one without, and what bodies share: mediators who speak Bai and Yi, a lawyer, rooms, days of reception.</summary>
internal sealed class DemoBodies
{
    private readonly IServiceProvider _services;
    private readonly DirectoryHolder _holder;
    private readonly Catalogue _catalogue;
    private readonly DateOnly _today;
    private readonly CancellationToken _cancel;

    private DemoBodies(IServiceProvider services, DirectoryHolder holder, Catalogue catalogue, CancellationToken cancel)
    {
        (_services, _holder, _catalogue, _cancel) = (services, holder, catalogue, cancel);
        _today = LegalTime.DateOf(services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    public static async Task RunAsync(IServiceProvider services, DirectoryHolder holder, Catalogue catalogue, CancellationToken cancel)
    {
        var demo = new DemoBodies(services, holder, catalogue, cancel);
        await demo.CellsAsync();
        await demo.ResponsibilitiesAsync();
        await demo.LeavesAsync();
        await demo.ReceptionAsync();
        await demo.ResourcesAsync();
    }

    private async Task CellsAsync()
    {
        var keeper = Post(BodyKinds.ServiceCentre, PlaceLevel.Village, "喜洲村", Role.DutyOfficer);
        var village = keeper.Body.Place;
        await _services.GetRequiredService<SetHouseholds>().RunAsync(village, village, 486, _cancel);
        var add = _services.GetRequiredService<AddCell>();
        foreach (var draft in new[] { new CellDraft("四方街网格", 168, "四方街、市上街"), new CellDraft("城北网格", 142, "城北、染衣巷") })
            Hold(await add.RunAsync(keeper, village, draft, _cancel) is CellAdded.Done or CellAdded.There);
    }

    private async Task ResponsibilitiesAsync()
    {
        var set = _services.GetRequiredService<SetResponsibility>();
        async Task SayAsync(Scope by, ResponsibilityDraft draft) => Hold(await set.RunAsync(by, by.Body.Id, draft, _cancel) is ResponsibilitySet.Done);

        var lead = Post(BodyKinds.ServiceCentre, PlaceLevel.Township, "喜洲镇", Role.Lead);
        var duty = Post(BodyKinds.ServiceCentre, PlaceLevel.Township, "喜洲镇", Role.DutyOfficer);
        foreach (var name in new[] { "喜洲村", "周城村", "庆洞村" })
            await SayAsync(lead, new ResponsibilityDraft(Code(PlaceLevel.Village, name), "area-lead", lead.Post.Id, null, duty.Post.Id, _today.AddDays(-30), null));
        await SayAsync(lead, new ResponsibilityDraft(Code(PlaceLevel.Village, "周城村"), "officer", duty.Post.Id, null, null, _today.AddDays(-30), _today.AddDays(150)));
        var village = Post(BodyKinds.ServiceCentre, PlaceLevel.Village, "喜洲村", Role.DutyOfficer);
        foreach (var cell in _holder.Current.Within(village.Body.Place).Take(1))
            await SayAsync(village, new ResponsibilityDraft(cell.Code.ToString(), "branch", null, "喜洲村第一党支部", null, _today.AddDays(-30), null));
    }

    private async Task LeavesAsync()
    {
        var leave = _services.GetRequiredService<SetLeave>();
        var (duty, lead) = (Post(BodyKinds.MediationCommittee, PlaceLevel.Township, "喜洲镇", Role.DutyOfficer), Post(BodyKinds.MediationCommittee, PlaceLevel.Township, "喜洲镇", Role.Lead));
        Hold(await leave.RunAsync(lead, duty.Post.Id, lead.Post.Id, _today.AddDays(-1), _today.AddDays(6), _cancel) is LeaveSet.Done);
        var alone = Post(BodyKinds.MediationCommittee, PlaceLevel.Village, "周城村", Role.DutyOfficer);
        Hold(await leave.RunAsync(alone, alone.Post.Id, null, _today, _today.AddDays(4), _cancel) is LeaveSet.Done);
    }

    private async Task ReceptionAsync()
    {
        var days = _services.GetRequiredService<ReceptionDays>();
        foreach (var (kind, level, place, after, where, office) in new[]
        {
            (BodyKinds.ServiceCentre, PlaceLevel.Township, "喜洲镇", 3, "喜洲镇综治服务中心一楼", "喜洲镇镇长"),
            ("court", PlaceLevel.County, "大理市", 6, "大理市人民法院诉讼服务中心", "大理市人民法院副院长"),
            (BodyKinds.PetitionOffice, PlaceLevel.Prefecture, "大理白族自治州", 10, "州信访局接待大厅", "大理州副州长"),
        })
        {
            Hold(await days.AnnounceAsync(Post(kind, level, place, Role.Lead), new ReceptionDraft(At(after, 9), At(after, 12), where, office, null), _cancel) is ReceptionAnnounced.Done);
        }
    }

    /// <summary>Last, since by these it is seen that all was made.</summary>
    private async Task ResourcesAsync()
    {
        var list = _services.GetRequiredService<ListResource>();
        async Task<ResourceRow> ListAsync(Scope by, ResourceDraft draft) =>
            await list.RunAsync(by, draft, _cancel) is ResourceListed.Done done ? done.Row : throw new InvalidOperationException("A resource of the demonstration was refused.");

        foreach (var (place, language, skills) in new[] { ("喜洲镇", "bai", new[] { "neighbour", "family" }), ("太邑彝族乡", "yi", ["land", "family"]), ("双廊镇", "bai", ["tourism", "debt"]) })
        {
            var lead = Post(BodyKinds.MediationCommittee, PlaceLevel.Township, place, Role.Lead);
            var mediator = _holder.Current.PostsOf(lead.Body.Id).First(post => post.Role == Role.Mediator);
            await ListAsync(lead, new ResourceDraft("mediator", mediator.Id, null, false, skills, ["zh", language], "每天 9:00–17:00", null, null, false));
        }

        var justice = Post("justice-bureau", PlaceLevel.County, "大理市", Role.Lead);
        await ListAsync(justice, new ResourceDraft("lawyer", null, DemoPeople.Name(new DemoRandom(DemoMatters.Seed)) + "律师", true, ["law", "wages"], ["zh", "bai"], "周二、周四下午", null, null, false));
        await ListAsync(Post("natural-resources", PlaceLevel.County, "大理市", Role.Lead), new ResourceDraft("expert", null, "宅基地勘界测量组", true, ["land", "neighbour"], ["zh"], "提前两天约", null, null, false));
        await ListAsync(Post(BodyKinds.ServiceCentre, PlaceLevel.County, "大理市", Role.Lead), new ResourceDraft("room", null, "多方调解室", false, [], [], "工作日 9:00–17:00", null, 30, true));
        var centre = Post(BodyKinds.ServiceCentre, PlaceLevel.Township, "喜洲镇", Role.Lead);
        var room = await ListAsync(centre, new ResourceDraft("room", null, "一号调解室", false, [], [], "工作日 9:00–17:00", null, 10, true));
        var book = _services.GetRequiredService<BookResource>();
        foreach (var (after, hour) in new[] { (1, 9), (1, 14), (2, 10) })
            Hold(await book.RunAsync(centre, room.County, room.Id, At(after, hour), At(after, hour + 2), null, _cancel) is Booked.Done);
    }

    private Scope Post(string kind, PlaceLevel level, string place, Role role) => StaffScope.Of(
        _holder.Current, _catalogue, 0, DemoStaff.PostOf(new DemoAccount("", kind, level, place, role, place), _holder.Current))!;

    private string Code(PlaceLevel level, string name) => _holder.Current.Named(name, 20).First(place => place.Code.Level == level && place.Name == name).Code.ToString();

    private DateTimeOffset At(int days, int hour) => LegalTime.StartOf(_today.AddDays(days)).AddHours(hour);

    private static void Hold(bool done)
    {
        if (!done)
            throw new InvalidOperationException("What the demonstration says of its bodies was refused.");
    }
}
