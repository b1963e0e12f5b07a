using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>Gathers the rows of an answer into its cells: pure.</summary>
internal sealed class FigureSums(Slice slice)
{
    private readonly Dictionary<string, Gathered> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _opening = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FigureKey>> _others = new(StringComparer.Ordinal);
    private readonly Gathered _total = new([]);

    /// <summary>
    /// Whether all that was gathered together is the total: not where a matter may name no place of the level asked for, nor
    /// where it is open in several parts of time.
    /// </summary>
    public bool IsTotal => (!slice.By.Contains(Dimension.Place) || slice.Level <= PlaceLevel.County)
        && (slice.Measure != Measure.Backlog || !slice.By.Contains(Dimension.Period));

    /// <summary>Takes rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="span">The run of time that they are of.</param>
    /// <param name="measure">What they count.</param>
    /// <param name="sign">1, or -1 where they are taken off.</param>
    /// <param name="facts">Whether their periods are days in any case.</param>
    /// <param name="opening">Whether they were there before the time that is asked for, and so have no period.</param>
    public void Add(IEnumerable<FigureRow> rows, FigureSpan span, Measure measure, int sign, bool facts, bool opening)
    {
        var by = opening ? [.. slice.By.Where(dimension => dimension != Dimension.Period)] : slice.By;
        foreach (var row in rows)
        {
            var keys = new List<FigureKey>(2);
            if (by.Count > 0)
                keys.Add(KeyOf(by[0], row.N1, row.T1, span.ByMonth && !facts));
            if (by.Count > 1)
                keys.Add(KeyOf(by[1], row.N2, row.T2, span.ByMonth && !facts));
            var name = Name(keys);
            if (opening)
            {
                _opening[name] = _opening.GetValueOrDefault(name) + (sign * row.A);
                _others.TryAdd(name, keys);
                continue;
            }

            if (!_cells.TryGetValue(name, out var cell))
                _cells[name] = cell = new Gathered(keys);
            cell.Add(row, sign, measure);
            _total.Add(row, sign, measure);
        }
    }

    /// <summary>Takes histograms out of the sums.</summary>
    public void Add(IEnumerable<DurationsRow> rows, FigureSpan span)
    {
        foreach (var row in rows)
        {
            var keys = new List<FigureKey>(2);
            if (slice.By.Count > 0)
                keys.Add(KeyOf(slice.By[0], row.N1, row.T1, span.ByMonth));
            if (slice.By.Count > 1)
                keys.Add(KeyOf(slice.By[1], row.N2, row.T2, span.ByMonth));
            var name = Name(keys);
            if (!_cells.TryGetValue(name, out var cell))
                _cells[name] = cell = new Gathered(keys);
            cell.Add(row.Packed);
            _total.Add(row.Packed);
        }
    }

    /// <summary>The answer.</summary>
    /// <param name="all">The filter of all.</param>
    /// <param name="total">Where all together was gathered.</param>
    public Figures Figures(Slice all, FigureSums total)
    {
        if (slice.Measure == Measure.Backlog && slice.By.Contains(Dimension.Period))
            RunOn();
        var cells = _cells.Values.Where(cell => cell.A != 0 || cell.B != 0)
            .OrderBy(cell => cell.Number(0)).ThenBy(cell => cell.Text(0), StringComparer.Ordinal).ThenBy(cell => cell.Number(1)).ThenBy(cell => cell.Text(1), StringComparer.Ordinal)
            .Select(Cell).ToList();
        return new Figures(slice, slice.By.Count == 0 ? [] : cells, Cell(total._total) with { Filter = all });
    }

