using System.Globalization;
using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>The path of a dispute through people's mediation.</summary>
internal sealed class MediationPath(
    MatterWalk walk, MediationStory story, Telling telling, DemoHours hours, BodyDirectory directory, DemoPace pace,
    Person? unnamed)
    : MatterPath(walk, telling, hours, directory, pace)
{
    private enum Course
    {
        Agree,
        Fail,
    }

    private readonly bool _reachable = (unnamed is null ? walk.People : walk.People.Append(unnamed)).All(person => person.Role != PartyRole.Respondent || person.Telephone is not null);
    private bool _looked;
    private bool _asked;
    private bool _moved;
    private int _sittings;
    private Course? _course;

    protected override Template NotSolved => DeskTexts.NotSolvedMediation;

    protected override bool Step(string state) => state switch
    {
        "received" => Receive(),
        "incomplete" => Completion(78),
        "mediating" => Mediate(),
        "signing" => Sign(),
        "performing" => Perform(),
        _ => base.Step(state),
    };

    private Actor.Staff Mediator => Walk.State.Assignee is { } post
        ? new Actor.Staff(Walk.State.Owner, post, Role.Mediator)
        : At(Walk.State.Owner, Role.Mediator);

    private bool Receive()
    {
        if (!_looked)
            Look(Duty, "accept", 2 * Hour);
        _looked = true;
        if (Walk.Over)
            return false;
        var fate = Random.Below(100);
        if (!_moved && fate < (Brief ? 22 : 6))
            return Refuse();
        if (!_asked && fate is >= 22 and < 30)
        {
            _asked = true;
            return Move("ask-completion", Duty, Office(9 * Hour), ("missing", Tell(DeskTexts.Missing)));
        }

        if (fate is >= 30 and < 33 && Withdraw(100))
            return true;
        if (!_moved && GoesUp && Above() is { } above)
        {
            _moved = true;
            _looked = false;
            if ((Aside ?? (Random.Chance(35) ? Neighbour(above) : null)) is { } other)
                return Move("transfer", Duty, Office(9 * Hour), ("body", Number(other)), ("reason", Tell(DeskTexts.WhyTransfer)));
            return Move("send-up", Duty, Office(9 * Hour), ("reason", Tell(DeskTexts.WhyUp)));
        }

        return Accept(Office(9 * Hour));
    }

    private bool Accept(DateTimeOffset at)
    {
        var mediator = At(Walk.State.Owner, Role.Mediator);
        return Move("accept", Duty, at, ("summary", Tell(story.Summary)), ("mediator", Random.Chance(70) ? Number(mediator.Post) : ""));
    }

    private bool Refuse() => Move("refuse", Duty, Office(20 * Hour),
        ("reason", Random.Weighted<string>([("decided", 4), ("not-mediable", 3), ("declined", 3)])),
        ("remedy", story.Remedy), ("text", Tell(DeskTexts.RefusedMediation)));

    private bool Mediate()
    {
        if (unnamed is not null && Walk.State.Parties.All(party => party.Role != PartyRole.Respondent))
        {
            return Move("add-parties", Duty, Office(Day),
                ("people.0.name", unnamed.Name), ("people.0.telephone", unnamed.Telephone ?? ""), ("people.0.address", unnamed.Address ?? ""));
        }

        // Whom no code reaches can still agree, and sign on paper.
        _course ??= (_reachable || !Brief) && Random.Chance(Brief ? 30 : 90) ? Course.Agree : Course.Fail;
        if (Withdraw(_sittings == 0 ? 4 : 1))
            return true;
        if (!Brief && Random.Chance(12) && !AddInformation(3 * Day))
            return false;
        if (!Brief && Walk.State.Referrals.IsEmpty && Random.Chance(14) && !CallAnother())
            return false;
        if (_course == Course.Fail && (_sittings > 0 || (Brief && Random.Chance(70))))
            return (Brief || Random.Chance(70) || Decline()) && EndUnsettled();
        if (_course == Course.Agree && (_sittings > 2 || Random.Chance(Brief ? 70 : _sittings == 0 ? 18 : 0)))
            return Write();
        if (!_moved && _sittings > 0 && Random.Chance(5) && Above() is not null)
        {
            _moved = true;
            return Move("send-up", Duty, Office(Day), ("reason", Tell(DeskTexts.WhyUp)));
        }

        return Sit();
    }

    private bool Sit()
    {
        Look(Mediator, "mediate", 20 * Hour);
        if (Walk.Over)
            return false;
        var call = Office(Day);
        var when = Hours.Sitting(call, 2, 8);
        if (!Move("set-sitting", Mediator, call, ("when", Moment(when)), ("where", Tell(DeskTexts.Where)), ("bring", Random.Chance(60) ? Tell(DeskTexts.Bring) : "")))
            return false;
        _sittings++;
        var outcome = Random.Chance(10) ? "absent" : Random.Chance(22) ? "again" : _course == Course.Agree ? "agreed" : "no";
        var record = outcome switch
        {
            "absent" => DeskTexts.SittingAbsent,
            "again" => DeskTexts.SittingAgain,
            "agreed" => DeskTexts.SittingAgreed,
            _ => DeskTexts.SittingFailed,
        };
        if (!Move("record-sitting", Mediator, when.AddMinutes(Random.Between(70, 190)), ("outcome", outcome), ("record", Tell(record))))
            return false;
        return outcome != "agreed" || Write();
    }

    private bool Write()
    {
        var at = Office(12 * Hour);
        return Move("write-agreement", Mediator, at,
            ("facts", Tell(story.Facts)), ("dispute", Tell(story.Dispute)), ("responsibility", Tell(story.Responsibility)),
            ("terms", Tell(story.Terms)), ("manner", Tell(story.Manner)), ("perform-by", Date(at.AddDays(Random.Between(7, 40)))));
    }

    /// <summary>The other side, where it has a code of its own, says that it no longer wants to.</summary>
    private bool Decline()
    {
        foreach (var party in Walk.State.Parties)
        {
            if (party.Role == PartyRole.Respondent && Walk.People[party.Ordinal - 1].Telephone is not null)
                return Move("decline", new Actor.Party(party.Ordinal, party.Role), Resident(Day), ("text", Random.Chance(60) ? Tell(DeskTexts.Decline) : ""));
        }

        return true;
    }

    private bool EndUnsettled() =>
        Move("end-unsettled", Mediator, Office(Day), ("remedy", story.Remedy), ("text", Tell(DeskTexts.Unsettled)));

    private bool Sign()
    {
        if (Random.Chance(4))
            return EndUnsettled();
        foreach (var party in Walk.State.Parties)
        {
            if (party.Role == PartyRole.Third)
                continue;
            var code = party.Ordinal == 1 || Walk.People[party.Ordinal - 1].Telephone is not null;
            if (Brief || (code && !Random.Chance(3)) ? !SignHere(party) : !SignOnPaper(party))
                return false;
        }

        return Move("sign-mediator", Mediator, Office(5 * Hour)) && Move("seal", Duty, Office(8 * Hour));
    }

    private bool SignHere(PartyState party) =>
        Move("sign", new Actor.Party(party.Ordinal, party.Role), Resident(14 * Hour), ("consent", "agree"));

    /// <summary>The mediator brings the page, and the duty officer attests it from the photo.</summary>
    private bool SignOnPaper(PartyState party)
    {
        var at = Office(20 * Hour);
        var scan = Random.Id(at);
        if (!Move("sign-on-paper", Mediator, at, ("party", Number(party.Ordinal)), ("scan", scan.ToString("N", CultureInfo.InvariantCulture))))
            return false;
        Walk.Attach(Random, scan, "签字页.jpg");
        return Move("attest", Duty, Office(12 * Hour));
    }

    private bool Perform()
    {
        if (!Brief && Random.Chance(20))
        {
            var paid = Office(6 * Day);
            if (!Move("record-performance", Mediator, paid, ("extent", "part"), ("on", Date(Earliest(paid))), ("how", Tell(DeskTexts.PerformedPart))))
                return false;
        }

        if (Random.Chance(4))
        {
            var due = Office(16 * Day);
            return Move("record-performance", Mediator, due, ("extent", "none"), ("on", Date(due)), ("how", Tell(DeskTexts.NotPerformed)))
                && Move("end-unperformed", Mediator, Office(4 * Day), ("remedy", "court"), ("text", Tell(DeskTexts.Unperformed)));
        }

        var done = Office(9 * Day);
        return Move("record-performance", Mediator, done, ("extent", "full"), ("on", Date(Earliest(done))), ("how", Tell(DeskTexts.Performed)));
    }

    private DateTimeOffset Earliest(DateTimeOffset recorded) =>
        recorded.AddDays(-Random.Between(0, Math.Clamp((int)(recorded - Walk.At).TotalDays, 0, 3)));

    /// <summary>The body above, where it mediates too.</summary>
    private int? Above() => Directory.SuperiorOf(Walk.State.Owner) is { } above && Mediates(above) ? above : null;

    /// <summary>Another body than the one above to which this can go.</summary>
    private int? Neighbour(int above) =>
        Directory.Serving(BodyKinds.ServiceCentre, PlaceLevel.Township, PlaceCode.Of(Walk.State.Place)) is { } centre
        && centre != above && centre != Walk.State.Owner ? centre : null;

    private bool Mediates(int body)
    {
        foreach (var post in Directory.PostsOf(body))
        {
            if (post.Role == Role.Mediator)
                return true;
        }

        return false;
    }
}
