using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class CriminalAppealTests
{
    private static readonly Actor.Staff s_city = At(CityProcuratorate, Role.DutyOfficer), s_lead = At(CityProcuratorate, Role.Lead);

    private static Tale InReview() => Filed("criminal-appeal", parties: 1, about: CityCourt).Then(s_city, "accept").Then(s_city, "open-review");

    [Fact]
    public void A_judgment_is_reviewed_beside_its_court_within_three_months_and_told_within_ten_days()
    {
        var tale = InReview();
        tale.State.Owner.ShouldBe(CityProcuratorate);
        tale.Clock("review").Due.ShouldBe(Day("2026-06-02"));
        tale.Until("2026-05-11").Then(s_city, "conclude").Clock("notice").Due.ShouldBe(Day("2026-05-21"));
        tale.Then(s_city, "decide", ("outcome", "protest")).State.Name.ShouldBe("decided");
    }

    [Fact]
    public void A_complex_case_takes_three_months_more_and_no_longer()
    {
        var tale = InReview().Then(s_lead, "extend");
        tale.Clock("review").Due.ShouldBe(Day("2026-09-02"));
        tale.Refused(s_lead, "extend").ShouldBe("guard.extension-left");
    }

    [Fact]
    public void A_notice_that_does_not_come_is_supervised() =>
        InReview().Then(s_city, "conclude").Days(11).Work("overdue").Body.ShouldBe(Procuratorate);

    [Fact]
    public void What_is_right_is_answered_without_a_review() =>
        Filed("criminal-appeal", parties: 1).Then(s_city, "accept").Then(s_city, "decide", ("outcome", "upheld")).State.Name.ShouldBe("decided");

    [Fact]
    public void A_judgment_that_can_still_be_appealed_is_refused_with_where_to_go() =>
        Filed("criminal-appeal", parties: 1).Then(s_city, "refuse", ("reason", "not-final"), ("remedy", "court")).State.Name.ShouldBe("refused");
}
