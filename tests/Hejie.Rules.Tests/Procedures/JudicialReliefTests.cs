using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class JudicialReliefTests
{
    private static readonly Actor.Staff s_city = At(CityProcuratorate, Role.DutyOfficer), s_lead = At(CityProcuratorate, Role.Lead);

    [Fact]
    public void Relief_is_proposed_and_approved_in_ten_working_days_each_and_paid()
    {
        var tale = Filed("judicial-relief", parties: 1);
        tale.Clock("opinion").Due.ShouldBe(Day("2026-03-16"));
        tale.Then(s_city, "give-opinion", ("opinion", "grant")).Clock("approval").Due.ShouldBe(Day("2026-03-16"));
        tale.Then(s_lead, "approve", ("amount", "20000")).Clock("payment").Due.ShouldBe(Day("2026-04-01"));
        tale.Then(s_city, "report").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void Money_that_did_not_arrive_is_not_paid()
    {
        var tale = Filed("judicial-relief", parties: 1).Then(s_city, "give-opinion").Then(s_lead, "approve", ("amount", "20000")).Then(s_city, "report").Then(Filer, "not-solved");
        tale.State.Name.ShouldBe("paying");
        tale.Work("supervise").Body.ShouldBe(Procuratorate);
    }

    [Fact]
    public void Only_the_head_decides_against_relief_and_names_what_else_there_is()
    {
        var tale = Filed("judicial-relief", parties: 1).Then(s_city, "give-opinion", ("opinion", "none"));
        tale.Refused(s_city, "decide").ShouldBe("move.actor");
        tale.Then(s_lead, "decide", ("reason", "paid"));
        tale.Procedure.States[tale.State.Name].Next!.Zh.ShouldContain("12345");
    }

    [Fact]
    public void An_opinion_that_does_not_come_is_supervised() =>
        Filed("judicial-relief", parties: 1).Until("2026-03-17").Work("overdue").Body.ShouldBe(Procuratorate);
}
