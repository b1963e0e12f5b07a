using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Rules.Procedures;

/// <summary>Collects the effects of one move, each folded into the state as it is added, so that a later step sees the earlier.</summary>
internal sealed class Steps(Procedure procedure, MatterState before, Circumstances circumstances)
{
    /// <summary>The kind of work that is another body's attempt to reach the resident.</summary>
    public const string AttemptWork = "attempt";

    /// <summary>The kind of work that is supervising what is overdue.</summary>
    public const string OverdueWork = "overdue";

    private readonly MatterState _before = before;
    private readonly List<Effect> _effects = [];

    /// <summary>The state so far; counts of entries and versions are the final fold's.</summary>
    public MatterState State { get; private set; } = before;

    public IReadOnlyList<Effect> Effects => _effects;

    public Outcome Done() => new Outcome.Applied(_effects, _before.After(_effects));

    public void Do(Effect effect)
    {
        _effects.Add(effect);
        State = effect.On(State);
    }

    public void Start(string name)
    {
        var clock = procedure.Clocks[name];
        var from = LegalTime.DateOf(clock.FromHappened ? circumstances.Happened : circumstances.Now);
        var version = circumstances.Rules.InForce(clock.Rule, from)
            ?? throw new InvalidOperationException($"No version of rule {clock.Rule} is in force on {from:yyyy-MM-dd}.");
        var due = Due(version, from, CountOptions.None);
        Do(new Effect.ClockStarted(name, clock.Rule, version.Hash, from, due));
        Redate(name, due);
    }

    public void Stop(string name)
    {
        if (State.Clock(name) is { IsOpen: true } clock)
            Change(clock with { Status = ClockStatus.Stopped });
    }

    /// <summary>Stands still from tomorrow: today the body had the matter in hand.</summary>
    public void Pause(string name)
    {
        if (State.Clock(name) is { Status: ClockStatus.Running } clock)
            Change(clock with { Status = ClockStatus.Paused, Pauses = clock.Pauses.Add(new Standstill(circumstances.Today.AddDays(1), null)) });
    }

    /// <summary>Goes on tomorrow: the day of the answer is not counted, as that of any event.</summary>
    public void Resume(string name)
    {
        if (State.Clock(name) is not { Status: ClockStatus.Paused } clock)
            return;
        var last = clock.Pauses.Length - 1;
        var pauses = clock.Pauses[last].From > circumstances.Today
            ? clock.Pauses.RemoveAt(last)
            : clock.Pauses.SetItem(last, clock.Pauses[last] with { Until = circumstances.Today });
        Recount(clock with { Status = ClockStatus.Running, Pauses = pauses });
    }

    public void Extend(string name)
    {
        if (State.Clock(name) is { IsOpen: true } clock)
            Recount(clock with { Status = ClockStatus.Running, Extended = clock.Extended + 1 });
    }

    public void Change(ClockState clock) =>
        Do(new Effect.ClockChanged(clock.Name, clock.Status, clock.Due, clock.Pauses, clock.Extended));

    /// <summary>Another body has it. What else was open goes along with its date: its own work to it, the superior's to its superior.</summary>
    public void Own(int body, bool hop)
    {
        var open = State.Work.Where(work => !work.OfState).ToList();
        foreach (var work in open)
            Do(new Effect.WorkClosed(work.Number));
        Do(new Effect.Owned(body, hop));
        var superior = circumstances.Bodies.SuperiorOf(body);
        foreach (var work in open)
        {
            var called = CalledKinds.Contains(work.Kind);
            var (at, role) = !called ? (body, work.Role) : superior is { } above ? (above, work.Role == Role.Lead ? Role.DutyOfficer : work.Role) : (body, Role.Lead);
            if (!State.Work.Any(other => other.Kind == work.Kind && other.Body == at))
                Open(work.Kind, at, role, null, work.Due, work.WaitsOnResident, ofState: false);
        }
    }

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

    /// <summary>Persons join as parties.</summary>
    public void Join(IReadOnlyList<Person> people)
    {
        foreach (var person in people)
            Do(new Effect.Joined(State.Parties.Length + 1, person.Role));
    }