    /// <summary>One name for the same keys.</summary>
    public static string Name(IEnumerable<FigureKey> keys) =>
        string.Join('|', keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"{key.Number} {key.Text}")));

    private FigureKey KeyOf(Dimension by, long number, string text, bool month)
    {
        if (by == Dimension.Place)
            return new FigureKey(by, PlaceAt(number).Value, "");
        if (by != Dimension.Period)
            return new FigureKey(by, number, text);
        var day = month ? FigureTime.FirstOf((int)number) : DateOnly.FromDayNumber((int)number);
        return new FigureKey(by, FigureTime.Start(day, slice.Unit).DayNumber, "");
    }

    /// <summary>The place at the level asked for, where a smaller one was asked about.</summary>
    private PlaceCode PlaceAt(long number)
    {
        var place = PlaceCode.Of(number);
        while (place.Level > slice.Level && place.Parent is { } parent && (parent.Level != PlaceLevel.Prefecture || slice.Level == PlaceLevel.Prefecture))
            place = parent;
        return place;
    }

    private FigureCell Cell(Gathered cell) => new()
    {
        Keys = cell.Keys,
        Count = cell.A,
        Base = slice.IsShare ? cell.B : null,
        Median = slice.IsDays ? cell.Days.Percentile(50) : null,
        Ninetieth = slice.IsDays ? cell.Days.Percentile(90) : null,
        Filter = FilterOf(cell.Keys),
    };

    private Slice FilterOf(IReadOnlyList<FigureKey> keys)
    {
        var filter = slice with { By = [] };
        foreach (var key in keys)
        {
            filter = key.By switch
            {
                Dimension.Place => filter with { Places = PlacesIn(PlaceCode.Of(key.Number)) },
                Dimension.Procedure => filter with { Procedures = [key.Text] },
                Dimension.Kind => filter with { Kinds = [key.Text] },
                Dimension.State => filter with { States = [key.Text] },
                Dimension.Outcome => filter with { Outcomes = [(FigureOutcome)(int)key.Number] },
                Dimension.Channel => filter with { Channels = [(FigureChannel)(int)key.Number] },
                Dimension.Body => filter with { Bodies = [(int)key.Number] },
                Dimension.ToBody => filter with { ToBodies = [(int)key.Number] },
                _ => filter with { From = Later(key.Day, slice.From), Until = Earlier(FigureTime.End(key.Day, slice.Unit), slice.Until) },
            };
        }

        return filter;
    }

    /// <summary>Of a place: the smaller ones that were asked about, if any were; else itself.</summary>
    private List<PlaceCode> PlacesIn(PlaceCode place)
    {
        List<PlaceCode> asked = [.. slice.Places.Where(place.Contains)];
        return asked.Count > 0 ? asked : [place];
    }

    /// <summary>What is open at the end of each part of the time: what was before, and what came and went up to there.</summary>
    private void RunOn()
    {
        var at = slice.By.ToList().IndexOf(Dimension.Period);
        var changes = _cells.Values.ToList();
        _cells.Clear();
        var others = changes.Select(cell => cell.Keys.Where(key => key.By != Dimension.Period).ToList()).Concat(_others.Values).DistinctBy(Name).ToList();
        var change = changes.ToDictionary(cell => Name(cell.Keys), cell => cell.A, StringComparer.Ordinal);
        foreach (var other in others)
        {
            var open = _opening.GetValueOrDefault(Name(other));
            foreach (var start in FigureTime.Starts(slice.From, slice.Until, slice.Unit))
            {
                var keys = other.ToList();
                keys.Insert(at, new FigureKey(Dimension.Period, start.DayNumber, ""));
                open += change.GetValueOrDefault(Name(keys));
                _cells[Name(keys)] = new Gathered(keys) { A = open };
            }
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private sealed class Gathered(IReadOnlyList<FigureKey> keys)
    {
        public IReadOnlyList<FigureKey> Keys { get; } = keys;

        public long A { get; set; }

        public long B { get; set; }

        public DayHistogram Days { get; } = new();

        public void Add(FigureRow row, int sign, Measure measure)
        {
            A += sign * row.A;
            B += sign * row.B;
            if (measure is Measure.DaysToAccept or Measure.DaysToEnd)
                Days.Add((int)row.Days, sign * row.A);
        }

        public void Add(byte[] packed)
        {
            var before = Days.Count;
            Days.Add(packed, 1);
            A += Days.Count - before;
        }

        public long Number(int key) => key < Keys.Count ? Keys[key].Number : 0;

        public string Text(int key) => key < Keys.Count ? Keys[key].Text : "";
    }
}
