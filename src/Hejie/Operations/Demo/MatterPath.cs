using System.Globalization;
using Hejie.Bodies;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>How matters go.</summary>
/// <param name="Brief">Whether steps that add nothing but length are left out, as for filling a database.</param>
/// <param name="Late">Of a hundred steps, how many come late.</param>
/// <param name="Up">Of a hundred disputes, how many go to another body before they are accepted.</param>
internal sealed record DemoPace(bool Brief, int Late, int Up)
{
    public static DemoPace Usual { get; } = new(Brief: false, Late: 3, Up: 10);

    /// <summary>A body to which a dispute goes before it is accepted, or null.</summary>
    public int? Aside { get; init; }

    public static DemoPace Filling { get; } = new(Brief: true, Late: 2, Up: 4);
}

/// <summary>What the paths of both procedures share: who acts, and how a matter ends, is withdrawn or supervised.</summary>
internal abstract class MatterPath(MatterWalk walk, Telling telling, DemoHours hours, BodyDirectory directory, DemoPace pace)
{
    protected const int Hour = 60, Day = 24 * Hour;

    private const int MostSteps = 60;
    private static readonly Actor.Party s_filer = new(1, PartyRole.Filer);
    private bool _reopened;
    private bool _withdrew;

    protected MatterWalk Walk { get; } = walk;

    protected Telling Telling { get; } = telling;

    protected DemoRandom Random { get; } = telling.Random;

    protected DemoHours Hours { get; } = hours;

    protected BodyDirectory Directory { get; } = directory;

    protected bool Brief { get; } = pace.Brief;

    /// <summary>Whether it goes to another body first.</summary>
    protected bool GoesUp => pace.Aside is not null || Random.Chance(pace.Up);

    /// <summary>To which body, where that is settled.</summary>
    protected int? Aside => pace.Aside;

    protected static Actor Filer => s_filer;

    protected abstract Template NotSolved { get; }

    /// <summary>Goes on until the matter ends or the present comes.</summary>
    public void Run()
    {
        for (var step = 0; !Walk.Over && step < MostSteps; step++)
        {
            Supervise();
            if (!Walk.Over && !Step(Walk.State.Name))
                return;
        }
    }

    /// <summary>Does what comes next in a state; here, in those that both procedures have.</summary>
    /// <returns>False where nothing will come.</returns>
    protected virtual bool Step(string state) => state switch
    {
        "withdrawing" => Withdrawing(),
        "ended" => Ended(),
        "unanswered" => Unanswered(),
        _ => false,
    };

    protected bool Move(string name, Actor actor, DateTimeOffset at, params ReadOnlySpan<(string Field, string Answer)> answers) =>
        Walk.Move(name, actor, at, answers);

    protected DateTimeOffset Office(int minutes) =>
        Hours.Office(Walk.At, Random.Chance(pace.Late) ? minutes * Random.Between(4, 9) : minutes);

    protected DateTimeOffset Resident(int minutes) => Hours.Resident(Walk.At, minutes);

    protected string Tell(Template text) => Telling.Tell(text);

    /// <summary>A post with the first of these roles at a body that has one.</summary>
    protected Actor.Staff At(int body, params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            var posts = Directory.PostsOf(body);
            var count = 0;
            for (var index = 0; index < posts.Count; index++)
                count += posts[index].Role == role ? 1 : 0;
            if (count == 0)
                continue;
            var chosen = Random.Below(count);
            for (var index = 0; index < posts.Count; index++)
            {
                if (posts[index].Role == role && chosen-- == 0)
                    return new Actor.Staff(body, posts[index].Id, role);
            }
        }

