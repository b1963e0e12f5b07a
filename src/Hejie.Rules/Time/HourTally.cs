namespace Hejie.Rules.Time;

/// <summary>The arithmetic of a period in hours or minutes. It ends at an instant, on a day of rest as on any other.</summary>
internal static class HourTally
{
    internal static DateTimeOffset? End(Rule rule, DateTimeOffset instant, long length, CountOptions options, CountLog? log)
    {
        var start = Start(rule, instant, log);
        if (length > 24L * 366 * (Calendar.LastYear - start.Year + 1)) return null;
        var end = rule.Unit == PeriodUnit.Minutes ? start.AddMinutes(length) : start.AddHours(length);
        foreach (var pause in options.Pauses.Span)
        {
            if (!Calendar.Covers(pause.To)) return null;
            var from = LegalTime.StartOf(pause.From);
            var to = LegalTime.StartOf(pause.To.AddDays(1));
            if (from >= end) break;
            if (to <= start) continue;
            end += to - (from > start ? from : start);
            log?.Add("paused", CountLog.Date(pause.From), CountLog.Date(pause.To),
                CountLog.Number(pause.To.DayNumber - pause.From.DayNumber + 1));
        }

        log?.Add("end", CountLog.Period(length, rule.Unit), CountLog.Moment(end));
        return Calendar.Covers(LegalTime.DateOf(end)) ? end : null;
    }

    // The hour of the event is not counted (民事诉讼法 85, 民诉法解释 125), unless civil law counts from the moment (民法典 201).
    private static DateTimeOffset Start(Rule rule, DateTimeOffset instant, CountLog? log)
    {
        var local = instant.ToOffset(LegalTime.Offset);
        var next = new DateTimeOffset(DateOnly.FromDateTime(local.Date), new TimeOnly(local.Hour, 0), LegalTime.Offset).AddHours(1);
        if (rule.FromTheMoment) log?.Add("start-moment", rule.Starts, CountLog.Moment(local));
        else log?.Add("start-hour", rule.Starts, CountLog.Moment(local), CountLog.Moment(next));
        return rule.FromTheMoment ? local : next;
    }
}
