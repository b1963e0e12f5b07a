namespace Hejie.Rules.Import;

/// <summary>
/// Keeps lists of persons out (safeguard 10). A table of matters says of each row what happened, or what is asked, and when.
/// A table of who people are says neither, whatever its columns are mapped to.
/// </summary>
public static class RosterGuard
{
    /// <summary>No column tells what happened.</summary>
    public const string NoEvent = "import.roster.event";

    /// <summary>No column tells when.</summary>
    public const string NoDate = "import.roster.date";

    /// <summary>It is made to watch or to sort people.</summary>
    public const string Watch = "import.roster.watch";

    private const double Most = 0.5;

    /// <summary>What happens once to a person, and to no matter.</summary>
    private static readonly string[] s_life =
        ["出生", "生日", "列管", "纳管", "建档", "入矫", "解矫", "释放", "入党", "入伍", "退伍", "参军", "发证", "领证", "有效期", "到期", "婚", "入住", "迁入", "入户", "入学", "毕业", "birth"];

    /// <summary>Columns by which lists of people are kept and watched. A register of matters has none.</summary>
    private static readonly string[] s_watch =
    [
        "管控等级", "管控级别", "管控类别", "管控状态", "管控措施", "管控对象", "稳控", "列管", "纳管", "布控", "重点人", "重点对象", "人员类别", "人员类型", "人员性质", "人员等级", "风险人员", "人员风险", "关注人员", "关注等级", "关注级别", "现实表现", "与户主关系", "户主关系",
        "前科", "劣迹", "轨迹", "行踪", "盯防", "包保责任人", "包保人", "上访次数", "信访次数", "进京", "赴省", "缠访", "闹访", "矫正期", "戒毒", "吸毒", "信教", "教派", "宗教信仰", "政治面貌",
    ];

    /// <summary>Why a table is a list of persons, or null.</summary>
    /// <param name="columns">All its columns with some values; nothing of them is kept.</param>
    /// <param name="mapped">What the columns were said to be.</param>
    public static string? Refused(IReadOnlyList<SampleColumn> columns, IReadOnlyDictionary<string, ImportField> mapped)
    {
        if (columns.Any(column => s_watch.Any(word => column.Name.Contains(word, StringComparison.Ordinal))))
            return Watch;
        IReadOnlyList<SampleColumn> Of(ImportField field) => [.. columns.Where(column => mapped.TryGetValue(column.Name, out var to) && to == field)];
        var what = Of(ImportField.What);
        if (what.Count == 0 || what.All(column => column.Filled.Count == 0) || !what.Any(TellsEvents))
            return NoEvent;
        var dates = Of(ImportField.Date).Where(column => !IsOfPersons(column.Name)).ToList();
        if (dates.Count == 0 || dates.TrueForAll(column => column.Filled.Count > 0 && column.Share(value => ImportDates.Read(value) is { } date && date >= ImportDates.Earliest) < Most))
            return NoDate;
        return null;
    }

    /// <summary>Whether a column's name speaks of dates of a person's life.</summary>
    public static bool IsOfPersons(string name)
    {
        // 发生日期 holds 生日.
        name = name.Replace("发生日", "", StringComparison.Ordinal);
        return s_life.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Most of its values say that something happened, and they are not a few words for what people are.</summary>
    private static bool TellsEvents(SampleColumn column)
    {
        if (IsOfPersons(column.Name) || column.Share(value => EventText.IsEvent(value)) < Most)
            return false;
        var different = column.Filled.Distinct().Count();
        return column.Filled.Count < 10 || different * 5 >= column.Filled.Count || column.Filled.Average(value => value.Length) >= 10
            || column.Share(value => value.Contains("纠纷", StringComparison.Ordinal) || value.Contains("争议", StringComparison.Ordinal) || value.Contains("矛盾", StringComparison.Ordinal)) >= Most;
    }
}
