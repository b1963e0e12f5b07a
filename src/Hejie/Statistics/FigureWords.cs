using System.Globalization;
using Hejie.Bodies;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Ui;

namespace Hejie.Statistics;

/// <summary>Figures in words, the exact ones and the published: what a cell is of, and how much it is.</summary>
internal sealed class FigureWords(CatalogueHolder catalogue, DirectoryHolder directory, IWords words)
{
    private ProcedureBook Procedures => catalogue.Current.Procedures;

    /// <summary>What is counted.</summary>
    public string Measure(Measure measure) => words["figure." + Code(measure)];

    /// <summary>By what it is told apart.</summary>
    public string Dimension(Dimension by, PlaceLevel level) => words[by == Rules.Statistics.Dimension.Place ? "figure.by-" + Code(level) : "figure.by-" + Code(by)];

    /// <summary>What a cell is of, in one dimension.</summary>
    public string Key(FigureKey key, FigureUnit unit) => key.By switch
    {
        Rules.Statistics.Dimension.Place => Place(PlaceCode.Of(key.Number)),
        Rules.Statistics.Dimension.Procedure => Procedure(key.Text),
        Rules.Statistics.Dimension.Kind => Kind(key.Text),
        Rules.Statistics.Dimension.State => State(key.Text),
        Rules.Statistics.Dimension.Outcome => Outcome((FigureOutcome)(int)key.Number),
        Rules.Statistics.Dimension.Channel => Channel((FigureChannel)(int)key.Number),
        Rules.Statistics.Dimension.Body or Rules.Statistics.Dimension.ToBody => directory.Current.NameOf((int)key.Number),
        _ => Period(key.Day, unit),
    };

    /// <summary>A period by its first day.</summary>
    public string Period(DateOnly day, FigureUnit unit) => unit switch
    {
        FigureUnit.Day => words["figure.day", day.Month, day.Day],
        FigureUnit.Month => words["figure.month", day.Year, day.Month],
        FigureUnit.Quarter => words["figure.quarter", day.Year, (day.Month + 2) / 3],
        _ => words["figure.year", day.Year],
    };

    /// <summary>What a program tells a cell by: a place's code, a body's id, a part of time, the code of all else.</summary>
    public static string Code(FigureKey key, FigureUnit unit) => key.By switch
    {
        Rules.Statistics.Dimension.Place => PlaceCode.Of(key.Number).ToString(),
        Rules.Statistics.Dimension.Outcome => Code((FigureOutcome)(int)key.Number),
        Rules.Statistics.Dimension.Channel => Code((FigureChannel)(int)key.Number),
        Rules.Statistics.Dimension.Body or Rules.Statistics.Dimension.ToBody => key.Number.ToString(CultureInfo.InvariantCulture),
        Rules.Statistics.Dimension.Period => PeriodCode(key.Day, unit),
        _ => key.Text,
    };

    /// <summary>A period for programs: 2026, 2026-Q1, 2026-01, or a day as 2026-01-31.</summary>
    public static string PeriodCode(DateOnly start, FigureUnit unit) => unit switch
    {
        FigureUnit.Day => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FigureUnit.Year => start.ToString("yyyy", CultureInfo.InvariantCulture),
        FigureUnit.Quarter => string.Create(CultureInfo.InvariantCulture, $"{start.Year}-Q{((start.Month - 1) / 3) + 1}"),
        _ => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
    };

    /// <summary>What the key of a published number says in one dimension: code and name.</summary>
    public (string Code, string Name) Of(PublishedKey key, PublishedDimension by) => by switch
    {
        PublishedDimension.County => (key.Area.ToString(CultureInfo.InvariantCulture), County(key.Area)),
        PublishedDimension.Channel => (Code((FigureChannel)key.Channel), Channel((FigureChannel)key.Channel)),
        PublishedDimension.Outcome => (Code((FigureOutcome)key.Outcome), Outcome((FigureOutcome)key.Outcome)),
        PublishedDimension.Lateness => (key.Lateness == 1 ? "late" : "in-time", Lateness(key.Lateness == 1)),
        PublishedDimension.Kind => (key.Code, Kind(key.Code)),
        _ => (key.Code, Procedure(key.Code)),
    };

    /// <summary>By what a published table tells its counts apart.</summary>
    public string Dimension(PublishedDimension by) => words["figures.by." + Code(by)];

    public string Channel(FigureChannel channel) => words["figure.channel-" + Code(channel)];

    public string Outcome(FigureOutcome outcome) => words["figure.outcome-" + Code(outcome)];

    public string Lateness(bool late) => words[late ? "figures.late" : "figures.in-time"];

    /// <summary>A county by its six digits.</summary>
    public string County(int county) => PlaceCode.Of(county * 1_000_000_000L) is var code && directory.Current.Place(code) is { FullName.Length: > 0 } place ? place.FullName : Place(code);

    /// <summary>How much a cell is, as a number that charts draw; null where there is nothing to say.</summary>
    public static double? Value(Slice slice, FigureCell cell) =>
        slice.IsShare ? cell.Share * 100 : slice.IsDays ? cell.Median : cell.Count;

    /// <summary>How much a cell is, in words.</summary>
    public string Text(Slice slice, FigureCell? cell) => cell is null ? words["figure.none"]
        : slice.IsShare ? cell.Share is { } share ? Percent(share) : words["figure.none"]
        : slice.IsDays ? cell.Median is { } median ? words["figure.days", median, cell.Ninetieth ?? median] : words["figure.none"]
        : Number(cell.Count);

    /// <summary>A share of 1 in per cent, with one decimal.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>How many matters; of what happens in a matter more than once, how many times.</summary>
    public string Times(Measure measure, long count) =>
        words[measure is Rules.Statistics.Measure.Flow or Rules.Statistics.Measure.CallsAnswered ? "figure.times" : "figure.matters", Number(count)];

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public string Procedure(string id) => Procedures.Find(id) is { } procedure ? words[procedure.Title] : id;

    public string Place(PlaceCode place) => directory.Current.Place(place)?.Name ?? place.ToString();

    public string Kind(string both) => Split(both) is var (id, kind) && Procedures.Find(id) is { } procedure
        ? words["figure.kind", words[procedure.Title], KindWords.Of(procedure, kind, words)] : both;

    public string State(string both) => Split(both) is var (id, state) && Procedures.Find(id) is { } procedure && procedure.States.TryGetValue(state, out var found)
        ? words["figure.kind", words[procedure.Title], words[found.Title]] : both;

    private static (string Procedure, string Name) Split(string both) =>
        both.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? (both[..slash], both[(slash + 1)..]) : (both, "");

    private static string Code<T>(T value)
        where T : struct, Enum => PublishedTable.Name(value);
}
