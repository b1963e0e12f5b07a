using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>The path of a request through the petition procedure.</summary>
internal sealed class PetitionPath(
    MatterWalk walk, PetitionStory story, Telling telling, DemoHours hours, BodyDirectory directory, DemoPace pace)
    : MatterPath(walk, telling, hours, directory, pace)
{
    private bool _looked;
    private bool _asked;
    private bool _objected;
    private bool _extended;

    protected override Template NotSolved => DeskTexts.NotSolvedPetition;

    protected override bool Step(string state) => state switch
    {
        "received" => Receive(),
        "transferred" => Transferred(),
        "objected" => Objected(),
        "incomplete" => Completion(80),
        "handling" => Handle(),
        "on-duty" => AnswerDuty(),
        _ => base.Step(state),
    };

    private Actor.Staff Handler => At(Walk.State.Owner, Random.Chance(50) ? Role.Liaison : Role.DutyOfficer, Role.DutyOfficer);

    private bool Receive()
    {
        if (!_looked)
            Look(Duty, "accept", Day);
        _looked = true;
        if (Walk.Over)
            return false;
        var fate = Random.Below(100);
        if (story.Refusal == "party" || (fate < (Brief ? 18 : 8) && !IsOwed))
            return Refuse();
        if (!_asked && fate is >= 18 and < 25)
        {
            _asked = true;
            return Move("ask-completion", Duty, Office(2 * Day), ("missing", Tell(DeskTexts.Missing)));
        }

        if (fate is >= 25 and < 28 && Withdraw(100))
            return true;
        var handler = fate < (Brief ? 70 : 45) ? null : Competent();
        return handler is { } body
            ? Move("transfer", Duty, Office(3 * Day), ("summary", Tell(story.Summary)), ("body", Number(body)), ("reason", Tell(DeskTexts.TransferReason)))
            : Accept(Office(4 * Day));
    }

    private bool Transferred()
    {
        Look(Duty, "handle", Day);
        if (Walk.Over)
            return false;
        if (!_objected && !Brief && Random.Chance(9) && Hours.Office(Walk.At, Day) is var at && Walk.Runs("objection", at))
        {
            _objected = true;
            return Move("object", Duty, at, ("reason", Tell(DeskTexts.Objection)));
        }

        return Random.Chance(IsOwed ? 40 : 6) ? Refuse() : Accept(Office(5 * Day));
    }

    private bool Objected() => Competent() is { } body
        ? Move("send-back", Duty, Office(2 * Day), ("body", Number(body)), ("reason", Tell(DeskTexts.SentBack)))
        : Accept(Office(Day));

    private bool Accept(DateTimeOffset at) => Move("accept", Handler, at, ("summary", Tell(story.Summary)));

    /// <summary>Whether it asks a body for what the law has it do anyway, which only that body can say.</summary>
    private bool IsOwed => story.Refusal == "duty";

    private bool AnswerDuty()
    {
        Look(Duty, "handle", 2 * Day);
        var done = Random.Chance(70);
        return !Walk.Over && Move("answer-duty", Handler, Office(25 * Day),
            ("result", done ? "done" : "not-owed"), ("text", Tell(done ? story.Supported : story.Explained)));
    }

    private bool Refuse() => story.Refusal is "justice" or "arbitration" or "party" or "procedure" or "duty"
        ? Move("sort", Duty, Office(4 * Day), ("way", story.Refusal), ("remedy", story.Remedy), ("text", Tell(IsOwed ? DeskTexts.OwedPetition : DeskTexts.SortedPetition)))
        : Move("refuse", Duty, Office(4 * Day), ("reason", story.Refusal), ("remedy", story.Remedy), ("text", Tell(DeskTexts.RefusedPetition)));

    private bool Handle()
    {
        if (!Brief && Random.Chance(10) && !AddInformation(7 * Day))
            return false;
        if (Withdraw(2))
            return true;
        if (!Brief && !_extended && Random.Chance(7))
        {
            _extended = true;
            if (!Walk.Wait(Walk.At.AddDays(45)))
                return false;
            if (Office(3 * Day) is var at && Walk.Runs("handling", at))
                return Move("extend", At(Walk.State.Owner, Role.Lead), at, ("reason", Tell(DeskTexts.Extended)));
        }

        Look(Duty, "handle", 2 * Day);
        var opinion = Random.Weighted<string>([("supported", 48), ("partly", 20), ("explained", 32)]);
        return !Walk.Over && Move("reply", Handler, Office(17 * Day),
            ("opinion", opinion), ("text", Tell(opinion == "explained" ? story.Explained : story.Supported)));
    }

    /// <summary>The competent body of the level of who has it, or of the prefecture; never one that the matter is about.</summary>
    private int? Competent()
    {
        if (Aside is { } aside && Allowed(aside))
            return aside;
        var place = PlaceCode.Of(Walk.State.Place);
        var level = Directory.LevelOf(Walk.State.Owner);
        if (story.Handler == BodyKinds.ServiceCentre && level == PlaceLevel.County && place.Level >= PlaceLevel.Township
            && Directory.Serving(story.Handler, PlaceLevel.Township, place) is { } township && Allowed(township))
            return township;
        return Directory.Serving(story.Handler, level, place) is { } same && Allowed(same) ? same
            : Directory.Serving(story.Handler, PlaceLevel.Prefecture, place) is { } top && Allowed(top) ? top
            : null;
    }

    private bool Allowed(int body) =>
        body != Walk.State.Owner && (Walk.State.About is not { } about || !Directory.IsAtOrUnder(body, about));
}
