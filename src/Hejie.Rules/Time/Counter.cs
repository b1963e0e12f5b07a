namespace Hejie.Rules.Time;

/// <summary>Counts statutory periods. Pure: the same rule, event and calendar always come to the same date.</summary>
public static class Counter
{
    /// <summary>The end of a period, with every step of the count.</summary>
    /// <param name="rule">The version of the rule in force on the trigger's date.</param>
    /// <param name="trigger">The event that starts it.</param>
    /// <param name="calendar">National, or local: then <see cref="Count.Counted.Safe"/> is the date without local days.</param>
    /// <param name="options">Pauses and extensions.</param>
    public static Count Due(Rule rule, Trigger trigger, Calendar calendar, CountOptions? options = null)
    {
        options ??= CountOptions.None;
        if (Refusal(rule, trigger, options) is { } refusal) return new Count.Refused(refusal);
        return rule.Unit switch
        {
            PeriodUnit.Hours or PeriodUnit.Minutes => InHours(rule, trigger.Instant!.Value, options),
            PeriodUnit.AtOnce => AtOnce(rule, trigger.Instant!.Value),
            _ => InDays(rule, trigger.Date, calendar, options),
        };
    }

    /// <summary>
    /// The same date without the steps, for recounting many: allocates nothing. Null where <see cref="Due"/> refuses.
    /// </summary>
    public static DateOnly? DueDate(Rule rule, Trigger trigger, Calendar calendar, CountOptions? options = null)
    {
        options ??= CountOptions.None;
        if (Refusal(rule, trigger, options) is not null) return null;
        if (rule.EndsAtMoment) return DueInstant(rule, trigger, options) is { } instant ? LegalTime.DateOf(instant) : null;
        var tally = new Tally(calendar, options, null);
        return End(rule, trigger.Date, options, ref tally);
    }

    /// <summary>
    /// The moment at which a period in hours, or what is due at once, ends, without the steps: allocates nothing. Null for
    /// every other period, and where <see cref="Due"/> refuses.
    /// </summary>
    public static DateTimeOffset? DueInstant(Rule rule, Trigger trigger, CountOptions? options = null)
    {
        options ??= CountOptions.None;
        if (!rule.EndsAtMoment || Refusal(rule, trigger, options) is not null) return null;
        var instant = trigger.Instant!.Value.ToOffset(LegalTime.Offset);
        return rule.Unit == PeriodUnit.AtOnce ? instant : HourTally.End(rule, instant, Total(rule, options), options, null);
    }

    private static CountRefusal? Refusal(Rule rule, Trigger trigger, CountOptions options) =>
        !Calendar.Covers(trigger.Date) ? CountRefusal.OutOfRange
        : options.Extended > 0 && rule.Extension is null ? CountRefusal.NotExtendable
        : options.Extended > rule.Extension?.Times ? CountRefusal.ExtendedTooOften
        : options.Pauses.Length > 0 && rule.Pauses.Count == 0 ? CountRefusal.NotPausable
        : !Knows(rule.Pauses, options.Kinds) ? CountRefusal.PauseUnknown
        : rule.EndsAtMoment && trigger.Instant is null ? CountRefusal.MomentMissing
        : null;

    // Loops by index: an enumerator of a list behind an interface would be garbage.
    private static bool Knows(IReadOnlyList<PauseKind> pauses, IReadOnlyList<string> kinds)
    {
        for (var index = 0; index < kinds.Count; index++)
        {
            var known = false;
            for (var other = 0; other < pauses.Count; other++) known |= pauses[other].Code == kinds[index];
            if (!known) return false;
        }

        return true;
    }

    private static Count InDays(Rule rule, DateOnly trigger, Calendar calendar, CountOptions options)
    {
        var log = new CountLog();
        log.Add("start", rule.Starts, CountLog.Date(trigger));
        TellExtension(rule, options, log);
        var tally = new Tally(calendar, options, log);
        if (End(rule, trigger, options, ref tally) is not { } due) return new Count.Refused(CountRefusal.OutOfRange);
        tally.TellProvisional();
        // A local weekend day worked could make the local date the earlier one.
        var national = calendar.IsLocal ? DueDate(rule, Trigger.On(trigger), calendar.National, options) ?? due : due;
        var safe = national < due ? national : due;
        if (safe < due) log.Add("safe", CountLog.Date(safe));
        return new Count.Counted(due, safe, null, tally.Provisional, log.Steps);
    }

    private static Count InHours(Rule rule, DateTimeOffset instant, CountOptions options)
    {
        var log = new CountLog();
        TellExtension(rule, options, log);
        if (HourTally.End(rule, instant, Total(rule, options), options, log) is not { } end)
            return new Count.Refused(CountRefusal.OutOfRange);
        var due = LegalTime.DateOf(end);
        return new Count.Counted(due, due, end, false, log.Steps);
    }

    private static Count.Counted AtOnce(Rule rule, DateTimeOffset instant)
    {
        var log = new CountLog();
        log.Add("at-once", rule.Starts, CountLog.Moment(instant));
        var due = LegalTime.DateOf(instant);
        return new Count.Counted(due, due, instant.ToOffset(LegalTime.Offset), false, log.Steps);
    }

    // An extension in the period's own unit makes one longer period: six months and six more end on the day that
    // corresponds to the first, not to a month's end on the way. Another unit is counted on from the end.
    private static DateOnly? End(Rule rule, DateOnly trigger, CountOptions options, ref Tally tally)
    {
        var end = tally.After(trigger, Total(rule, options), rule.Unit);
        if (options.Extended > 0 && rule.Extension is { } extension && extension.Unit != rule.Unit && end is { } first)
            end = tally.After(first, (long)extension.Length * options.Extended, extension.Unit);
        if (end is not { } last) return null;
        return rule.RollOver ? tally.Roll(last) : tally.Stay(last);
    }

    private static long Total(Rule rule, CountOptions options) =>
        rule.Extension is { } extension && extension.Unit == rule.Unit
            ? rule.Length + (long)extension.Length * options.Extended
            : rule.Length;

    private static void TellExtension(Rule rule, CountOptions options, CountLog log)
    {
        if (options.Extended == 0 || rule.Extension is not { } extension) return;
        log.Add("extended", extension.Approver, CountLog.Period((long)extension.Length * options.Extended, extension.Unit));
    }
}
