using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>Counts open clocks again, as they are after the law or a calendar changed.</summary>
public static class Recounting
{
    /// <summary>A clock as it is to be; the clock itself where it stays as it is.</summary>
    /// <param name="clock">The clock as it stands.</param>
    /// <param name="definition">What the procedure says of it.</param>
    /// <param name="rules">The rules as they are to be.</param>
    /// <param name="calendar">The calendar as it is to be.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static ClockState Of(ClockState clock, Clock definition, RuleBook rules, Calendar calendar, DateOnly today)
    {
        // What a clock did when it passed is done: such a one does not run again.
        if (!clock.IsOpen || (clock.Status == ClockStatus.Passed && definition.Then is not null)) return clock;
        var (version, due) = Due(clock, rules, calendar);
        if (version is null || due is not { } date) return clock;
        var next = clock with { RuleHash = version.Hash, Due = date, Moment = Moment(clock, version.Rule, Options(clock)) };
        if (clock.Status != ClockStatus.Passed) return next;
        return date < today || next.Ends <= clock.Ends ? clock : next with { Status = ClockStatus.Running };
    }

    /// <summary>The count that gives a clock its date, step by step; null where its rule is not known.</summary>
    public static Count? Count(ClockState clock, RuleBook rules, Calendar calendar) =>
        (rules.ByHash(clock.RuleHash) ?? rules.InForce(clock.Rule, clock.From)) is { } version
            ? Counter.Due(version.Rule, clock.Trigger, calendar, Options(clock))
            : null;

    /// <summary>The moment at which a clock in hours ends by a rule; null for every other.</summary>
    internal static long? Moment(ClockState clock, Rule rule, CountOptions options) =>
        Counter.DueInstant(rule, clock.Trigger, options) is { } end ? LegalTime.Micros(end) : null;

    /// <summary>What is not counted and what was added so far. A pause that still lasts counts once it ends.</summary>
    internal static CountOptions Options(ClockState clock) => clock.Pauses.IsEmpty && clock.Extended == 0
        ? CountOptions.None
        : new CountOptions(
            clock.Pauses.Where(pause => pause.Until is not null).Select(pause => new Pause(pause.From, pause.Until!.Value)), clock.Extended);

    private static (RuleVersion? Version, DateOnly? Due) Due(ClockState clock, RuleBook rules, Calendar calendar)
    {
        var (trigger, options) = (clock.Trigger, Options(clock));
        var kept = rules.ByHash(clock.RuleHash);
        var version = rules.InForce(clock.Rule, trigger, calendar, options) ?? kept;
        if (kept is not null && version is not null && kept.Rule.CountsAs(version.Rule)) version = kept;
        var due = Date(version);
        // An extension that was granted is kept, though the new version may know none.
        return due is null && version != kept ? (kept, Date(kept)) : (version, due);

        DateOnly? Date(RuleVersion? by) => by is null ? null : Counter.DueDate(by.Rule, trigger, calendar, options);
    }
}
