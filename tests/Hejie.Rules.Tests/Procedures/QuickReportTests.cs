using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>A danger reaches four levels at once; each acknowledges, one leads, it closes with a report.</summary>
public sealed class QuickReportTests
{
    private static readonly int[] s_four = [VillageCentre, TownCentre, CityCentre, Centre];

    private static readonly Actor.Staff s_village = At(VillageCentre, Role.DutyOfficer), s_town = At(TownCentre, Role.DutyOfficer),
        s_city = At(CityCentre, Role.DutyOfficer), s_top = At(Centre, Role.DutyOfficer);

    private static Tale Reported(Hejie.Rules.Places.PlaceCode? place = null) => Filed("quick-report", parties: 1, place: place);

    private static IEnumerable<int> Waits(Tale tale, string work) => tale.State.Work.Where(item => item.Kind == work).Select(item => item.Body);

    [Fact]
    public void Filed_it_waits_on_four_levels_until_a_quarter_of_an_hour_later()
    {
        var tale = Reported();
        Waits(tale, "acknowledge").ShouldBe(s_four, ignoreOrder: true);
        tale.State.Owner.ShouldBe(VillageCentre);
        tale.Clock("acknowledgement").Ends.ShouldBe(Hejie.Rules.Time.LegalTime.Micros(tale.Now.AddMinutes(15)));
        tale.State.Work.Where(item => item.Kind == "acknowledge").ShouldAllBe(item => item.Due == tale.Clock("acknowledgement").Ends);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_a_larger_place_it_waits_on_each_level_once(int level)
    {
        var tale = Reported(new[] { Village, Xizhou, City, Whole }[level]);
        Waits(tale, "acknowledge").ShouldBe(s_four[level..], ignoreOrder: true);
        tale.State.Work.Where(item => item.Kind == "acknowledge").ShouldAllBe(item => item.Due == tale.Clock("acknowledgement").Ends);
    }

    [Fact]
    public void Who_acknowledges_follows_it_and_nobody_does_it_for_another()
    {
        var tale = Reported().Then(s_city, "acknowledge");
        Waits(tale, "acknowledge").ShouldBe([VillageCentre, TownCentre, Centre], ignoreOrder: true);
        Waits(tale, "follow").ShouldBe([CityCentre]);
        tale.Clock("acknowledgement").IsOpen.ShouldBeFalse();
        tale.Open(s_city).ShouldNotContain("acknowledge");
        tale.Refused(s_city, "acknowledge").ShouldBe("move.actor");
        tale.Refused(At(CityPolice, Role.DutyOfficer), "acknowledge").ShouldBe("move.actor");
    }

    [Fact]
    public void A_called_body_takes_the_lead_and_who_had_it_follows()
    {
        var tale = Reported().Then(s_village, "acknowledge").Then(s_town, "take-lead");
        tale.State.Owner.ShouldBe(TownCentre);
        tale.State.Name.ShouldBe("led");
        tale.Work("handle").Body.ShouldBe(TownCentre);
        Waits(tale, "follow").ShouldBe([VillageCentre]);
        Waits(tale, "acknowledge").ShouldBe([CityCentre, Centre], ignoreOrder: true);
        tale.State.Hops.ShouldBe(0);

        tale.Then(s_city, "take-over");
        tale.State.Owner.ShouldBe(CityCentre);
        Waits(tale, "follow").ShouldBe([VillageCentre, TownCentre], ignoreOrder: true);
        tale.Then(s_village, "take-over").State.Owner.ShouldBe(VillageCentre);
    }

    [Fact]
    public void Who_has_it_leads_by_a_move_of_its_own_and_does_not_take_what_it_has()
    {
        var tale = Reported();
        tale.Open(s_village).ShouldContain("lead");
        tale.Open(s_village).ShouldNotContain("take-lead");
        tale.Refused(s_village, "take-lead").ShouldBe("move.same-body");
        tale.Then(s_village, "lead").State.Owner.ShouldBe(VillageCentre);
        tale.State.Work.ShouldNotContain(item => item.Body == VillageCentre && item.Kind == "acknowledge");
        tale.Open(s_top).ShouldContain("take-over");
    }

    [Fact]
    public void What_nobody_acknowledges_is_pressed_for_above() => Reported().Days(1).Work("overdue").Body.ShouldBe(TownCentre);

    [Fact]
    public void All_who_were_called_write_how_it_stands_and_who_leads_closes_it_with_a_report()
    {
        var tale = Reported().Then(s_top, "update").Then(s_town, "take-lead").Then(s_village, "update");
        tale.Refused(s_village, "close").ShouldBe("move.actor");
        tale.Then(s_town, "close", ("outcome", "over")).State.Name.ShouldBe("closed");
        tale.State.Work.ShouldBeEmpty();
        tale.Procedure.States["closed"].Ending.ShouldBe(Ending.Decided);
    }

    [Fact]
    public void Who_reported_adds_a_line_and_takes_nothing_back() => Reported().Open(Filer).ShouldBe(["add-information"]);

    [Fact]
    public void Its_text_is_kept_for_thirty_days_from_its_filing()
    {
        var keeps = Shipped.Find("quick-report")!.Keeps!;
        var filed = new DateOnly(2026, 2, 2);
        keeps.Until(filed, null, erases: false).ShouldBe(new DateOnly(2026, 3, 4));
        keeps.Until(filed, filed.AddDays(20), erases: false).ShouldBe(new DateOnly(2026, 3, 4));
        Shipped.Find("incident")!.Keeps!.Until(filed, null, erases: false).ShouldBeNull();
    }
}
