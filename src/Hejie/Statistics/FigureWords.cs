using System.Globalization;
using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Hejie.Ui;

namespace Hejie.Statistics;

/// <summary>What the keys of figures are called.</summary>
internal static class FigureWords
{
    /// <summary>A month, quarter or year by its first day.</summary>
    public static string Period(DateOnly start, FigureUnit unit, IWords words) => unit switch
    {
        FigureUnit.Year => words["figures.year", start.Year],
        FigureUnit.Quarter => words["figures.quarter", start.Year, ((start.Month - 1) / 3) + 1],
        FigureUnit.Month => words["figures.month", start.Year, start.Month.ToString("00", CultureInfo.InvariantCulture)],
        _ => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The same for programs: 2026, 2026-Q1, 2026-01.</summary>
    public static string Code(DateOnly start, FigureUnit unit) => unit switch
    {
        FigureUnit.Year => start.ToString("yyyy", CultureInfo.InvariantCulture),
        FigureUnit.Quarter => string.Create(CultureInfo.InvariantCulture, $"{start.Year}-Q{((start.Month - 1) / 3) + 1}"),
        _ => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
    };

    public static string Dimension(PublishedDimension by, IWords words) => words["figures.by." + PublishedTable.Name(by)];

    public static string Channel(FigureChannel channel, IWords words) => words["figures.channel." + PublishedTable.Name(channel)];

    public static string Outcome(FigureOutcome outcome, IWords words) => words["figures.outcome." + PublishedTable.Name(outcome)];

    public static string Lateness(bool late, IWords words) => words[late ? "figures.late" : "figures.in-time"];

    public static string Place(long place, BodyDirectory directory) =>
        PlaceCode.Of(place) is var code && directory.Place(code) is { } found ? found.FullName.Length > 0 ? found.FullName : found.Name : code.ToString();

    public static string County(int county, BodyDirectory directory) => Place(county * 1_000_000_000L, directory);

    /// <summary>A procedure, or with its kind: <c>人民调解·邻里</c>.</summary>
    public static string Code(string code, Catalogue catalogue, IWords words)
    {
        var parts = code.Split('/');
        if (catalogue.Procedures.Find(parts[0]) is not { } procedure)
            return code;
        return parts.Length == 1 ? words[procedure.Title]
            : words[procedure.Title] + "·" + (procedure.Kinds.FirstOrDefault(kind => kind.Code == parts[1]) is { } kind ? words[kind.Label] : parts[1]);
    }

    /// <summary>What the key of a published number says in one dimension: code and name.</summary>
    public static (string Code, string Name) Of(PublishedKey key, PublishedDimension by, BodyDirectory directory, Catalogue catalogue, IWords words) => by switch
    {
        PublishedDimension.County => (key.Area.ToString(CultureInfo.InvariantCulture), County(key.Area, directory)),
        PublishedDimension.Channel => (PublishedTable.Name((FigureChannel)key.Channel), Channel((FigureChannel)key.Channel, words)),
        PublishedDimension.Outcome => (PublishedTable.Name((FigureOutcome)key.Outcome), Outcome((FigureOutcome)key.Outcome, words)),
        PublishedDimension.Lateness => (key.Lateness == 1 ? "late" : "in-time", Lateness(key.Lateness == 1, words)),
        _ => (key.Code, Code(key.Code, catalogue, words)),
    };
}
