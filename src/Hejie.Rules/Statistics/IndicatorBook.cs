using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Statistics;

/// <summary>An indicator of how a body works: how fast, how punctual, how well; never how much.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Formula">How it is counted, in words for everybody.</param>
/// <param name="Measure">What is counted: a share, a number of days, or a count that is divided by <paramref name="Of"/>.</param>
/// <param name="Of">By what a count is divided; null where the measure is a share or a number of days itself.</param>
public sealed record Indicator(string Id, Words Title, Words Formula, Measure Measure, Measure? Of);

/// <summary>
/// The indicators of <c>statistics/indicators.yaml</c>: public, of bodies and never of persons. Petitions, complaints and
/// what is hidden are in none of them, and none is a plain count, so that nobody's number is held against a body (safeguard 7).
/// </summary>
/// <param name="Small">The least base of a value that says something; smaller ones are marked.</param>
/// <param name="Procedures">Of which procedures.</param>
/// <param name="Indicators">The indicators, in the file's order.</param>
public sealed record IndicatorBook(int Small, IReadOnlyList<string> Procedures, IReadOnlyList<Indicator> Indicators)
{
    private const int MostIndicators = 12;

    private static readonly Dictionary<string, Measure> s_measures = Enum.GetValues<Measure>()
        .Where(measure => measure is not (Measure.Open or Measure.Overdue or Measure.Backlog or Measure.Flow))
        .ToDictionary(PublishedTable.Name, StringComparer.Ordinal);

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="procedures">The procedures there are.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static IndicatorBook Load(string file, string text, ProcedureBook procedures)
    {
        var problems = new List<CatalogueProblem>();
        var map = YamlMap.Parse(file, text, problems);
        var small = map.Number("small");
        if (map.Has("small") && small is < 5 or > 1000)
            map.Problem("small", $"a base is small below 5 to 1000, not below {small}");
        var ids = map.Texts("procedures");
        if (ids.Count == 0)
            map.Problem("procedures", "name the procedures that are counted");
        foreach (var id in ids)
        {
            if (procedures.Find(id) is not { } procedure)
                map.Problem("procedures", $"there is no procedure '{id}'");
            else if (procedure.IsComplaint || procedure.OpenTo.Count > 0)
                map.Problem("procedures", $"'{id}' is in no indicator: how many petition, complain or ask for protection is held against nobody (safeguard 7)");
        }

        var indicators = map.Maps("indicators").Select(pair => Read(pair.Key, pair.Value)).ToList();
        if (indicators.Count > MostIndicators)
            map.Problem("indicators", $"at most {MostIndicators} indicators are shown beside each other");
        map.Done();
        return problems.Count == 0 ? new IndicatorBook(small, ids, indicators) : throw new CatalogueException(problems);
    }

    private static Indicator Read(string id, YamlMap map)
    {
        var (title, formula) = (map.Words("title"), map.Words("formula"));
        var measure = Measured(map, "measure");
        Measure? of = map.Has("of") ? Measured(map, "of") : null;
        map.Done();
        var slice = new Slice { Measure = measure };
        if (of is { } by && (IsWhole(by) || slice.IsShare || slice.IsDays))
            map.Problem("of", "only a count is divided, and only by a count");
        else if (of is null && !slice.IsShare && !slice.IsDays)
            map.Problem("measure", $"'{PublishedTable.Name(measure)}' is a plain count: how many there are is no indicator (safeguard 7); say by what it is divided");
        return new Indicator(id, title, formula, measure, of);
    }

    private static bool IsWhole(Measure measure) => new Slice { Measure = measure } is var slice && (slice.IsShare || slice.IsDays);

    private static Measure Measured(YamlMap map, string key)
    {
        var name = map.Text(key);
        if (s_measures.TryGetValue(name, out var measure))
            return measure;
        map.Problem(key, $"'{name}' is no measure: write one of {string.Join(", ", s_measures.Keys)}");
        return Measure.OnTime;
    }
}
