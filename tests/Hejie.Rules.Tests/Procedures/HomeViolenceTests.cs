using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class HomeViolenceTests
{
    private static readonly Actor.Staff s_station = At(Station, Role.Liaison), s_lead = At(Station, Role.Lead), s_welfare = At(CityWelfare, Role.Liaison);

    private static Tale Answered() => Filed("home-violence", parties: 1).Then(s_station, "acknowledge");

    [Fact]
    public void It_is_answered_within_the_hour_or_the_level_above_is_called()
    {
        var tale = Filed("home-violence", parties: 1);
        tale.State.Owner.ShouldBe(Station);
        (tale.Clock("acknowledge").Ends - Hejie.Rules.Time.LegalTime.Micros(tale.Now)).ShouldBe(3_600_000_000L);
        tale.Days(1).Work("overdue").Body.ShouldBe(CityPolice);
        tale.Work("overdue").Role.ShouldBe(Role.Liaison);
    }

    [Fact]
    public void Only_those_named_for_it_can_do_anything_with_it()
    {
        Shipped.Find("home-violence")!.OpenTo.Order().ShouldBe([Role.Liaison, Role.Lead]);
        foreach (var tale in new[] { Filed("home-violence", parties: 1), Answered(), Answered().Then(s_station, "ask-shelter"), Answered().Then(Filer, "withdraw") })
        {
            Everyone.Where(staff => staff.Role is not (Role.Liaison or Role.Lead)).SelectMany(tale.Open).ShouldBeEmpty();
            tale.State.Work.ShouldAllBe(work => work.Role == Role.Liaison || work.Role == Role.Lead);
        }
    }

    [Fact]
    public void How_to_reach_somebody_safely_is_asked_before_all_and_nobody_else_is_asked_in()
    {
        var asked = Shipped.Find("home-violence")!.Intake;
        asked.ShouldContain(field => field.Name == "reach" && field.Required);
        asked.ShouldNotContain(field => field.Type == FieldType.People);
        Shipped.Find("home-violence")!.Moves.Values.ShouldAllBe(move => !move.InvitesParties);
    }

    [Fact]
    public void Another_body_is_called_only_with_the_will_of_who_asked()
    {
        var tale = Answered();
        tale.Open(s_welfare).ShouldBeEmpty();
        tale.Procedure.Moves["ask-shelter"].Form.ShouldContain(field => field.Name == "wish" && field.Required);
        tale.Then(s_station, "ask-shelter", ("wish", "wants")).Work("shelter").Body.ShouldBe(CityWelfare);
        tale.Refused(s_lead, "close-unfounded").ShouldBe("guard.none-open");
        tale.Then(s_welfare, "shelter").Clock("shelter").IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Whether_one_is_safe_only_who_asked_can_say()
    {
        var tale = Answered();
        tale.Refused(s_station, "report").ShouldBe("guard.none-open");
        tale.Then(s_station, "tell-and-hear").Then(s_station, "report").State.Name.ShouldBe("ended");
        Everyone.SelectMany(tale.Open).ShouldNotContain("solved");
        tale.Then(Filer, "not-solved").State.Name.ShouldBe("protecting");
        tale.Clock("follow").IsOpen.ShouldBeTrue();
        tale.Work("supervise").Body.ShouldBe(CityPolice);
        tale.Then(s_station, "report").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void The_other_side_is_told_within_five_working_days_or_later_where_the_head_says_why()
    {
        var tale = Answered();
        tale.Clock("hear").Due.ShouldBe(Day("2026-03-09"));
        tale.Open(s_station).ShouldNotContain("defer-hearing");
        tale.Then(s_lead, "defer-hearing").Clock("hear").Due.ShouldBe(Day("2026-03-16"));
        tale.Refused(s_lead, "defer-hearing").ShouldBe("guard.extension-left");
    }

    [Fact]
    public void What_was_unfounded_is_sealed_and_erased_and_the_head_alone_says_so_once_the_other_was_heard()
    {
        var tale = Answered().Then(s_station, "tell-and-hear");
        tale.Open(s_station).ShouldNotContain("close-unfounded");
        tale.Then(s_lead, "close-unfounded", ("reason", "mistaken"));
        tale.Procedure.States[tale.State.Name].Erases.ShouldBeTrue();
    }

    [Fact]
    public void A_withdrawal_can_be_taken_back_and_is_never_asked_to_be_explained()
    {
        var tale = Answered().Then(Filer, "withdraw");
        tale.Procedure.Moves["withdraw"].Form.ShouldAllBe(field => !field.Required);
        tale.Then(Filer, "take-back").State.Name.ShouldBe("protecting");
    }
}
