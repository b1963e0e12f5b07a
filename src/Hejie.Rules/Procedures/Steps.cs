namespace Hejie.Rules.Procedures;

/// <summary>Collects the effects of one move, each folded into the state as it is added, so that a later step sees the earlier.</summary>
internal sealed partial class Steps(Procedure procedure, MatterState before, Circumstances circumstances)
{
    private readonly MatterState _before = before;
    private readonly List<Effect> _effects = [];

    /// <summary>What the move's form was answered.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>Who makes the move; null at filing and where a clock passes.</summary>
    public Actor? Actor { get; init; }

    /// <summary>The state so far; counts of entries and versions are the final fold's.</summary>
    public MatterState State { get; private set; } = before;

    public IReadOnlyList<Effect> Effects => _effects;

    public Outcome Done() => new Outcome.Applied(_effects, _before.After(_effects));

    public void Do(Effect effect)
    {
        _effects.Add(effect);
        State = effect.On(State);
    }

    /// <summary>Another body has it. What else was open goes along with its date: its own work to it, the superior's to its superior. What lies with others stays there.</summary>
    public void Own(int body, bool hop)
    {
        var elsewhere = KindsElsewhere;
        var open = State.Work.Where(work => !work.OfState && !elsewhere.Contains(work.Kind)).ToList();
        foreach (var work in open)
            Do(new Effect.WorkClosed(work.Number));
        Do(new Effect.Owned(body, hop));
        Referring.Taken(this, body);
        var superior = circumstances.Bodies.SuperiorOf(body);
        foreach (var work in open)
        {
            var called = CalledKinds.Contains(work.Kind);
            var (at, role) = !called ? (body, work.Role) : superior is { } above ? (above, work.Role == Role.Lead ? Role.DutyOfficer : work.Role) : (body, Role.Lead);
            if (!State.Work.Any(other => other.Kind == work.Kind && other.Body == at))
                Open(work.Kind, at, role, null, work.Due, work.WaitsOnResident, ofState: false);
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
        if (!target.IsFinal && name != State.Name)
            ForgetAttempts();
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
                ? running.Ends
                : (long?)null;
            Open(work.Kind, State.Owner, work.Role, work.Assigned ? State.Assignee : null, due, work.WaitsOnResident, ofState: true);
            return;
        }

        foreach (var clock in State.Clocks.Where(clock => clock.IsOpen))
            Change(clock with { Status = ClockStatus.Stopped });
        foreach (var open in State.Work)
            Do(new Effect.WorkClosed(open.Number));
    }

    /// <summary>The resident was reached after all: earlier attempts count no more, and nobody else has to try.</summary>
    private void ForgetAttempts()
    {
        if (State.Attempts.Length > 0)
            Do(new Effect.AttemptsCleared());
        foreach (var work in State.Work.Where(work => work.Kind == AttemptWork))
            Do(new Effect.WorkClosed(work.Number));
    }

    /// <summary>What was signed before counts no more.</summary>
    public void Clear()
    {
        if (State.Signatures.Length > 0)
            Do(new Effect.SignaturesFell(null));
    }
}
