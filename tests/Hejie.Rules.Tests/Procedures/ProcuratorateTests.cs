using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>What comes to the procuratorate: accusations, appeals, reports, queries, and lawyers who are obstructed.</summary>
public sealed class ProcuratorateTests
{
    private static readonly Actor.Staff s_city = At(CityProcuratorate, Role.DutyOfficer), s_above = At(Procuratorate, Role.DutyOfficer);

    [Fact]
    public void An_accusation_of_the_police_goes_to_the_procuratorate_of_the_same_level_and_is_answered_in_writing()
    {
        var tale = Filed("procuratorate-accusation", parties: 1, about: CityPolice);
        tale.State.Owner.ShouldBe(CityProcuratorate);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-09"));
        tale.Clock("progress").Due.ShouldBe(Day("2026-06-02"));
        tale.Then(s_city, "accept").Days(30).Then(s_city, "decide", ("outcome", "corrected")).State.Name.ShouldBe("decided");
    }

    [Fact]
    public void An_accusation_of_the_procuratorate_itself_goes_one_level_up() =>
        Filed("procuratorate-accusation", parties: 1, about: CityProcuratorate).State.Owner.ShouldBe(Procuratorate);

    [Fact]
    public void Complete_papers_begin_the_seven_days_anew()
    {
        var tale = Filed("procuratorate-accusation", parties: 1).Days(2).Then(s_city, "ask-completion").Days(5).Then(Filer, "complete");
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-16"));
    }

    [Fact]
    public void Without_a_result_in_three_months_word_comes_every_month()
    {
        var tale = Filed("procuratorate-accusation", parties: 1).Then(s_city, "accept").Until("2026-05-20").Then(s_city, "tell-progress");
        tale.Clock("monthly").Due.ShouldBe(Day("2026-06-20"));
        tale.Until("2026-06-20").Then(s_city, "tell-progress").Clock("monthly").Due.ShouldBe(Day("2026-07-20"));
        tale.Until("2026-07-21").Work("overdue").Body.ShouldBe(Procuratorate);
    }

    [Fact]
    public void Asked_too_early_it_is_refused_with_where_to_go() =>
        Filed("procuratorate-accusation", parties: 1).Then(s_city, "refuse", ("reason", "body-first"), ("remedy", "police")).State.Name.ShouldBe("refused");

    [Fact]
    public void A_report_that_is_another_organs_is_handed_over_and_told()
    {
        var tale = Filed("procuratorate-report", parties: 1).Then(s_city, "hand-over", ("organ", "supervision"));
        tale.Procedure.States[tale.State.Name].Ending.ShouldBe(Ending.Decided);
    }

    [Fact]
    public void An_appeal_against_non_prosecution_is_reviewed_one_level_up_within_three_months_or_six()
    {
        var tale = Filed("procuratorate-appeal", parties: 1, about: CityProcuratorate);
        tale.State.Owner.ShouldBe(Procuratorate);
        tale.Then(s_above, "open-review").Clock("review").Due.ShouldBe(Day("2026-06-02"));
        tale.Until("2026-05-30").Then(At(Procuratorate, Role.Lead), "extend").Clock("review").Due.ShouldBe(Day("2026-09-02"));
        tale.Refused(At(Procuratorate, Role.Lead), "extend").ShouldBe("guard.extension-left");
        tale.Then(s_above, "decide", ("outcome", "prosecuted")).State.Name.ShouldBe("decided");
    }

    [Fact]
    public void A_query_is_answered_within_three_working_days_and_asked_again()
    {
        var tale = Filed("procuratorate-query", parties: 1);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-05"));
        tale.Then(s_city, "reply").Then(Filer, "not-solved").State.Name.ShouldBe("received");
        tale.Then(s_city, "reply").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void A_query_by_a_stranger_to_the_case_is_refused() =>
        Filed("procuratorate-query", parties: 1).Then(s_city, "refuse", ("reason", "standing"), ("remedy", "party")).State.Name.ShouldBe("refused");

    [Fact]
    public void A_lawyer_who_is_obstructed_is_answered_within_ten_days_of_the_complaint()
    {
        var tale = Filed("procuratorate-obstruction", parties: 1, about: CityPolice);
        tale.Clock("handling").Due.ShouldBe(Day("2026-03-12"));
        tale.Days(11).Work("overdue").Body.ShouldBe(Procuratorate);
        tale.Then(s_city, "decide", ("outcome", "corrected")).State.Name.ShouldBe("decided");
    }
}
