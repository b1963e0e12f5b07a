using System.Globalization;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>Collects the effects of one move, each folded into the state as it is added, so that a later step sees the earlier.</summary>
internal sealed class Steps(Procedure procedure, MatterState before, Circumstances circumstances)
{
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

    public void Pause(string name)
    {
        if (State.Clock(name) is { Status: ClockStatus.Running } clock)
            Change(clock with { Status = ClockStatus.Paused, Pauses = clock.Pauses.Add(new Standstill(circumstances.Today, null)) });
    }

    public void Resume(string name)
    {
        if (State.Clock(name) is { Status: ClockStatus.Paused } clock)
        {
            var pauses = clock.Pauses.SetItem(clock.Pauses.Length - 1, clock.Pauses[^1] with { Until = circumstances.Today });
            Recount(clock with { Status = ClockStatus.Running, Pauses = pauses });
        }
    }

    public void Extend(string name)
    {
        if (State.Clock(name) is { IsOpen: true } clock)
            Recount(clock with { Status = ClockStatus.Running, Extended = clock.Extended + 1 });
    }

    public void Change(ClockState clock) =>
        Do(new Effect.ClockChanged(clock.Name, clock.Status, clock.Due, clock.Pauses, clock.Extended));

    /// <summary>Enters a state: its work begins, and in a final state everything that was open ends.</summary>
    public void Enter(string name)
    {
        var target = procedure.States[name];
        Do(new Effect.Entered(name));
        foreach (var clock in target.Stops)
            Stop(clock);
        foreach (var clock in target.Starts)
            Start(clock);
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

        var due = work.DueField is { } field && answers.Clear.TryGetValue(field, out var moment)
            ? LegalTime.Micros(LegalTime.Instant(DateTime.Parse(moment, CultureInfo.InvariantCulture)))
            : work.DueClock is { } clock && State.Clock(clock) is { } running ? LegalTime.EndOf(running.Due)
            : (long?)null;
        Open(work.Kind, State.Owner, work.Role, work.Assigned ? State.Assignee : null, due, waits: false, ofState: false);
    }

    /// <summary>Work for the body above; at the top it falls to the owner's own lead, so that it never skips in silence.</summary>
    public void CallSuperior(string kind, Role role = Role.DutyOfficer)
    {
        var superior = circumstances.Bodies.SuperiorOf(State.Owner);
        var body = superior ?? State.Owner;
        if (State.Work.Any(work => work.Kind == kind && work.Body == body))
            return;
        Open(kind, body, superior is null ? Role.Lead : role, null, LegalTime.EndOf(circumstances.Today), waits: false, ofState: false);
    }

    public void CloseWork(IReadOnlyList<string> kinds, Actor actor)
    {
        foreach (var work in State.Work.Where(work => kinds.Contains(work.Kind)))
        {
            if (actor is not Actor.Staff staff || staff.Body == work.Body)
                Do(new Effect.WorkClosed(work.Number));
        }
    }

    /// <summary>An attempt to reach the resident. After the owner's second, the body above is asked to make one of its own.</summary>
    public void Attempt(string channel, int body)
    {
        Do(new Effect.Attempted(channel, body));
        foreach (var work in State.Work.Where(work => work.Kind == "attempt" && work.Body == body))
            Do(new Effect.WorkClosed(work.Number));
        if (State.Attempts.Length >= 2 && State.Attempts.All(attempt => attempt.Body == State.Owner))
            CallSuperior("attempt");
    }

    /// <summary>What was signed or attempted before counts no more.</summary>
    public void Clear()
    {
        if (State.Attempts.Length > 0)
            Do(new Effect.AttemptsCleared());
        if (State.Signatures.Length > 0)
            Do(new Effect.SignaturesFell(null));
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