    /// <summary>Enters a state: its work begins, and in a final state everything that was open ends.</summary>
    /// <param name="name">The state.</param>
    /// <param name="returning">Whether it was left for a while only: its clocks ran on and are not started afresh.</param>
    public void Enter(string name, bool returning = false)
    {
        var target = procedure.States[name];
        if (State.Attempts.Length > 0 && !target.IsFinal && name != State.Name)
            Do(new Effect.AttemptsCleared());
        Do(new Effect.Entered(name));
        foreach (var clock in returning ? [] : target.Stops)
            Stop(clock);
        foreach (var clock in returning ? [] : target.Starts)
            Start(clock);
        if (returning && target.Work?.Due is { } date && State.Clock(date) is { Status: ClockStatus.Passed } missed && procedure.Clocks[date].Then is not null)
            Change(missed with { Status = ClockStatus.Running }); // Passes again at once, and then makes its move.
        if (target.Work is { } work)
        {
            var due = work.Due is { } clock && State.Clock(clock) is { IsOpen: true } running
                ? LegalTime.EndOf(running.Due)
                : (long?)null;
            Open(work.Kind, State.Owner, work.Role, work.Assigned ? State.Assignee : null, due, work.WaitsOnResident, ofState: true);
            return;
        }

        foreach (var clock in State.Clocks.Where(clock => clock.IsOpen))
            Change(clock with { Status = ClockStatus.Stopped });
        foreach (var open in State.Work)
            Do(new Effect.WorkClosed(open.Number));
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
            : work.DueClock is { } clock && State.Clock(clock) is { } running ? LegalTime.EndOf(running.Due)
            : (long?)null;
        foreach (var replaced in State.Work.Where(other => !other.OfState && other.Kind == work.Kind && other.Body == State.Owner))
            Do(new Effect.WorkClosed(replaced.Number));
        var (role, assigned) = work.AsState && procedure.States[State.Name].Work is { } state ? (state.Role, state.Assigned) : (work.Role, work.Assigned);
        Open(work.Kind, State.Owner, role, assigned ? State.Assignee : null, due, waits: false, ofState: false);
    }

    /// <summary>Work for the body above; at the top it falls to the owner's own lead, so that it never skips in silence.</summary>
    public void CallSuperior(string kind, Role role = Role.DutyOfficer)
    {
        var superior = circumstances.Bodies.SuperiorOf(State.Owner);
        Call(kind, superior ?? State.Owner, superior is null ? Role.Lead : role);
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

    /// <summary>What was signed before counts no more.</summary>
    public void Clear()
    {
        if (State.Signatures.Length > 0)
            Do(new Effect.SignaturesFell(null));
    }

    /// <summary>The kinds of work that the superior is called to, and not the owner.</summary>
    private HashSet<string> CalledKinds =>
        [OverdueWork, AttemptWork, .. procedure.Moves.Values.SelectMany(move => move.Opens).Where(work => work.AtSuperior).Select(work => work.Kind)];

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

    private void Recount(ClockState clock)
    {
        var version = circumstances.Rules.ByHash(clock.RuleHash) ?? circumstances.Rules.InForce(clock.Rule, clock.From)
            ?? throw new InvalidOperationException($"No version of rule {clock.Rule} is in force on {clock.From:yyyy-MM-dd}.");
        var pauses = clock.Pauses.Where(pause => pause.Until is not null).Select(pause => new Pause(pause.From, pause.Until!.Value));
        var due = Due(version, clock.From, new CountOptions(pauses, clock.Extended));
        Change(clock with { Due = due });
        Redate(clock.Name, due);
    }

    private DateOnly Due(RuleVersion version, DateOnly from, CountOptions options) =>
        Counter.DueDate(version.Rule, Trigger.On(from), circumstances.Calendar, options)
        ?? throw new InvalidOperationException($"Rule {version.Rule.Id} cannot be counted from {from:yyyy-MM-dd}.");

    /// <summary>The state's own work follows the clock that gives its date.</summary>
    private void Redate(string clock, DateOnly due)
    {
        if (procedure.States.TryGetValue(State.Name, out var state) && state.Work?.Due == clock
            && State.Work.FirstOrDefault(work => work.OfState) is { } open)
            Do(new Effect.WorkDated(open.Number, LegalTime.EndOf(due)));
    }
}
