using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>
/// A change of the law as a file: versions of rules as in <c>catalogue/rules</c>, and rows of calendars as in
/// <c>holidays.csv</c>. What it would move can be seen before the catalogue is changed.
/// </summary>
public sealed class LawChange
{
    private LawChange(IReadOnlyList<RuleVersion> rules, IReadOnlyList<(HolidayNotice Notice, CatalogueProblem Place)> notices)
    {
        Rules = rules;
        Notices = notices;
    }

    /// <summary>The versions of rules, new or in place of those that begin on the same day.</summary>
    public IReadOnlyList<RuleVersion> Rules { get; }

    /// <summary>The rows of calendars, each with where it stands and what is to be said of one that the catalogue lacks.</summary>
    internal IReadOnlyList<(HolidayNotice Notice, CatalogueProblem Place)> Notices { get; }

    /// <summary>Reads a change.</summary>
    /// <param name="file">Its path, as problems cite it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static LawChange Read(string file, string text, List<CatalogueProblem> problems)
    {
        var map = YamlMap.Parse(file, text, problems);
        var rules = RuleFile.Versions(map);
        var notices = new List<(HolidayNotice, CatalogueProblem)>();
        var seen = new HashSet<(DateOnly, string)>();
        foreach (var row in map.List("calendar"))
            Row(row, seen, notices);
        if (rules.Count == 0 && notices.Count == 0) map.Problem(null, "nothing changes: neither 'rules' nor 'calendar' holds anything");
        map.Done();
        return new LawChange(rules, notices);
    }

    /// <summary>What of the change the catalogue lacks, each with its line; empty where the catalogue holds it all.</summary>
    public IReadOnlyList<CatalogueProblem> MissingIn(RuleBook rules, Calendar calendar) =>
    [
        .. Rules.Where(version => rules.Versions(version.Rule.Id).All(known => known.Hash != version.Hash))
            .Select(version => Missing(version.File, version.Line)),
        .. Notices.Where(row => !calendar.Has(row.Notice)).Select(row => row.Place),
    ];

    private static void Row(YamlMap row, HashSet<(DateOnly, string)> seen, List<(HolidayNotice, CatalogueProblem)> notices)
    {
        var read = new List<HolidayNotice>(1);
        var (day, kind, name, scope) = (row.Text("date"), row.Text("kind"), row.Text("name"), row.Text("scope"));
        row.Done();
        // What is missing is told once, by its key.
        if (day.Length == 0 || kind.Length == 0 || name.Length == 0 || scope.Length == 0) return;
        if (HolidayNotice.Row(day, kind, name, scope, seen, read) is { } reason) row.Problem(null, reason);
        else notices.Add((read[0], Missing(row.File, row.Line)));
    }

    private static CatalogueProblem Missing(string file, int line) =>
        new(file, line, "not in the catalogue in force; write it there and have it approved, then apply");
}
