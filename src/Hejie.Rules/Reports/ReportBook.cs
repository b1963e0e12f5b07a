using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Rules.Reports;

/// <summary>The reports that the system writes, from <c>catalogue/reports</c>.</summary>
/// <param name="Templates">The templates by their ids.</param>
public sealed partial record ReportBook(IReadOnlyDictionary<string, ReportTemplate> Templates)
{
    private const int MostRows = 40;

    /// <summary>The numbers that a text may name, each also with <c>.before</c> and <c>.year</c>.</summary>
    public static IReadOnlyDictionary<string, Measure> Numbers { get; } = new Dictionary<string, Measure>
    {
        ["filed"] = Measure.Filed,
        ["accepted"] = Measure.Accepted,
        ["ended"] = Measure.Ended,
        ["solved"] = Measure.Solved,
        ["on-time"] = Measure.OnTime,
        ["solved-at-once"] = Measure.SolvedAtOnce,
        ["rated-well"] = Measure.RatedWell,
        ["performed"] = Measure.Performed,
        ["calls-answered"] = Measure.CallsAnswered,
        ["reopened"] = Measure.Reopened,
        ["late"] = Measure.Late,
        ["open"] = Measure.Backlog,
        ["days-to-accept"] = Measure.DaysToAccept,
        ["days-to-end"] = Measure.DaysToEnd,
    };

    /// <summary>Reads and checks all files.</summary>
    /// <param name="files">The files: name and text.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static ReportBook Load(IEnumerable<(string File, string Text)> files)
    {
        var problems = new List<CatalogueProblem>();
        var templates = new Dictionary<string, ReportTemplate>(StringComparer.Ordinal);
        foreach (var (file, text) in files)
        {
            var map = YamlMap.Parse(file, text, problems);
            var id = System.IO.Path.GetFileNameWithoutExtension(file);
            templates[id] = new ReportTemplate(
                id, One(map, "level", PlaceLevel.County, PlaceLevel.Prefecture), One(map, "unit", FigureUnit.Month, FigureUnit.Quarter, FigureUnit.Year), Said(map, "title", ["place", "period"]),
                [.. map.List("sections").Select(Part)]);
            map.Done();
        }

        return problems.Count == 0 ? new ReportBook(templates) : throw new CatalogueException(problems);
    }

    /// <summary>The names of the numbers that a text names.</summary>
    public static IEnumerable<string> NamedIn(string text) => Name().Matches(text).Select(match => match.Groups[1].Value);

    private static ReportPart Part(YamlMap map)
    {
        var part = new ReportPart(map.Words("heading"), Said(map, "says", ["place", "period", .. Numbers.Keys]), map.OptionalMap("chart") is { } chart ? ChartOf(chart) : null);
        map.Done();
        return part;
    }

    /// <summary>A text with what it names filled in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="filled">What each name stands for.</param>
    /// <param name="told">Is told each name with where its value begins, in the order of the text.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string> filled, Action<string, int>? told = null)
    {
        // By how much the text has grown up to here.
        var grown = 0;
        return Name().Replace(text, match =>
        {
            var (name, value) = (match.Groups[1].Value, filled[match.Groups[1].Value]);
            told?.Invoke(name, match.Index + grown);
            grown += value.Length - match.Length;
            return value;
        });
    }

    private static ReportChart ChartOf(YamlMap map)
    {
        var measure = Numbers.TryGetValue(map.Text("measure"), out var known) ? known : Measure.Flow;
        if (measure == Measure.Flow)
            map.Problem("measure", $"a chart counts one of: {string.Join(", ", Numbers.Keys)}");
        var (by, level, unit) = map.Text("by") switch
        {
            "county" => (Dimension.Place, PlaceLevel.County, FigureUnit.Month),
            "township" => (Dimension.Place, PlaceLevel.Township, FigureUnit.Month),
            "kind" => (Dimension.Kind, PlaceLevel.County, FigureUnit.Month),
            "procedure" => (Dimension.Procedure, PlaceLevel.County, FigureUnit.Month),
            "outcome" => (Dimension.Outcome, PlaceLevel.County, FigureUnit.Month),
            "channel" => (Dimension.Channel, PlaceLevel.County, FigureUnit.Month),
            "body" => (Dimension.Body, PlaceLevel.County, FigureUnit.Month),
            "month" => (Dimension.Period, PlaceLevel.County, FigureUnit.Month),
            _ => (Dimension.ToBody, PlaceLevel.County, FigureUnit.Month),
        };
        if (by == Dimension.ToBody)
            map.Problem("by", "a chart is told apart by county, township, kind, procedure, outcome, channel, body or month");
        var line = map.Text("as") is "line";
        if (line != (by == Dimension.Period))
            map.Problem("as", "a line is drawn over months, all else as bars");
        var top = map.OptionalNumber("top") ?? MostRows;
        if (top is < 1 or > MostRows)
            map.Problem("top", $"a chart has 1 to {MostRows} rows");
        var compare = map.OptionalText("compare") switch { null => ReportCompare.Nothing, "before" => ReportCompare.Before, "year" => ReportCompare.Year, _ => (ReportCompare?)null };
        if (compare is null)
            map.Problem("compare", "a chart is compared with 'before' or 'year'");
        var chart = new ReportChart(map.Words("title"), measure, by, level, unit, line, top, compare ?? ReportCompare.Nothing);
        map.Done();
        return chart;
    }

    /// <summary>Words that name only what is filled in them.</summary>
    private static Words Said(YamlMap map, string key, IReadOnlyList<string> names)
    {
        var words = map.Words(key);
        foreach (var name in NamedIn(words.Zh).Concat(NamedIn(words.En)).Distinct())
        {
            var plain = name.EndsWith(".before", StringComparison.Ordinal) ? name[..^7] : name.EndsWith(".year", StringComparison.Ordinal) ? name[..^5] : name;
            if (!names.Contains(plain) || (plain != name && !Numbers.ContainsKey(plain)))
                map.Problem(key, $"there is nothing called '{name}' to fill in");
        }

        return words;
    }

    private static T One<T>(YamlMap map, string key, params T[] allowed)
        where T : struct, Enum
    {
        var text = map.Text(key);
        foreach (var value in allowed)
        {
            if (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text)
                return value;
        }

        map.Problem(key, $"'{text}' is none of: {string.Join(", ", allowed.Select(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())))}");
        return allowed[0];
    }

    [GeneratedRegex(@"\{([a-z.\-]+)\}")]
    private static partial Regex Name();
}
