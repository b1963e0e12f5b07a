using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <content>The clocks: each change is counted anew from its rule.</content>
internal sealed partial class Steps
{
    /// <summary>Starts a clock, or starts it afresh.</summary>
    /// <param name="definition">Its name in the procedure.</param>
    /// <param name="referral">The referral that it is of; null: of the matter itself.</param>
    public void Start(string definition, int? referral = null)
    {
        var clock = procedure.Clocks[definition];
        var name = referral is { } number ? Clock.InstanceOf(definition, number) : definition;
        var former = clock.Since is { } since ? State.Clock(since) : null;
        var trigger = former?.Trigger ?? Trigger.At(clock.FromHappened ? circumstances.Happened : circumstances.Now);
        var from = trigger.Date;
        var rule = RuleOf(clock, name);
        var version = circumstances.Rules.InForce(rule, from)
            ?? throw new InvalidOperationException($"No version of rule {rule} is in force on {from:yyyy-MM-dd}.");
        Do(new Effect.ClockStarted(name, rule, version.Hash, from, Due(version, trigger, CountOptions.None)));
        if (trigger.Instant is { } at && Counter.DueInstant(version.Rule, trigger) is { } moment)
            Do(new Effect.ClockTimed(name, LegalTime.Micros(at), LegalTime.Micros(moment)));
        if (former is { Pauses.IsEmpty: false })
            Recount(State.Clock(name)! with { Pauses = former.Pauses });
        else
            Redate(name);
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

    /// <summary>The law changed: the clock is as it is counted anew, and the superior is not left to supervise what is no longer late.</summary>
    public void Recount(string name)
    {
        var clock = State.Clock(name)!;
        var next = Recounting.Of(clock, procedure.ClockOf(name), circumstances.Rules, circumstances.Calendar, circumstances.Today);
        if (next.RuleHash != clock.RuleHash)
            Do(new Effect.ClockRuled(name, next.RuleHash));
        if (next.Ends == clock.Ends && next.Status == clock.Status)
            return;
        Change(next);
        Redate(name);
        if (clock.Status == ClockStatus.Passed && !State.Clocks.Any(other => other.Status == ClockStatus.Passed && procedure.ClockOf(other.Name).Binds))
        {
            foreach (var work in State.Work.Where(work => work.Kind == OverdueWork))
                Do(new Effect.WorkClosed(work.Number));
        }
    }

    public void Change(ClockState clock)
    {
        Do(new Effect.ClockChanged(clock.Name, clock.Status, clock.Due, clock.Pauses, clock.Extended));
        if (clock is { Start: { } start, Moment: { } moment } && moment != State.Clock(clock.Name)!.Moment)
            Do(new Effect.ClockTimed(clock.Name, start, moment));
    }

    /// <summary>The rule that the move's choice picks; started afresh without one, a clock keeps the rule that it ran by.</summary>
    private string RuleOf(Clock clock, string name) =>
        clock.RuleBy is not { } choice ? clock.Rule
        : Answers.Clear.TryGetValue(choice.Field, out var option) && choice.Rules.TryGetValue(option, out var chosen) ? chosen
        : State.Clock(name)?.Rule ?? clock.Rule;

    private void Recount(ClockState clock)
    {
        var version = circumstances.Rules.ByHash(clock.RuleHash) ?? circumstances.Rules.InForce(clock.Rule, clock.From)
            ?? throw new InvalidOperationException($"No version of rule {clock.Rule} is in force on {clock.From:yyyy-MM-dd}.");
        var options = Recounting.Options(clock);
        Change(clock with { Due = Due(version, clock.Trigger, options), Moment = Recounting.Moment(clock, version.Rule, options) });
        Redate(clock.Name);
    }

    private DateOnly Due(RuleVersion version, Trigger trigger, CountOptions options) =>
        Counter.DueDate(version.Rule, trigger, circumstances.Calendar, options)
        ?? throw new InvalidOperationException($"Rule {version.Rule.Id} cannot be counted from {trigger.Date:yyyy-MM-dd}.");

    /// <summary>The state's own work follows the clock that gives its date, and a referral's its own.</summary>
    private void Redate(string clock)
    {
        if (Clock.ReferralOf(clock) is { } number)
        {
            if (State.Referrals.FirstOrDefault(referral => referral.Number == number) is { } referral && referral.IsOpen(State) && referral.DueClock == clock)
                Do(new Effect.WorkDated(referral.Work, State.Clock(clock)!.Ends));
            return;
        }

        if (procedure.States.TryGetValue(State.Name, out var state) && state.Work?.Due == clock
            && State.Work.FirstOrDefault(work => work.OfState) is { } open)
            Do(new Effect.WorkDated(open.Number, State.Clock(clock)!.Ends));
    }
}
