using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>Gathers the rows of an answer into its cells: pure.</summary>
internal sealed class FigureSums(Slice slice)
{
    private readonly Dictionary<CellKeys, Gathered> _cells = [];
    private readonly Dictionary<CellKeys, long> _opening = [];
    private readonly Gathered _total = new();

    /// <summary>Where flows are told apart by both bodies: these flows, without a cell for each.</summary>
    private readonly BodyFlows? _between = slice.By.Contains(Dimension.Body) && slice.By.Contains(Dimension.ToBody) ? new() : null;

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
            if (_between is not null)
            {
                var (sender, receiver) = slice.By[0] == Dimension.Body ? (row.N1, row.N2) : (row.N2, row.N1);
                _between.Add((int)sender, (int)receiver, sign * row.A);
                continue;
            }

            var keys = KeysOf(by, row.N1, row.T1, row.N2, row.T2, span.ByMonth && !facts);
            if (opening)
            {
                _opening[keys] = _opening.GetValueOrDefault(keys) + (sign * row.A);
                continue;
            }

            CellOf(keys).Add(row, sign, measure);
            _total.Add(row, sign, measure);
        }
    }

    /// <summary>Takes histograms out of the sums.</summary>
    public void Add(IEnumerable<DurationsRow> rows, FigureSpan span)
    {
        foreach (var row in rows)
        {
            CellOf(KeysOf(slice.By, row.N1, row.T1, row.N2, row.T2, span.ByMonth)).Add(row.Packed);
            _total.Add(row.Packed);
        }
    }

    /// <summary>Takes flows out of the sums: those between the bodies that are asked for.</summary>
    public void Add(IEnumerable<FlowsRow> rows, FigureSpan span)
    {
        if (_between is not null)
        {
            foreach (var row in rows)
                _between.Add(row.Packed);
            return;
        }

        foreach (var row in rows)
        {
            var flows = new BodyFlows();
            flows.Add(row.Packed);
            foreach (var flow in flows.All.Where(IsAsked))
            {
                CellOf(KeysOf(slice.By, At(0, row.N1), row.T1, At(1, row.N2), row.T2, span.ByMonth)).A += flow.Times;
                _total.A += flow.Times;

                long At(int dimension, long number) => dimension >= slice.By.Count ? 0 : slice.By[dimension] switch
                {
                    Dimension.Body => flow.Sender,
                    Dimension.ToBody => flow.Receiver,
                    _ => number,
                };
            }
        }
    }

    /// <summary>The answer.</summary>
    /// <param name="all">The filter of all.</param>
    /// <param name="total">Where all together was gathered.</param>
    public Figures Figures(Slice all, FigureSums total)
    {
        if (slice.Measure == Measure.Backlog && slice.By.Contains(Dimension.Period))
            RunOn();
        if (_between is not null)
            return FlowsBetween(_between, all);
        var cells = slice.By.Count == 0 ? [] : _cells.Where(cell => cell.Value.A != 0 || cell.Value.B != 0)
            .OrderBy(cell => cell.Key)
            .Select(cell => Cell(cell.Value, slice, cell.Key.ToList(slice.By.Count))).ToList();
        var told = slice.Largest is { } most && most < cells.Count
            ? cells.OrderByDescending(cell => FigureWords.Value(slice, cell)).Take(most).OrderBy(cell => CellKeys.Of(cell.Keys)).ToList() : cells;
        return new Figures(slice, told, Cell(total._total, all, []))
        {
            Others = cells.Count - told.Count,
            InOthers = slice.IsShare || slice.IsDays ? 0 : cells.Sum(cell => cell.Count) - told.Sum(cell => cell.Count),
        };
    }

    /// <summary>The answer of flows from each body to each: they are many, and what is not told becomes no cell.</summary>
    private Figures FlowsBetween(BodyFlows between, Slice all)
    {
        var (count, sum, most, sendersFirst) = (0, 0L, slice.Largest ?? int.MaxValue, slice.By[0] == Dimension.Body);
        CellKeys Keys(BodyFlow flow) => sendersFirst
            ? new(new(Dimension.Body, flow.Sender, ""), new(Dimension.ToBody, flow.Receiver, "")) : new(new(Dimension.ToBody, flow.Receiver, ""), new(Dimension.Body, flow.Sender, ""));
        // The least of those kept goes first; of as many, the one whose keys come last.
        var kept = new PriorityQueue<BodyFlow, BodyFlow>(Comparer<BodyFlow>.Create((one, other) =>
            one.Times.CompareTo(other.Times) is not 0 and var times ? times : Keys(other).CompareTo(Keys(one))));
        foreach (var flow in between.All)
        {
            if (!IsAsked(flow))
                continue;
            (count, sum) = (count + 1, sum + flow.Times);
            if (kept.Count < most)
                kept.Enqueue(flow, flow);
            else
                kept.EnqueueDequeue(flow, flow);
        }

        List<FigureCell> told = [.. kept.UnorderedItems.Select(flow => (Keys: Keys(flow.Element), flow.Element.Times)).OrderBy(flow => flow.Keys)
            .Select(flow => Cell(new Gathered { A = flow.Times }, slice, flow.Keys.ToList(slice.By.Count)))];
        return new Figures(slice, told, Cell(new Gathered { A = sum }, all, [])) { Others = count - told.Count, InOthers = sum - told.Sum(cell => cell.Count) };
    }

    private bool IsAsked(BodyFlow flow) =>
        (slice.Bodies.Count == 0 || slice.Bodies.Contains(flow.Sender)) && (slice.ToBodies.Count == 0 || slice.ToBodies.Contains(flow.Receiver));

    private Gathered CellOf(CellKeys keys)
    {
        if (!_cells.TryGetValue(keys, out var cell))
            _cells[keys] = cell = new Gathered();
        return cell;
    }

    private CellKeys KeysOf(IReadOnlyList<Dimension> by, long firstNumber, string firstText, long secondNumber, string secondText, bool month) => new(
        by.Count > 0 ? KeyOf(by[0], firstNumber, firstText, month) : default, by.Count > 1 ? KeyOf(by[1], secondNumber, secondText, month) : default);

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

    private FigureCell Cell(Gathered cell, Slice asked, IReadOnlyList<FigureKey> keys) => new()
    {
        Keys = keys,
        Asked = asked,
        Count = cell.A,
        Base = slice.IsShare ? cell.B : null,
        Median = slice.IsDays ? cell.Days.Percentile(50) : null,
        Ninetieth = slice.IsDays ? cell.Days.Percentile(90) : null,
    };

    /// <summary>What is open at the end of each part of the time: what was before, and what came and went up to there.</summary>
    private void RunOn()
    {
        var first = slice.By[0] == Dimension.Period;
        var changes = _cells.ToDictionary(cell => cell.Key, cell => cell.Value.A);
        _cells.Clear();
        // What was open before has the other key alone, as its first.
        foreach (var other in changes.Keys.Select(keys => first ? keys.Second : keys.First).Concat(_opening.Keys.Select(keys => keys.First)).Distinct().ToList())
        {
            var open = _opening.GetValueOrDefault(new CellKeys(other, default));
            foreach (var start in FigureTime.Starts(slice.From, slice.Until, slice.Unit))
            {
                var period = new FigureKey(Dimension.Period, start.DayNumber, "");
                var keys = first ? new CellKeys(period, other) : new CellKeys(other, period);
                open += changes.GetValueOrDefault(keys);
                _cells[keys] = new Gathered { A = open };
            }
        }
    }

    private sealed class Gathered
    {
        private DayHistogram? _days;

        public long A { get; set; }

        public long B { get; set; }

        public DayHistogram Days => _days ??= new DayHistogram();

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
    }
}
