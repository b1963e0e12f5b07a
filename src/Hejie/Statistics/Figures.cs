using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>What tells a cell from others in one dimension.</summary>
/// <param name="By">The dimension.</param>
/// <param name="Number">A place's 15 digits, a body, a channel or outcome, or the day number of a period's first day; else 0.</param>
/// <param name="Text">A procedure, <c>procedure/kind</c> or <c>procedure/state</c>; else empty.</param>
internal readonly record struct FigureKey(Dimension By, long Number, string Text) : IComparable<FigureKey>
{
    /// <summary>The first day of a period.</summary>
    public DateOnly Day => DateOnly.FromDayNumber((int)Number);

    /// <summary>Of one dimension: by the number, then by the text.</summary>
    public int CompareTo(FigureKey other) => Number.CompareTo(other.Number) is not 0 and var number ? number : string.CompareOrdinal(Text, other.Text);
}

/// <summary>The keys of a cell, one of each dimension asked for: what tells cells apart. Made of them without a list.</summary>
internal readonly record struct CellKeys(FigureKey First, FigureKey Second) : IComparable<CellKeys>
{
    /// <summary>Those of a cell; there are <see cref="Slice.MostDimensions"/> at most.</summary>
    public static CellKeys Of(IReadOnlyList<FigureKey> keys) => new(keys.Count > 0 ? keys[0] : default, keys.Count > 1 ? keys[1] : default);

    /// <summary>Each with something done to it.</summary>
    public CellKeys With(Func<FigureKey, FigureKey> change) => new(change(First), change(Second));

    /// <summary>With each part of a time put where another time has it.</summary>
    /// <param name="starts">As <see cref="FigureTime.Beside"/> has them.</param>
    public CellKeys At(IReadOnlyDictionary<long, long> starts) =>
        With(key => key.By == Dimension.Period ? key with { Number = starts.GetValueOrDefault(key.Number) } : key);

    /// <summary>So many of them, in their order.</summary>
    public IReadOnlyList<FigureKey> ToList(int count) => count switch { 0 => [], 1 => [First], _ => [First, Second] };

    /// <summary>By the first, then by the second.</summary>
    public int CompareTo(CellKeys other) => First.CompareTo(other.First) is not 0 and var first ? first : Second.CompareTo(other.Second);
}

/// <summary>One figure, with the question that opens the matters behind it.</summary>
internal sealed record FigureCell
{
    /// <summary>What tells it from others, in the order of the question; empty for the total.</summary>
    public required IReadOnlyList<FigureKey> Keys { get; init; }

    /// <summary>How many matters, or of a flow how many hops.</summary>
    public long Count { get; init; }

    /// <summary>Of a share: of how many.</summary>
    public long? Base { get; init; }

    /// <summary>Of days: the median.</summary>
    public int? Median { get; init; }

    /// <summary>Of days: the 90th percentile.</summary>
    public int? Ninetieth { get; init; }

    /// <summary>What was asked, of which this is a part.</summary>
    public required Slice Asked { get; init; }

    /// <summary>The question narrowed to this cell: <see cref="FigureMatters"/> opens with it what is counted here. Made when it is asked for: most cells are only read.</summary>
    public Slice Filter => Keys.Aggregate(Asked with { By = [] }, (filter, key) => Narrowed(filter, key));

    /// <summary>Of a share: the question that opens all of which it is a share.</summary>
    public Slice BaseFilter => Filter with { Part = SharePart.Base };

    /// <summary>The cell of the time that it is compared with; null where nothing was asked to compare.</summary>
    public FigureCell? Before { get; init; }

    /// <summary>Of a share: from 0 to 1; null without a base.</summary>
    public double? Share => Base is > 0 and var of ? (double)Count / of : null;

    private Slice Narrowed(Slice filter, FigureKey key) => key.By switch
    {
        Dimension.Place => filter with { Places = PlacesIn(PlaceCode.Of(key.Number)) },
        Dimension.Procedure => filter with { Procedures = [key.Text] },
        Dimension.Kind => filter with { Kinds = [key.Text] },
        Dimension.State => filter with { States = [key.Text] },
        Dimension.Outcome => filter with { Outcomes = [(FigureOutcome)(int)key.Number] },
        Dimension.Channel => filter with { Channels = [(FigureChannel)(int)key.Number] },
        Dimension.Body => filter with { Bodies = [(int)key.Number] },
        Dimension.ToBody => filter with { ToBodies = [(int)key.Number] },
        _ => filter with { From = Later(key.Day, Asked.From), Until = Earlier(FigureTime.End(key.Day, Asked.Unit), Asked.Until) },
    };

    /// <summary>Of a place: the smaller ones that were asked about, if any were; else itself.</summary>
    private List<PlaceCode> PlacesIn(PlaceCode place)
    {
        List<PlaceCode> asked = [.. Asked.Places.Where(place.Contains)];
        return asked.Count > 0 ? asked : [place];
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}

/// <summary>Exact figures.</summary>
/// <param name="Slice">The question.</param>
/// <param name="Cells">The cells that are not zero, in the order of their keys; every period has its cells where others have.</param>
/// <param name="Total">All together; places, states and the like that no cell has are in it.</param>
internal sealed record Figures(Slice Slice, IReadOnlyList<FigureCell> Cells, FigureCell Total)
{
    /// <summary>Where only the largest cells were asked for: how many others there are. <see cref="Slice"/> itself opens the matters behind them.</summary>
    public int Others { get; init; }

    /// <summary>How many matters, or hops, the others are; 0 where values are no counts.</summary>
    public long InOthers { get; init; }
}

/// <summary>What came of a question.</summary>
internal abstract record FiguresAnswer
{
    private FiguresAnswer()
    {
    }

    public sealed record Done(Figures Figures) : FiguresAnswer;

    /// <summary>It cannot be answered; its words are <c>figures.error.CODE</c>.</summary>
    public sealed record Refused(string Code) : FiguresAnswer;
}

/// <summary>With what figures are compared.</summary>
internal enum FigureCompare
{
    Nothing,

    /// <summary>The time just before, of the same length.</summary>
    Before,

    /// <summary>The same days of the year before.</summary>
    YearBefore,
}