        throw new InvalidOperationException($"{Directory.NameOf(body)} has no such post.");
    }

    protected Actor.Staff Duty => At(Walk.State.Owner, Role.DutyOfficer);

    protected void Look(Actor.Staff actor, string purpose, int minutes)
    {
        if (!Brief && Random.Chance(70))
            Walk.Look(actor, purpose, Hours.Office(Walk.At, minutes));
    }

    /// <summary>The resident adds something, and mostly it is soon read.</summary>
    protected bool AddInformation(int minutes)
    {
        if (!Move("add-information", Filer, Resident(minutes), ("text", Tell(DeskTexts.Added))))
            return false;
        return Random.Chance(25) || Move("read-information", Duty, Office(Day));
    }

    /// <summary>What is missing comes, or its time passes and it goes on without.</summary>
    protected bool Completion(int percent)
    {
        if (Random.Chance(percent))
            return Move("complete", Filer, Resident(3 * Day), ("text", Tell(DeskTexts.Completed)));
        return Walk.Wait(Walk.At.AddDays(17));
    }

    protected bool Withdraw(int percent)
    {
        if (_withdrew || !Random.Chance(percent))
            return false;
        _withdrew = true;
        Move("withdraw", Filer, Resident(Day), ("reason", Tell(DeskTexts.Withdraw)));
        return true;
    }

    /// <summary>Seven days to take a withdrawal back; then the clock makes it final.</summary>
    private bool Withdrawing()
    {
        if (Random.Chance(15) && Resident(2 * Day) is var at && Walk.Runs("withdrawal", at))
            Move("take-back", Filer, at);
        else
            Walk.Wait(Walk.At.AddDays(9));
        return true;
    }

    /// <summary>The body reported the end: the resident answers, or is sought three times, or is silent for now.</summary>
    private bool Ended()
    {
        var fate = Random.Below(100);
        if (fate < 74)
            return Solved();
        if (fate < 82 && !_reopened)
            return Reopen();
        if (!Walk.Wait(Walk.At.AddDays(15 + Random.Between(1, 3))))
            return false;
        return Seek();
    }

    private bool Unanswered()
    {
        if (Brief || Random.Chance(80))
            return false;
        return Random.Chance(50) || _reopened ? Solved() : Reopen();
    }

    private bool Solved()
    {
        var rating = Random.Weighted<string>([("5", 46), ("4", 30), ("3", 12), ("2", 4), ("1", 2), ("", 20)]);
        return Move("solved", Filer, Resident(2 * Day), ("rating", rating), ("comment", !Brief && Random.Chance(25) && rating is "4" or "5" ? Tell(DeskTexts.Praise) : ""));
    }

    private bool Reopen()
    {
        _reopened = true;
        return Move("not-solved", Filer, Resident(3 * Day), ("text", Tell(NotSolved)));
    }

    private bool Seek()
    {
        foreach (var channel in (ReadOnlySpan<string>)["telephone", "message"])
        {
            if (!Move("attempt", Duty, Office(2 * Day), ("channel", channel), ("note", Tell(DeskTexts.Attempt))))
                return false;
        }

        return Directory.SuperiorOf(Walk.State.Owner) is { } above
            && Move("attempt", At(above, Role.DutyOfficer, Role.Lead), Office(2 * Day), ("channel", Random.Chance(60) ? "visit" : "telephone"), ("note", Tell(DeskTexts.Attempt)))
            && Move("close-unanswered", Duty, Office(Day));
    }

    /// <summary>Calls the justice office, or the county's land bureau, which reports in and mostly answers; a few hold that it is not theirs.</summary>
    /// <returns>False where the present came meanwhile.</returns>
    protected bool CallAnother()
    {
        var place = Rules.Places.PlaceCode.Of(Walk.State.Place);
        var (office, land) = (Directory.Serving("justice-office", Rules.Places.PlaceLevel.Township, place), Directory.Serving("natural-resources", Rules.Places.PlaceLevel.County, place));
        var (first, other) = Random.Chance(50) ? (office, land) : (land, office);
        if (first is not { } called || called == Walk.State.Owner)
            return true;
        if (!Move("call", Duty, Office(Day), ("body", Number(called)), ("ask", Tell(DeskTexts.CallAsk)), ("ground", Tell(DeskTexts.CallGround)),
            ("by-when", Random.Chance(20) ? "urgent" : "normal"), ("see-narrative", "yes"), ("see-people", Random.Chance(30) ? "yes" : "no")))
            return !Walk.Over;
        var soon = Hours.Office(Walk.At, 4 * Hour);
        if (other is { } competent && Random.Chance(12) && Walk.Runs(Clock.InstanceOf("referral-object", 1), soon))
        {
            return !Move("referral-object", At(called, Role.DutyOfficer), soon, ("competent", Number(competent)), ("reason", Tell(DeskTexts.CallObject)))
                ? !Walk.Over : Come(competent);
        }

        return Come(called);
    }

    private bool Come(int called)
    {
        var desk = At(called, Role.DutyOfficer);
        if (Random.Chance(90) && !Move("referral-acknowledge", desk, Office(8 * Hour)))
            return !Walk.Over;
        var sent = Hours.Office(Walk.At, 4 * Hour);
        if (Random.Chance(45) && !Move("referral-send", desk, sent, ("who", Number(desk.Post)), ("arrives", Moment(Hours.Office(sent, Day)))))
            return !Walk.Over;
        return !Random.Chance(85) || Move("referral-answer", desk, Office(2 * Day), ("text", Tell(DeskTexts.CallAnswer))) || !Walk.Over;
    }

    /// <summary>The body above takes up what is late or was reopened.</summary>
    private void Supervise()
    {
        var superior = Directory.SuperiorOf(Walk.State.Owner);
        var body = superior ?? Walk.State.Owner;
        if (Walk.State.Work.FirstOrDefault(work => work.Kind is "overdue" or "supervise" && work.Body == body) is not { } called)
            return;
        var above = superior is null ? At(body, Role.Lead) : At(body, Role.DutyOfficer, Role.Lead);
        Look(above, "supervise", 6 * Hour);
        var written = Office(Day);
        Move("instruct", above, written, ("text", Tell(called.Kind == "overdue" ? DeskTexts.InstructOverdue : DeskTexts.InstructReopened)), ("by-when", "normal"));
        Move("answer-instruction", At(Walk.State.Owner, Role.Lead, Role.DutyOfficer), Office(2 * Day), ("text", Tell(DeskTexts.AnswerInstruction)));
    }

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    protected static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    protected static string Date(DateTimeOffset at) => LegalTime.DateOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
