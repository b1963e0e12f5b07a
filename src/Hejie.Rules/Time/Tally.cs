namespace Hejie.Rules.Time;

/// <summary>
/// The arithmetic of a period in days, working days, months or years. On the stack, and writing steps only where a log
/// is given: recounting a million open dates makes no garbage.
/// </summary>
internal ref struct Tally(Calendar calendar, CountOptions options, CountLog? log)
{
    private int _firstOpenYear;
    private int _lastOpenYear;
    private bool _localDay;

    /// <summary>Whether a day was looked at that no notice has fixed yet.</summary>
    internal readonly bool Provisional => _firstOpenYear != 0 || _localDay;

    /// <summary>The last day of a period; null where it would leave the calendar.</summary>
    internal DateOnly? After(DateOnly trigger, long length, PeriodUnit unit)
    {
        var end = unit switch
        {
            PeriodUnit.WorkingDays => Working(trigger, length),
            PeriodUnit.Days => Paused(trigger, Shift(trigger, length)),
            PeriodUnit.Months => Paused(trigger, Corresponding(trigger, length)),
            _ => Paused(trigger, Corresponding(trigger, length * 12)),
        };
        if (log is not null && end is { } date) Tell(trigger, date, length, unit);
        return end;
    }

    /// <summary>Moves an end on a day of rest to the next working day (民事诉讼法 85).</summary>
    internal DateOnly? Roll(DateOnly end)
    {
        var kind = Look(end);
        if (kind is DayKind.MakeUp) log?.Add("last-worked", CountLog.Date(end), CountLog.Name(kind, end));
        if (kind.IsWorking) return end;
        log?.Add("rest", CountLog.Date(end), CountLog.Name(kind, end));
        var moved = Shift(end, 1);
        while (moved is { } day && !Look(day).IsWorking) moved = Shift(day, 1);
        if (moved is { } to) log?.Add("moved", CountLog.Date(to));
        return moved;
    }

    /// <summary>Leaves an end where it is, and says so where one might think otherwise.</summary>
    internal readonly DateOnly Stay(DateOnly end)
    {
        if (log is null || calendar.IsProvisional(end) || calendar.IsWorking(end)) return end;
        log.Add("rest", CountLog.Date(end), CountLog.Name(calendar.KindOf(end), end));
        log.Add("not-moved");
        return end;
    }

    /// <summary>Says what the date leans on that is not fixed yet.</summary>
    internal readonly void TellProvisional()
    {
        if (log is null || _firstOpenYear == 0) return;
        for (var year = _firstOpenYear; year <= _lastOpenYear; year++) log.Add("provisional-year", CountLog.Number(year));
    }

    private DateOnly? Working(DateOnly trigger, long length)
    {
        log?.Add("only-working");
        var pauses = options.Pauses.Span;
        DateOnly? at = trigger;
        while (length > 0 && (at = Shift(at.Value, 1)) is { } day)
        {
            while (pauses.Length > 0 && pauses[0].To < day) pauses = pauses[1..];
            if (pauses.Length > 0 && pauses[0].From <= day) continue;
            var kind = Look(day);
            if (kind.IsWorking) length--;
            if (log is null) continue;
            if (kind.IsWorking) log.EndSkipping();
            else log.Skip(day, kind);
            if (kind is DayKind.MakeUp) log.Add("worked", CountLog.Date(day), CountLog.Name(kind, day));
        }

        return at;
    }

    // Pauses are in order and apart, so each that begins before the end pushes it on by its days past the trigger.
    private readonly DateOnly? Paused(DateOnly trigger, DateOnly? end)
    {
        foreach (var pause in options.Pauses.Span)
        {
            if (end is not { } last || pause.From > last) break;
            if (pause.To > trigger) end = Shift(last, DaysPast(trigger, pause));
        }

        return end;
    }

    private DayKind Look(DateOnly date)
    {
        var kind = calendar.KindOf(date);
        if (!calendar.IsNotified(date.Year))
        {
            if (_firstOpenYear == 0) _firstOpenYear = date.Year;
            _lastOpenYear = date.Year;
        }
        else if (kind is DayKind.Rest { Computed: true, Name: var name } && calendar.National.IsWorking(date))
        {
            _localDay = true;
            log?.Add("provisional-local", CountLog.Date(date), name);
        }

        return kind;
    }

    private readonly void Tell(DateOnly trigger, DateOnly end, long length, PeriodUnit unit)
    {
        log!.EndSkipping();
        foreach (var pause in options.Pauses.Span)
        {
            if (pause.To > trigger && pause.From <= end)
                log.Add("paused", CountLog.Date(pause.From), CountLog.Date(pause.To), CountLog.Number(DaysPast(trigger, pause)));
        }

        var clamped = unit is (PeriodUnit.Months or PeriodUnit.Years) && options.Pauses.IsEmpty && end.Day < trigger.Day;
        log.Add(clamped ? "month-end" : "end", CountLog.Period(length, unit), CountLog.Date(end));
    }

    private static int DaysPast(DateOnly trigger, Pause pause) =>
        pause.To.DayNumber - Math.Max(pause.From.DayNumber - 1, trigger.DayNumber);

    private static DateOnly? Shift(DateOnly date, long days)
    {
        var to = date.DayNumber + days;
        if (to > DateOnly.MaxValue.DayNumber) return null;
        var shifted = DateOnly.FromDayNumber((int)to);
        return Calendar.Covers(shifted) ? shifted : null;
    }

    private static DateOnly? Corresponding(DateOnly date, long months)
    {
        if (months > 12 * (Calendar.LastYear - Calendar.FirstYear + 1)) return null;
        var shifted = date.AddMonths((int)months);
        return Calendar.Covers(shifted) ? shifted : null;
    }
}
