using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Rules.Procedures;

/// <content>The work: what waits on whom, and until when.</content>
internal sealed partial class Steps
{
    /// <summary>The kind of work that is another body's attempt to reach the resident.</summary>
    public const string AttemptWork = "attempt";

    /// <summary>The kind of work that is supervising what is overdue.</summary>
    public const string OverdueWork = "overdue";

    /// <summary>A post handles it now: the work that lies with the assigned post is handed to it.</summary>
    public void Assign(int post)
    {
        Do(new Effect.Assigned(post));
        foreach (var work in State.Work.Where(work => work.Post is null && work.Body == State.Owner && IsForAssignee(work)))
        {
            Do(new Effect.WorkClosed(work.Number));
            Open(work.Kind, work.Body, work.Role, post, work.Due, work.WaitsOnResident, work.OfState);
        }
    }

    public void Open(OpensWork work, Answers answers)
    {
        if (work.AtSuperior)
        {
            CallSuperior(work.Kind, work.Role);
            return;
        }

        var due = work.DueField is { } field && answers.Clear.TryGetValue(field, out var text)
            ? DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? LegalTime.EndOf(date)
                : LegalTime.Micros(LegalTime.Instant(DateTime.Parse(text, CultureInfo.InvariantCulture)))
            : work.DueClock is { } clock && State.Clock(clock) is { } running ? running.Ends
            : (long?)null;
        if (work.At is { } route)
        {
            OpenAt(route, work, due);
            return;
        }

        if (work.AtActor || work.AtFormer)
        {
            OpenOnce(work, work.AtFormer ? _before.Owner : Actor is Actor.Staff staff ? staff.Body : State.Owner, due);
            return;
        }

        foreach (var replaced in State.Work.Where(other => !other.OfState && other.Kind == work.Kind && other.Body == State.Owner))
            Do(new Effect.WorkClosed(replaced.Number));
        var (role, assigned) = work.AsState && procedure.States[State.Name].Work is { } state ? (state.Role, state.Assigned) : (work.Role, work.Assigned);
        Open(work.Kind, State.Owner, role, assigned ? State.Assignee : null, due, waits: false, ofState: false);
    }

    /// <summary>Work for another body that serves the place, once; for the body above where there is none, so that it never skips in silence.</summary>
    private void OpenAt(Route route, OpensWork work, long? due)
    {
        var place = PlaceCode.Of(State.Place);
        var body = circumstances.Bodies.Serving(route.BodyKind, route.Level, place);
        if (body is not { } called || (State.About is { } about && circumstances.Bodies.IsAtOrUnder(called, about)))
            CallSuperior(work.Kind, work.Role);
        else
            OpenOnce(work, called, due);
    }

    private void OpenOnce(OpensWork work, int body, long? due)
    {
        if (!State.Work.Any(other => other.Kind == work.Kind && other.Body == body))
            Open(work.Kind, body, work.Role, null, due, waits: false, ofState: false);
    }

    /// <summary>Work for the body above; at the top it falls to the owner's own lead, so that it never skips in silence.</summary>
    public void CallSuperior(string kind, Role role = Role.DutyOfficer)
    {
        var superior = circumstances.Bodies.SuperiorOf(State.Owner);
        Call(kind, superior ?? State.Owner, superior is null ? Role.Lead : procedure.IsOpenTo(role, State.Kind) ? role : procedure.NamedFor(State.Kind)[0]);
    }

    public void CloseWork(IReadOnlyList<string> kinds, Actor actor)
    {
        foreach (var work in State.Work.Where(work => kinds.Contains(work.Kind)))
        {
            if (actor is not Actor.Staff staff || staff.Body == work.Body)
                Do(new Effect.WorkClosed(work.Number));
        }
    }

    /// <summary>An attempt to reach the resident. After the owner's second, another body is asked to make one of its own.</summary>
    public void Attempt(string channel, int body)
    {
        Do(new Effect.Attempted(channel, body));
        foreach (var work in State.Work.Where(work => work.Kind == AttemptWork && work.Body == body))
            Do(new Effect.WorkClosed(work.Number));
        if (State.Attempts.Length >= 2 && State.Attempts.All(attempt => attempt.Body == State.Owner) && AnotherBody() is { } other)
            Call(AttemptWork, other, Role.DutyOfficer);
    }

    /// <summary>Work of a referral, by the date of one of its clocks.</summary>
    public void OpenReferral(string kind, int body, Role role, string clock) => Open(kind, body, role, null, State.Clock(clock)?.Ends, waits: false, ofState: false);

    /// <summary>Calls the body above one that is late; at the top its own lead.</summary>
    public void CallAbove(string kind, int body, IBodies bodies)
    {
        var above = bodies.SuperiorOf(body);
        Call(kind, above ?? body, above is null ? Role.Lead : Role.DutyOfficer);
    }

    /// <summary>Calls the body above off, where nobody else under it is late.</summary>
    public void Relieve(string kind, int body, IEnumerable<int> late)
    {
        int Above(int of) => circumstances.Bodies.SuperiorOf(of) ?? of;
        if (!late.Select(Above).Contains(Above(body)) && State.Work.FirstOrDefault(work => work.Kind == kind && work.Body == Above(body)) is { } pressing)
            Do(new Effect.WorkClosed(pressing.Number));
    }

    /// <summary>The kinds of work that the superior is called to, and not the owner.</summary>
    private HashSet<string> CalledKinds =>
        [OverdueWork, AttemptWork, .. procedure.Moves.Values.SelectMany(move => move.Opens).Where(work => work.AtSuperior).Select(work => work.Kind)];

    /// <summary>The kinds of work that lie with other bodies of the place, whoever owns the matter.</summary>
    private HashSet<string> KindsElsewhere => [.. Referring.Kinds, .. procedure.Moves.Values.SelectMany(move => move.Opens).Concat(procedure.Opening.Opens).Where(work => work.IsElsewhere).Select(work => work.Kind)];

    private bool IsForAssignee(WorkState work) => work.OfState
        ? procedure.States[State.Name].Work is { Assigned: true }
        : procedure.Moves.Values.SelectMany(move => move.Opens).Any(opened => opened.Kind == work.Kind && (opened.Assigned || (opened.AsState && procedure.States[State.Name].Work is { Assigned: true })));

    /// <summary>The body above; at the top another that serves the place, and neither is the body complained about nor lies under it.</summary>
    private int? AnotherBody() => circumstances.Bodies.SuperiorOf(State.Owner)
        ?? procedure.Routes.Select(route => circumstances.Bodies.Serving(route.BodyKind, route.Level, PlaceCode.Of(State.Place)))
            .FirstOrDefault(body => body is { } other && other != State.Owner
                && (State.About is not { } about || !circumstances.Bodies.IsAtOrUnder(other, about)));

    /// <summary>Calls a body by the end of its next working day; once, while it has not come.</summary>
    private void Call(string kind, int body, Role role)
    {
        if (State.Work.Any(work => work.Kind == kind && work.Body == body))
            return;
        var day = circumstances.Today.AddDays(1);
        while (Calendar.Covers(day) && !circumstances.Calendar.IsWorking(day))
            day = day.AddDays(1);
        Open(kind, body, role, null, LegalTime.EndOf(day), waits: false, ofState: false);
    }

    private void Open(string kind, int body, Role role, int? post, long? due, bool waits, bool ofState) =>
        Do(new Effect.WorkOpened(State.WorkOpened + 1, kind, body, role, post, due, waits, ofState));
}
