using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>Reads a file of rules, a list named <c>rules</c>.</summary>
internal static class RuleFile
{
    private static readonly (string Name, PeriodUnit Unit, int Longest)[] s_units =
    [
        ("days", PeriodUnit.Days, 3_660), ("working-days", PeriodUnit.WorkingDays, 366), ("months", PeriodUnit.Months, 120),
        ("years", PeriodUnit.Years, 20), ("hours", PeriodUnit.Hours, 720), ("at-once", PeriodUnit.AtOnce, 0),
        ("minutes", PeriodUnit.Minutes, 600),
    ];

    internal static List<RuleVersion> Read(string file, string text, List<CatalogueProblem> problems)
    {
        var map = YamlMap.Parse(file, text, problems);
        if (!map.Has("rules")) map.Problem(null, "'rules' is missing");
        var versions = Versions(map);
        map.Done();
        return versions;
    }

    /// <summary>The versions under the key <c>rules</c>; none where it is absent.</summary>
    internal static List<RuleVersion> Versions(YamlMap map) => [.. map.List("rules").Select(item => Version(item))];

    private static RuleVersion Version(YamlMap map)
    {
        var unit = Unit(map);
        var rule = new Rule
        {
            Id = Id(map),
            Title = map.Words("title"),
            Starts = map.Words("starts"),
            Article = map.Text("article"),
            Unit = unit,
            Length = Length(map, unit),
            Extension = map.OptionalMap("extension") is { } extension ? Extension(extension, unit) : null,
            Pauses = Pauses(map),
            Restarts = map.OptionalWords("restarts"),
            Relief = map.OptionalText("relief"),
            Transition = Transition(map),
            RollOver = RollOver(map, unit),
            FromTheMoment = FromTheMoment(map, unit),
            Then = map.Words("then"),
            From = From(map),
            Until = map.OptionalDate("until"),
            Verified = Stated(map, "verified"),
            Source = map.Words("source"),
        };
        if (unit == PeriodUnit.AtOnce && (rule.Extension is not null || rule.Pauses.Count > 0))
            map.Problem("unit", "what is due at once is neither extended nor paused");
        if (rule.Until < rule.From) map.Problem("until", "'until' lies before 'from'");
        map.Done();
        return new RuleVersion(rule, RuleText.Hash(rule), map.File, map.Line);
    }

    private static string Id(YamlMap map)
    {
        var id = map.Text("id");
        if (!id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            map.Problem("id", $"'{id}' may hold small letters, digits and hyphens only");
        return id;
    }

    private static PeriodUnit Unit(YamlMap map)
    {
        var name = map.Text("unit");
        var found = Array.Find(s_units, known => known.Name == name);
        if (found.Name is null && name.Length > 0)
            map.Problem("unit", $"unknown unit '{name}'; known are {string.Join(", ", s_units.Select(known => known.Name))}");
        return found.Unit;
    }

    private static int Length(YamlMap map, PeriodUnit unit)
    {
        if (unit == PeriodUnit.AtOnce)
        {
            if (map.OptionalNumber("length") is not null) map.Problem("length", "what is due at once has no length");
            return 0;
        }

        if (!map.Has("length")) map.Problem(null, "'length' is missing");
        if (map.OptionalNumber("length") is not { } length) return 0;
        var longest = Array.Find(s_units, known => known.Unit == unit).Longest;
        if (length < 1 || length > longest) map.Problem("length", $"'length' must lie between 1 and {longest}");
        return length;
    }

    private static Extension Extension(YamlMap map, PeriodUnit of)
    {
        var unit = Unit(map);
        var extension = new Extension(Length(map, unit), unit, map.Words("approver"), map.OptionalNumber("times"));
        if (extension.Times < 1) map.Problem("times", "'times' must be 1 or more; leave it out for no limit");
        if (unit is PeriodUnit.AtOnce or PeriodUnit.Minutes || of == PeriodUnit.Minutes || (unit == PeriodUnit.Hours) != (of == PeriodUnit.Hours))
            map.Problem("unit", "hours are extended by hours, and nothing else is");
        map.Done();
        return extension;
    }

    private static List<PauseKind> Pauses(YamlMap map)
    {
        var kinds = new List<PauseKind>();
        foreach (var item in map.List("pauses"))
        {
            var kind = new PauseKind(item.Text("code"), new Words(item.Text("zh"), item.Text("en")));
            item.Done();
            if (kinds.Exists(known => known.Code == kind.Code)) item.Problem("code", $"'{kind.Code}' is given twice");
            kinds.Add(kind);
        }

        return kinds;
    }

    private static Transition Transition(YamlMap map)
    {
        var name = map.OptionalText("transition");
        if (name is not (null or "trigger" or "running"))
            map.Problem("transition", $"'transition' must be trigger or running, not '{name}'");
        return name == "running" ? Time.Transition.Running : Time.Transition.Trigger;
    }

    // A count of working days ends on one, and hours end at an instant: neither can end on a day of rest and move.
    private static bool RollOver(YamlMap map, PeriodUnit unit)
    {
        if (unit is not (PeriodUnit.WorkingDays or PeriodUnit.Hours or PeriodUnit.AtOnce or PeriodUnit.Minutes)) return Stated(map, "roll-over");
        if (map.Flag("roll-over")) map.Problem("roll-over", "working days, hours, minutes and what is due at once do not roll over");
        return false;
    }

    private static bool FromTheMoment(YamlMap map, PeriodUnit unit)
    {
        if (unit == PeriodUnit.Hours) return Stated(map, "from-the-moment");
        // Minutes always do.
        if (map.Flag("from-the-moment")) map.Problem("from-the-moment", "only hours are said to start at a moment");
        return unit == PeriodUnit.Minutes;
    }

    private static bool Stated(YamlMap map, string key)
    {
        if (!map.Has(key)) map.Problem(null, $"'{key}' is missing");
        return map.Flag(key);
    }

    private static DateOnly From(YamlMap map)
    {
        if (!map.Has("from")) map.Problem(null, "'from' is missing");
        return map.OptionalDate("from") ?? DateOnly.MinValue;
    }
}
