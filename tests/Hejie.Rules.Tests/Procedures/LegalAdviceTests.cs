using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class LegalAdviceTests
{
    private static readonly Actor.Staff s_office = At(JusticeOffice, Role.DutyOfficer);

    [Fact]
    public void A_question_is_answered_within_three_working_days()
    {
        var tale = Filed("legal-advice", parties: 1);
        tale.State.Owner.ShouldBe(JusticeOffice);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-05"));
        tale.Then(s_office, "advise").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void An_answer_that_is_not_clear_is_given_again()
    {
        var tale = Filed("legal-advice", parties: 1).Then(s_office, "advise").Days(1).Then(Filer, "not-solved");
        tale.State.Name.ShouldBe("received");
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-06"));
        tale.Work("supervise").Body.ShouldBe(CityBureau);
    }

    [Fact]
    public void A_question_left_unanswered_is_supervised() =>
        Filed("legal-advice", parties: 1).Days(4).Work("overdue").Body.ShouldBe(CityBureau);
}
