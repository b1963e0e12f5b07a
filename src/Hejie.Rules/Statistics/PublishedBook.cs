using System.Text.Json;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Statistics;

/// <summary>By what a published table tells its counts apart, besides the month.</summary>
public enum PublishedDimension
{
    /// <summary>The county.</summary>
    County,

    /// <summary>The procedure.</summary>
    Procedure,

    /// <summary>The kind within its procedure, as <c>procedure/kind</c>.</summary>
    Kind,

    /// <summary>The way by which matters came.</summary>
    Channel,

    /// <summary>How they ended.</summary>
    Outcome,

    /// <summary>Whether a body's time ran out in them.</summary>
    Lateness,
}

/// <summary>A table that is published for everybody.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Title">Its name.</param>
/// <param name="About">What it counts, and what not.</param>
/// <param name="Measure">What is counted: filed, accepted or ended matters.</param>
/// <param name="By">By what its smallest cells are told apart, besides the month.</param>
/// <param name="Procedures">Of which procedures.</param>
public sealed record PublishedTable(
    string Id, Words Title, Words About, Measure Measure, IReadOnlyList<PublishedDimension> By, IReadOnlyList<string> Procedures)
{
    /// <summary>What its months are made by: months made by another definition are not of this table.</summary>
    public string Definition => $"{Name(Measure)} {string.Join(',', By.Select(Name))} {string.Join(',', Procedures.Order(StringComparer.Ordinal))}";

    /// <summary>A measure or dimension as the catalogue and the open data call it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>
/// The tables of <c>statistics/published.yaml</c>. What makes them safe is held here: no matter is counted by the same
/// measure in two tables, so that nothing is gained by comparing them; all sums are sums of what was published; petitions
/// and complaints are counted by procedure for the whole prefecture alone (safeguard 7); what is hidden is in none.
/// </summary>
/// <param name="SettleDays">How many days after a month's end it is counted.</param>
/// <param name="Tables">The tables, in the file's order.</param>
public sealed record PublishedBook(int SettleDays, IReadOnlyList<PublishedTable> Tables)
{
    private const int MostTables = 20, MostId = 40;

    private static readonly Measure[] s_measures = [Measure.Filed, Measure.Accepted, Measure.Ended];

    /// <summary>A table by its id; null where there is none.</summary>
    public PublishedTable? Find(string? id) => Tables.FirstOrDefault(table => table.Id == id);

    /// <summary>Reads and checks the tables.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="procedures">The procedures in force.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static PublishedBook Load(string file, string text, ProcedureBook procedures)
    {
        var problems = new List<CatalogueProblem>();
        var map = YamlMap.Parse(file, text, problems);
        var settle = map.Number("settle-days");
        if (map.Has("settle-days") && settle is < 1 or > 60)
            map.Problem("settle-days", $"a month settles in 1 to 60 days, not in {settle}");
        var tables = map.Maps("tables").Select(pair => Read(pair.Key, pair.Value, procedures)).ToList();
        map.Done();
        if (tables.Count > MostTables)
            map.Problem("tables", $"at most {MostTables} tables are published");
        foreach (var twice in tables.SelectMany(table => table.Procedures.Select(procedure => (table, procedure))).GroupBy(one => (one.table.Measure, one.procedure)).Where(group => group.Count() > 1))
        {
            var (table, procedure) = twice.Last();
            map.Problem("tables", $"'{procedure}' is counted by '{PublishedTable.Name(table.Measure)}' in '{twice.First().table.Id}' and in '{table.Id}': two tables of the same matters could be compared; tell them apart in one");
        }

        return problems.Count == 0 ? new PublishedBook(settle, tables) : throw new CatalogueException(problems);
    }

    private static PublishedTable Read(string id, YamlMap map, ProcedureBook procedures)
    {
        if (id.Length > MostId || !id.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') || id == "dictionary")
            map.Problem(null, $"'{id}' is no id of a table: at most {MostId} small letters and hyphens, and not 'dictionary'");
        var (title, about) = (map.Words("title"), map.Words("about"));
        var measure = Choice(map, "measure", map.Text("measure"), s_measures);
        var by = map.Texts("by").Select(name => Choice(map, "by", name, Enum.GetValues<PublishedDimension>())).ToList();
        var ids = map.Texts("procedures");
        map.Done();
        if (by.Distinct().Count() != by.Count)
            map.Problem("by", "a dimension stands there twice");
        if (by.Contains(PublishedDimension.Procedure) && by.Contains(PublishedDimension.Kind))
            map.Problem("by", "kinds are told apart by procedure already: leave 'procedure' out");
        if (measure != Measure.Ended && by.Any(dimension => dimension is PublishedDimension.Outcome or PublishedDimension.Lateness))
            map.Problem("by", "only what has ended is told apart by outcome or lateness");
        if (ids.Count == 0)
            map.Problem("procedures", "name the procedures that it counts");
        foreach (var name in ids)
            CheckProcedure(map, name, by, procedures);
        return new PublishedTable(id, title, about, measure, by, ids);
    }

    private static void CheckProcedure(YamlMap map, string id, List<PublishedDimension> by, ProcedureBook procedures)
    {
        if (procedures.Find(id) is not { } procedure)
        {
            map.Problem("procedures", $"there is no procedure '{id}'; there are {NameCheck.List(procedures.InForce.Select(each => each.Id))}");
            return;
        }

        if (procedure.OpenTo.Count > 0)
            map.Problem("procedures", $"'{id}' is hidden from most posts: nothing of it is published");
        if (procedure.IsComplaint && by.Any(dimension => dimension != PublishedDimension.Procedure))
            map.Problem("by", $"'{id}' is for petitions or complaints: they are counted by procedure for the whole prefecture, and by nothing else");
    }

    private static T Choice<T>(YamlMap map, string key, string text, IReadOnlyList<T> known)
        where T : struct, Enum
    {
        foreach (var value in known)
        {
            if (PublishedTable.Name(value) == text)
                return value;
        }

        if (text.Length > 0)
            map.Problem(key, $"'{text}' is none of {NameCheck.List(known.Select(PublishedTable.Name))}");
        return known[0];
    }
}
