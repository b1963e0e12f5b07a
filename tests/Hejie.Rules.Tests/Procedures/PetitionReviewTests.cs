using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class PetitionReviewTests
{
    private static readonly Actor.Staff s_office = At(PetitionOffice, Role.DutyOfficer);

    private static Tale Review() => Filed("petition-review", parties: 1, about: CityWelfare);

    [Fact]
    public void The_level_above_looks_again_and_answers_within_thirty_days()
    {
        var tale = Review();
        tale.State.Owner.ShouldBe(PetitionOffice);
        tale.Clock("deciding").Due.ShouldBe(Day("2026-04-01"));
        tale.Then(s_office, "pass-on", ("body", $"{Welfare}")).State.Owner.ShouldBe(Welfare);
        var welfare = At(Welfare, Role.Liaison);
        tale.Then(welfare, "accept", ("summary", "低保复查")).Days(20).Then(welfare, "decide", ("opinion", "changed"), ("text", "变更"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("decided"), state => state.Work.ShouldBeEmpty());
        tale.Procedure.States["decided"].Offers.ShouldBe(["petition-reexamination"]);
    }

    [Fact]
    public void The_body_that_answered_never_reviews_itself()
    {
        Review().Open(At(CityWelfare, Role.DutyOfficer)).ShouldBeEmpty();
        foreach (var body in new[] { CityWelfare, CityPetitionOffice })
            Bodies.IsAtOrUnder(Filed("petition-review", parties: 1, about: body).State.Owner, body).ShouldBeFalse();
    }

    [Fact]
    public void A_request_that_comes_too_late_is_told_where_to_go() =>
        Review().Then(s_office, "refuse", ("reason", "late"), ("remedy", "court")).State.Name.ShouldBe("refused");

    [Fact]
    public void What_is_not_reviewed_in_time_is_supervised() => Review().Days(31).Work("overdue").Body.ShouldBe(Centre);
}
