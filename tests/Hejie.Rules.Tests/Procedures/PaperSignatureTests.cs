using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class PaperSignatureTests
{
    private static readonly Actor.Staff s_desk = At(Committee, Role.DutyOfficer), s_mediator = At(Committee, Role.Mediator), s_lead = At(Committee, Role.Lead);

    private static Tale Signing() => Dispute().Then(s_desk, "accept", ("summary", "通道")).Then(s_mediator, "write-agreement")
        .Then(Filer, "sign").Then(s_mediator, "sign-mediator").Then(s_desk, "seal");

    private static Tale OnPaper() => Signing().Then(s_mediator, "sign-on-paper", ("party", "2"));

    [Fact]
    public void A_signature_on_paper_counts_once_a_second_post_attests_it()
    {
        var tale = OnPaper();
        tale.State.Name.ShouldBe("signing");
        tale.State.Signatures.ShouldContain(new Signature(2, OnPaper: true, s_mediator.Post, Attested: false));
        tale.Work("attest").Role.ShouldBe(Role.DutyOfficer);
        tale.Refused(s_mediator, "attest").ShouldBe("move.actor");
        tale.Then(s_lead, "attest").State.Name.ShouldBe("performing");
        tale.State.Signatures.ShouldContain(new Signature(2, OnPaper: true, s_mediator.Post, Attested: true));
        tale.State.Work.ShouldHaveSingleItem().Kind.ShouldBe("perform");
    }

    [Fact]
    public void Nobody_attests_what_they_recorded_themselves()
    {
        var tale = OnPaper();
        var paper = tale.State.Signatures.Single(signature => signature.OnPaper);
        var own = tale.State with { Signatures = tale.State.Signatures.Replace(paper, paper with { Post = s_desk.Post }) };
        Interpreter.Apply(tale.Procedure, own, tale.Procedure.Moves["attest"], s_desk, Answers.None, tale.Circumstances)
            .ShouldBe(new Outcome.Refused("signature.second-post"));
    }

    [Fact]
    public void The_party_says_not_mine_and_it_falls()
    {
        var tale = OnPaper().Days(2).Then(Neighbour, "contest-signature");
        tale.State.Signatures.Select(signature => signature.By).ShouldBe([1, Signature.OfMediator, Signature.OfSeal]);
        tale.State.Work.Select(work => (work.Kind, work.Body)).ShouldBe([("sign", Committee), ("supervise", TownCommittee)], ignoreOrder: true);
        tale.Then(Neighbour, "sign").State.Name.ShouldBe("performing");
    }

    [Fact]
    public void Even_an_agreement_in_force_waits_again_within_seven_days()
    {
        var tale = OnPaper().Then(s_desk, "attest").Days(7).Then(Neighbour, "contest-in-force");
        tale.State.Name.ShouldBe("signing");
        tale.Clock("mediation").ShouldSatisfyAllConditions(
            clock => clock.Status.ShouldBe(ClockStatus.Running), clock => clock.Due.ShouldBe(tale.Today.AddDays(30)));
        tale.Clock("confirmation").Status.ShouldBe(ClockStatus.Stopped);
        tale.Work("supervise").Body.ShouldBe(TownCommittee);
        tale.Then(Neighbour, "sign").Clock("confirmation").From.ShouldBe(Day("2026-03-09"));
    }

    [Fact]
    public void After_seven_days_it_stands()
    {
        OnPaper().Then(s_desk, "attest").Days(8).Refused(Neighbour, "contest-in-force").ShouldBe("guard.within-clock");
        OnPaper().Days(8).Refused(Neighbour, "contest-signature").ShouldBe("guard.within-clock");
    }

    [Fact]
    public void Only_the_party_itself_contests_and_only_a_signature_on_paper()
    {
        OnPaper().Refused(Filer, "contest-signature").ShouldBe("signature.given");
        foreach (var staff in Everyone)
            OnPaper().Refused(staff, "contest-signature").ShouldBe("move.actor");
    }

    [Fact]
    public void Two_on_paper_are_attested_together_and_one_contested_leaves_the_other_waiting()
    {
        var tale = Dispute().Then(s_desk, "accept", ("summary", "通道")).Then(s_mediator, "write-agreement")
            .Then(s_mediator, "sign-on-paper", ("party", "1")).Then(s_mediator, "sign-on-paper", ("party", "2"));
        tale.Work("attest");
        tale.Then(Filer, "contest-signature").Work("attest");
        tale.Then(s_desk, "attest").State.Work.ShouldNotContain(work => work.Kind == "attest");
        tale.Refused(s_desk, "attest").ShouldBe("signature.second-post");
    }

    [Fact]
    public void No_member_of_staff_signs_as_a_party_and_no_party_for_the_body()
    {
        foreach (var staff in Everyone)
            Signing().Refused(staff, "sign").ShouldBe("move.actor");
        Signing().Refused(Filer, "sign-mediator").ShouldBe("move.actor");
        Signing().Refused(Filer, "seal").ShouldBe("move.actor");
        Signing().Refused(s_mediator, "sign-on-paper", ("party", "1")).ShouldBe("signature.party");
    }
}
