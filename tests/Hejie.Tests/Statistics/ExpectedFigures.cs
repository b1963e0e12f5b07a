using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Tests.Statistics;

/// <summary>The answer to a question as the tests count it, from counted matters alone.</summary>
internal static class ExpectedFigures
{
    /// <summary>The cells by their keys between strokes, and all together.</summary>
    public static (Dictionary<string, string> Cells, string Total) Of(Slice slice, List<Counted> visible)
    {
        bool Within(DateOnly? day) => day is { } at && at >= slice.From && at <= slice.Until;
        DateOnly? DayOf(Counted matter) => slice.Measure switch
        {
            Measure.Accepted or Measure.DaysToAccept => matter.Accepted,
            Measure.Ended or Measure.OnTime or Measure.SolvedAtOnce or Measure.DaysToEnd => matter.Ended,
            Measure.RatedWell => matter.Rating is null ? null : matter.Ended,
            Measure.Performed => matter.Performance is null ? null : matter.Ended,
            Measure.Solved => matter.Outcome == FigureOutcome.Solved ? matter.Ended : null,
            Measure.Reopened => matter.ReopenedDay,
            Measure.Late => matter.Late,
            _ => matter.Opened,
        };
        string? Key(Counted matter, DateOnly day, (int From, int To) hop, Dimension by) => by switch
        {
            Dimension.Place => At(matter.State.Place, slice.Level),
            Dimension.Procedure => matter.State.Procedure,
            Dimension.Kind => matter.Kind,
            Dimension.State => matter.State.Procedure + "/" + matter.State.Name,
            Dimension.Outcome => ((int)matter.Outcome).ToString(null as IFormatProvider),
            Dimension.Channel => ((int)matter.Channel).ToString(null as IFormatProvider),
            Dimension.Body => (slice.Measure is Measure.Flow or Measure.CallsAnswered ? hop.From : matter.State.Owner).ToString(null as IFormatProvider),
            Dimension.ToBody => hop.To.ToString(null as IFormatProvider),
            _ => FigureTime.Start(day, slice.Unit).ToString("yyyy-MM-dd", null),
        };
        IEnumerable<(Counted Matter, DateOnly Day, (int, int) Hop)> rows = slice.Measure switch
        {
            Measure.Open => visible.Where(matter => matter.IsOpen).Select(matter => (matter, default(DateOnly), (0, 0))),
            Measure.Overdue => visible.Where(matter => matter.IsOpen && matter.Overdue).Select(matter => (matter, default(DateOnly), (0, 0))),
            Measure.Flow => visible.SelectMany(matter => matter.Hops
                .Where(hop => Within(hop.Day) && (slice.Bodies.Count == 0 || slice.Bodies.Contains(hop.From)) && (slice.ToBodies.Count == 0 || slice.ToBodies.Contains(hop.To)))
                .Select(hop => (matter, hop.Day, (hop.From, hop.To)))),
            // Of a call the other of the two is whether it was answered in time.
            Measure.CallsAnswered => visible.SelectMany(matter => matter.Calls.Where(call => Within(call.Day) && (slice.Bodies.Count == 0 || slice.Bodies.Contains(call.Body)))
                .Select(call => (matter, call.Day, (call.Body, call.InTime ? 1 : 0)))),
            Measure.Backlog => (slice.By.Contains(Dimension.Period) ? FigureTime.Starts(slice.From, slice.Until, slice.Unit).ToList() : [slice.Until])
                .SelectMany(start => visible.Where(matter => Last(start) is var day && matter.Opened <= day && (matter.Ended is not { } ended || ended > day)).Select(matter => (matter, start, (0, 0)))),
            _ => visible.Where(matter => Within(DayOf(matter))).Select(matter => (matter, DayOf(matter)!.Value, (0, 0))),
        };
        DateOnly Last(DateOnly start) => !slice.By.Contains(Dimension.Period) ? slice.Until : FigureTime.End(start, slice.Unit) is var end && end < slice.Until ? end : slice.Until;
        string Tell(IReadOnlyCollection<(Counted Matter, DateOnly Day, (int, int) Hop)> group)
        {
            var a = slice.Measure switch
            {
                Measure.OnTime => group.Count(row => row.Matter.Late is null),
                Measure.SolvedAtOnce => group.Count(row => row.Matter.Outcome == FigureOutcome.Solved && row.Matter.Reopened == 0),
                Measure.RatedWell => group.Count(row => row.Matter.Rating >= 4),
                Measure.Performed => group.Count(row => row.Matter.Performance == 2),
                Measure.CallsAnswered => group.Count(row => row.Hop.Item2 == 1),
                _ => group.Count,
            };
            var lasted = slice.IsDays ? group.Select(row => row.Day.DayNumber - row.Matter.Opened.DayNumber).Order().ToList() : [];
            int? Rank(int percent) => lasted.Count == 0 ? null : lasted[((lasted.Count * percent) + 99) / 100 - 1];
            return $"{a} {(slice.IsShare ? group.Count : null)} {Rank(50)} {Rank(90)}";
        }

        var all = rows.ToList();
        var cells = all.Select(row => (Row: row, Keys: slice.By.Select(by => Key(row.Matter, row.Day, row.Hop, by)).ToList())).Where(row => row.Keys.TrueForAll(key => key is not null))
            .GroupBy(row => string.Join('|', row.Keys)).ToDictionary(group => group.Key, group => Tell([.. group.Select(row => row.Row)]));
        var total = slice.Measure == Measure.Backlog && slice.By.Contains(Dimension.Period)
            ? visible.Where(matter => matter.Opened <= slice.Until && (matter.Ended is not { } ended || ended > slice.Until)).Select(matter => (matter, slice.Until, (0, 0))).ToList()
            : all;
        return (slice.By.Count == 0 ? [] : cells, Tell(total));
    }

    /// <summary>The place of a level that a matter's place lies in; null where it names none.</summary>
    private static string? At(long place, PlaceLevel level)
    {
        for (PlaceCode? at = PlaceCode.Of(place); at is { } code; at = code.Parent)
        {
            if (code.Level == level || (level == PlaceLevel.County && code.Level == PlaceLevel.Prefecture))
                return code.Value.ToString(null as IFormatProvider);
        }

        return null;
    }
}
