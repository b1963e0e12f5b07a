using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class PetitionReexaminationTests
{
    private static readonly Actor.Staff s_office = At(PetitionOffice, Role.DutyOfficer);

    private static Tale Looking() => Filed("petition-reexamination", parties: 1, about: CityWelfare).Then(s_office, "accept", ("summary", "低保复核"));

    [Fact]
    public void The_petition_ends_with_the_re_examination_and_the_law_stays_open()
    {
        var tale = Looking();
        tale.Clock("deciding").Due.ShouldBe(Day("2026-04-01"));
        tale.Days(25).Then(s_office, "decide", ("opinion", "upheld"), ("text", "维持"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("decided"), state => state.Work.ShouldBeEmpty());
        tale.Procedure.States["decided"].Next!.Zh.ShouldContain("12348");
    }

    [Fact]
    public void The_time_of_a_hearing_is_not_counted()
    {
        var tale = Looking().Days(8).Then(s_office, "hold-hearing");
        tale.Clock("deciding").Status.ShouldBe(ClockStatus.Paused);
        tale.Clock("hearing").Due.ShouldBe(Day("2026-03-30"));
        tale.Days(10).Then(s_office, "hearing-held");
        tale.State.Name.ShouldBe("looking");
        tale.Clock("deciding").ShouldSatisfyAllConditions(clock => clock.Status.ShouldBe(ClockStatus.Running), clock => clock.Due.ShouldBe(Day("2026-04-11")));
        tale.Refused(s_office, "hold-hearing").ShouldBe("guard.once");
    }

    [Fact]
    public void A_hearing_that_is_not_held_is_supervised() =>
        Looking().Then(s_office, "hold-hearing").Days(21).Work("overdue").Body.ShouldBe(Centre);

    [Fact]
    public void What_the_prefecture_reviewed_is_for_the_province() =>
        Filed("petition-reexamination", parties: 1, about: PetitionOffice).Then(At(Centre, Role.DutyOfficer), "refuse", ("reason", "no-opinion"), ("remedy", "province"))
            .State.Name.ShouldBe("refused");
}
