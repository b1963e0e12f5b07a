using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class AdministrativeMediationTests
{
    private static readonly Actor.Staff s_desk = At(JusticeOffice, Role.DutyOfficer), s_mediator = At(JusticeOffice, Role.Mediator);

    private static Tale Mediating() => Filed("administrative-mediation").Then(s_desk, "accept", ("summary", "宅基地界线"));

    [Fact]
    public void The_department_in_charge_mediates_and_follows_the_performance()
    {
        var tale = Filed("administrative-mediation");
        tale.State.Owner.ShouldBe(JusticeOffice);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-09"));
        tale.Then(s_desk, "transfer", ("body", $"{CityLand}")).State.Owner.ShouldBe(CityLand);
        var (desk, mediator) = (At(CityLand, Role.DutyOfficer), At(CityLand, Role.Mediator));
        tale.Then(desk, "accept", ("summary", "宅基地界线")).Clock("mediation").Due.ShouldBe(Day("2026-04-01"));
        tale.Then(mediator, "write-agreement").Then(Filer, "sign").Then(Neighbour, "sign").Then(mediator, "sign-mediator").Then(desk, "seal");
        tale.State.Name.ShouldBe("performing");
        tale.State.Clock("confirmation").ShouldBeNull();
        tale.Then(mediator, "record-performance", ("extent", "full")).Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void A_refusal_names_where_to_go() =>
        Filed("administrative-mediation").Then(s_desk, "refuse", ("reason", "declined"), ("remedy", "court")).State.Name.ShouldBe("refused");

    [Fact]
    public void Who_completes_late_loses_nothing()
    {
        var tale = Filed("administrative-mediation").Days(1).Then(s_desk, "ask-completion").Days(16);
        tale.State.Name.ShouldBe("received");
        tale.Then(s_desk, "accept", ("summary", "噪声")).State.Name.ShouldBe("mediating");
    }

    [Fact]
    public void What_is_not_accepted_in_five_working_days_is_supervised_and_the_talks_last_as_long_as_both_agree()
    {
        Filed("administrative-mediation").Until("2026-03-10").Work("overdue").Body.ShouldBe(CityBureau);
        Mediating().Days(20).Then(s_mediator, "talk-on").Clock("mediation").Due.ShouldBe(Day("2026-05-01"));
    }
}
