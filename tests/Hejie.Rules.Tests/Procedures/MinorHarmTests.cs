using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class MinorHarmTests
{
    private static readonly Actor.Staff s_station = At(Station, Role.Liaison), s_lead = At(Station, Role.Lead),
        s_welfare = At(CityWelfare, Role.Liaison), s_reviewer = At(CityProcuratorate, Role.Liaison);

    private static Tale Reported() => Filed("minor-harm", parties: 1);

    private static Tale Looked() => Reported().Then(s_station, "acknowledge").Then(s_welfare, "second-acknowledge").Then(s_reviewer, "review");

    [Fact]
    public void Two_bodies_are_called_at_once_and_a_third_reviews_within_a_day()
    {
        var tale = Reported();
        tale.State.Owner.ShouldBe(Station);
        tale.Work("second-acknowledge").Body.ShouldBe(CityWelfare);
        tale.Work("second-review").Body.ShouldBe(CityProcuratorate);
        tale.Clock("second-review").Due.ShouldBe(Day("2026-03-03"));
    }

    [Fact]
    public void Rescue_waits_for_nobody()
    {
        var tale = Reported().Then(s_station, "acknowledge").Then(s_station, "protect").Then(s_station, "take-case", ("as", "criminal"));
        tale.State.Name.ShouldBe("handling");
        tale.Clock("feedback").Due.ShouldBe(Day("2026-03-05"));
    }

    [Fact]
    public void The_family_is_told_within_five_working_days_or_later_where_the_head_says_why()
    {
        var tale = Reported().Then(s_station, "acknowledge");
        tale.Clock("family").Due.ShouldBe(Day("2026-03-09"));
        tale.Work("family").Due.ShouldBe(tale.Clock("family").Ends);
        tale.Open(s_station).ShouldNotContain("defer-family");
        tale.Then(s_lead, "defer-family").Clock("family").Due.ShouldBe(Day("2026-03-16"));
        tale.Refused(s_lead, "defer-family").ShouldBe("guard.extension-left");
        tale.Then(s_station, "tell-family").Clock("family").IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void It_does_not_end_before_both_have_acknowledged_a_second_has_reviewed_and_the_family_was_heard()
    {
        var tale = Reported().Then(s_station, "acknowledge").Then(s_station, "take-case");
        foreach (var (actor, move) in new[] { (s_welfare, "second-acknowledge"), (s_reviewer, "review"), (s_station, "tell-family") })
        {
            tale.Refused(s_lead, "decide").ShouldBe("guard.none-open");
            tale.Refused(s_lead, "close-unfounded").ShouldBe("guard.none-open");
            tale.Then(actor, move);
        }

        tale.Then(s_lead, "decide", ("outcome", "cared")).State.Name.ShouldBe("decided");
    }

    [Fact]
    public void One_body_cannot_acknowledge_for_the_other()
    {
        var tale = Reported();
        tale.Refused(s_welfare, "acknowledge").ShouldBe("move.actor");
        tale.Refused(s_station, "second-acknowledge").ShouldBe("move.actor");
        tale.Refused(s_station, "review").ShouldBe("move.actor");
    }

    [Fact]
    public void No_ordinary_role_of_a_desk_is_among_those_it_is_open_to() =>
        Shipped.Find("minor-harm")!.OpenTo.Order().ShouldBe([Role.Liaison, Role.Lead]);

    [Fact]
    public void What_nobody_acknowledges_is_pressed_for_above()
    {
        var tale = Reported().Days(1);
        tale.State.Work.ShouldContain(work => work.Kind == "overdue" && work.Body == CityPolice);
    }

    [Fact]
    public void Unfounded_ends_in_notice_to_both_sides_sealing_and_erasure()
    {
        var tale = Looked().Then(s_station, "tell-family").Then(s_lead, "close-unfounded", ("reason", "mistaken"));
        var end = tale.Procedure.States[tale.State.Name];
        end.ShouldSatisfyAllConditions(state => state.Ending.ShouldBe(Ending.Decided), state => state.Erases.ShouldBeTrue());
        end.Next!.Zh.ShouldContain("封存");
    }

    [Fact]
    public void Every_kind_cites_its_article_and_none_is_about_what_a_family_is()
    {
        foreach (var kind in Shipped.Find("minor-harm")!.Kinds)
            kind.Label.Zh.ShouldContain("（意见 4（");
    }

    [Fact]
    public void Nobody_takes_a_report_of_harm_back() =>
        Reported().Open(Filer).ShouldBe(["add-information"]);
}
