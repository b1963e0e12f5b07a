using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class HelpRequestTests
{
    private static readonly Actor.Staff s_office = At(JusticeOffice, Role.DutyOfficer);

    private static Tale Helped() => Filed("help-request", parties: 1).Then(s_office, "contact");

    [Fact]
    public void Help_begins_with_a_request_and_ends_when_who_asked_says_so()
    {
        var tale = Filed("help-request", parties: 1);
        tale.Clock("contact").Due.ShouldBe(Day("2026-03-05"));
        tale.Then(s_office, "contact").Clock("follow").Due.ShouldBe(Day("2026-05-31"));
        tale.Days(5).Then(Filer, "enough").State.Name.ShouldBe("solved");
        tale.State.Work.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_can_ask_for_another_or_go_on_against_their_will()
    {
        Shipped.Find("help-request")!.Intake.ShouldContain(field => field.Name == "own" && field.Required);
        var tale = Helped().Then(Filer, "enough");
        Prefecture.Everyone.SelectMany(staff => tale.Open(staff)).ShouldBeEmpty();
    }

    [Fact]
    public void A_request_that_nobody_answers_is_supervised() =>
        Filed("help-request", parties: 1).Days(4).Work("overdue").Body.ShouldBe(CityBureau);

    [Fact]
    public void Help_that_is_done_is_for_who_asked_to_call_enough()
    {
        Helped().Then(s_office, "report").Then(Filer, "not-solved").State.Name.ShouldBe("helping");
        Helped().Then(s_office, "report").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }
}
