using System.Globalization;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>One row of the notices: a day of rest, or a weekend day worked.</summary>
internal sealed record HolidayNotice(DateOnly Date, bool Works, Words Name, string Scope)
{
    internal const string National = "national";
    private const string Header = "date,kind,name,scope";

    /// <summary>Reads the file of notices; a wrong row is a problem with its line, and left out.</summary>
    internal static List<HolidayNotice> Read(string file, string text, List<CatalogueProblem> problems)
    {
        var notices = new List<HolidayNotice>();
        var seen = new HashSet<(DateOnly, string)>();
        var line = 0;
        foreach (var row in text.AsSpan().TrimStart('\uFEFF').TrimEnd().EnumerateLines())
        {
            line++;
            var reason = line == 1
                ? row.SequenceEqual(Header) ? null : $"the first line must be '{Header}'"
                : Row(row.ToString().Split(','), seen, notices);
            if (reason is not null) problems.Add(new CatalogueProblem(file, line, reason));
        }

        return notices;
    }

    private static string? Row(string[] cells, HashSet<(DateOnly, string)> seen, List<HolidayNotice> notices)
    {
        if (cells is not [var day, var kind, var name, var scope]) return $"a row has four cells, not {cells.Length}";
        return Row(day, kind, name, scope, seen, notices);
    }

    /// <summary>Reads one row from its cells.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal static string? Row(
        string day, string kind, string name, string scope, HashSet<(DateOnly, string)> seen, List<HolidayNotice> notices)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return $"'{day}' is not a date like 2026-02-24";
        if (date.Year is < Calendar.FirstYear or > Calendar.LastYear)
            return $"{day} lies outside {Calendar.FirstYear} to {Calendar.LastYear}";
        if (kind is not ("rest" or "work")) return $"kind must be rest or work, not '{kind}'";
        if (string.IsNullOrWhiteSpace(name)) return "the name is empty";
        if (scope != National && !(scope.Length == 6 && scope.All(char.IsAsciiDigit)))
            return $"scope must be {National} or six digits, not '{scope}'";
        if (!seen.Add((date, scope))) return $"{day} is given twice for {scope}";
        notices.Add(new HolidayNotice(date, kind == "work", Holidays.Name(name), scope));
        return null;
    }
}
