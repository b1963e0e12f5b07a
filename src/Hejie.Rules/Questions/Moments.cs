using System.Text.RegularExpressions;
using Hejie.Rules.Time;

namespace Hejie.Rules.Questions;

/// <summary>How days are said that are not words of the vocabulary: one line for each way, what matches it and which days it means.</summary>
internal static partial class Moments
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Months = "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?";
    private const string Number = "(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    private const string Unit = "(?<u>天|日|周|星期|礼拜|个星期|个月|个季度|季度|年)";

    private static readonly (Regex Pattern, Func<Match, DateOnly, Moment?> Means)[] s_chinese =
    [
        (ChineseYear(), (match, _) => new Moment.Year(Numeral.ReadYear(match.Groups["y"].Value), false)),
        (ChineseRelativeYear(), (match, _) => new Moment.Year(match.Value[0] switch { '前' => 2, '去' or '上' => 1, _ => 0 }, true)),
        (ChineseMonth(), (match, _) => MonthOf(Numeral.Read(match.Groups["m"].Value))),
        (ChineseDay(), (match, _) => DayOf(Numeral.Read(match.Groups["m"].Value), Numeral.Read(match.Groups["d"].Value))),
        (ChineseMonths(), (match, _) => MonthsOf(Numeral.Read(match.Groups["a"].Value), Numeral.Read(match.Groups["b"].Value), match.Value.Contains('季') ? 3 : 1)),
        (ChineseDays(), (match, _) => DaysOf(Numeral.Read(match.Groups["m"].Value), Numeral.Read(match.Groups["a"].Value), Numeral.Read(match.Groups["b"].Value))),
        (ChineseQuarter(), (match, _) => QuarterOf(Numeral.Read(match.Groups["q"].Value))),
        (ChineseFirst(), (match, _) => FirstOf(Numeral.Read(match.Groups["n"].Value), match.Value[^1] == '月' ? 1 : 3)),
        (ChineseHalf(), (match, _) => HalfOf(match.Value[0] is '上' or '前' ? 1 : 2)),
        (ChineseYearsStart(), (_, _) => DayOf(1, 1)),
        (ChineseLunarMonth(), (match, _) => LunarMonthOf(match.Groups["m"].Value switch { "正" => 1, "冬" => 11, "腊" => 12, var number => Numeral.Read(number) })),
        (ChineseThis(), (match, today) => Relative(match.Groups["u"].Value, 0, today)),
        (ChineseLast(), (match, today) => Relative(match.Groups["u"].Value, match.Groups["s"].Length, today)),
        (ChineseToday(), (match, today) => OneDay(today, match.Value[0] switch { '今' => 0, '昨' => 1, _ => 2 })),
        (ChineseRecent(), (match, today) => Recent(match.Groups["n"].Value, match.Groups["u"].Value, today)),
        (ChineseHalfRecent(), (match, today) => match.Value.Contains('月') ? LastDays(15, today) : LastMonths(6, today)),
        (ChineseWithin(), (match, today) => Recent(match.Groups["n"].Value, match.Groups["u"].Value, today)),
    ];

    private static readonly (Regex Pattern, Func<Match, DateOnly, Moment?> Means)[] s_digits =
    [
        (IsoDay(), (match, _) => Fixed(Value(match, "y"), Value(match, "m"), Value(match, "d"))),
        (IsoMonth(), (match, _) => Value(match, "m") is >= 1 and <= 12 and var month ? new Moment.Days(Window.Month(new DateOnly(Value(match, "y"), month, 1))) : null),

        (IsoQuarter(), (match, _) => new Moment.Days(Window.Quarter(Value(match, "y"), Value(match, "q")))),
        (BareYear(), (match, _) => new Moment.Year(Value(match, "y"), false)),
    ];

    private static readonly (Regex Pattern, Func<Match, DateOnly, Moment?> Means)[] s_english =
    [
        (EnglishRelativeYear(), (match, _) => new Moment.Year(match.Value.StartsWith("this", StringComparison.Ordinal) || match.Value[0] == 'y' ? 0 : 1, true)),
        (EnglishMonth(), (match, _) => MonthOf(MonthNumber(match.Groups["m"].Value))),
        (EnglishDay(), (match, _) => DayOf(MonthNumber(match.Groups["m"].Value), Value(match, "d"))),
        (EnglishQuarter(), (match, _) => QuarterOf("1234".IndexOf(match.Groups["q"].Value[0]) is >= 0 and var at ? at + 1 : match.Groups["q"].Value switch { "first" => 1, "second" => 2, "third" => 3, _ => 4 })),
        (EnglishHalf(), (match, _) => HalfOf(match.Value.StartsWith("first", StringComparison.Ordinal) ? 1 : 2)),
        (EnglishRelative(), (match, today) => Relative(match.Groups["u"].Value, match.Groups["w"].Value == "this" ? 0 : 1, today)),
        (EnglishToday(), (match, today) => OneDay(today, match.Value == "today" ? 0 : 1)),
        (EnglishRecent(), (match, today) => Recent(match.Groups["n"].Value, match.Groups["u"].Value, today)),
    ];

    /// <summary>All that a text says of days, each with where it stands. What is no date (2月30日) is not among them.</summary>
    internal static IEnumerable<(int Start, int Length, Moment Moment)> In(string text, DateOnly today)
    {
        // Each language only where the text has a sign of it.
        var isChinese = text.AsSpan().IndexOfAnyInRange('\u3007', '\u9fff') >= 0;
        var isEnglish = text.AsSpan().IndexOfAnyInRange('a', 'z') >= 0;
        foreach (var (pattern, means) in (isChinese ? s_chinese : []).Concat(s_digits).Concat(isEnglish ? s_english : []))
        {
            for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
            {
                if (means(match, today) is { } moment)
                    yield return (match.Index, match.Length, moment);
            }
        }
    }

    private static Moment.InYear? MonthOf(int? month) =>
        month is >= 1 and <= 12 ? new(year => Window.Month(new DateOnly(year, month.Value, 1))) : null;

    // The 29th of February is a day, though not of every year.
    private static Moment.InYear? DayOf(int? month, int? day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2024, month.Value)
            ? new(year => day <= DateTime.DaysInMonth(year, month.Value) ? new Window(new DateOnly(year, month.Value, day.Value), new DateOnly(year, month.Value, day.Value)) : null)
            : null;

    private static Moment.InYear? MonthsOf(int? first, int? last, int months) => first >= 1 && last > first && last * months <= 12
        ? new(year => new Window(new DateOnly(year, (first.Value - 1) * months + 1, 1), new DateOnly(year, 1, 1).AddMonths(last.Value * months).AddDays(-1)))
        : null;

    private static Moment.InYear? DaysOf(int? month, int? first, int? last) => month is >= 1 and <= 12 && first >= 1 && last > first && last <= DateTime.DaysInMonth(2025, month.Value)
        ? new(year => new Window(new DateOnly(year, month.Value, first.Value), new DateOnly(year, month.Value, last.Value)))
        : null;

    private static Moment.InYear? QuarterOf(int? quarter) => quarter is >= 1 and <= 4 ? new(year => Window.Quarter(year, quarter.Value)) : null;

    // 前三季度: from the first to the third; 前 is no word for the last ones.
    private static Moment.InYear? FirstOf(int? count, int months) => count * months is >= 1 and <= 12 and var length
        ? new(year => new Window(new DateOnly(year, 1, 1), new DateOnly(year, 1, 1).AddMonths(length).AddDays(-1)))
        : null;

    private static Moment.InYear HalfOf(int half) => new(year => Window.HalfYear(year, half));

    private static Moment.InYear? LunarMonthOf(int? month) => month is >= 1 and <= 12
        ? new(year => LunarDate.Month(year, month.Value) is var (first, last) ? new Window(first, last, WindowUnit.LunarMonth) : null, Lunar: true)
        : null;

    private static Moment.Days? Fixed(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(new Window(new DateOnly(year, month, day), new DateOnly(year, month, day))) : null;

    private static Moment.Days OneDay(DateOnly today, int back) => new(new Window(today.AddDays(-back), today.AddDays(-back)));

    private static Moment.Days Relative(string unit, int back, DateOnly today) => new(unit switch
    {
        "周" or "星期" or "礼拜" or "week" => Window.Week(today.AddDays(-7 * back)),
        "季度" or "季" or "quarter" => Window.Quarter(today.AddMonths(-3 * back).Year, (today.AddMonths(-3 * back).Month + 2) / 3),
        _ => Window.Month(new DateOnly(today.Year, today.Month, 1).AddMonths(-back)),
    });

    private static Moment.Days? Recent(string number, string unit, DateOnly today) => (number.Length == 0 ? 1 : Numeral.Read(number)) is not { } count ? null : unit switch
    {
        "天" or "日" or "day" or "days" => LastDays(count, today),
        "周" or "星期" or "个星期" or "礼拜" or "week" or "weeks" => LastDays(7 * count, today),
        "个月" or "month" or "months" => LastMonths(count, today),
        "季度" or "个季度" or "quarter" or "quarters" => LastMonths(3 * count, today),
        _ => count <= 100 ? LastMonths(12 * count, today) : null,
    };

    private static Moment.Days LastDays(int count, DateOnly today) => new(new Window(today.AddDays(1 - count), today));

    private static Moment.Days LastMonths(int count, DateOnly today) => new(new Window(today.AddMonths(-count).AddDays(1), today));

    private static int Value(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static int MonthNumber(string name) => Array.FindIndex(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], month => name.StartsWith(month, StringComparison.Ordinal)) + 1;

    [GeneratedRegex($"(?<y>{Numeral.YearPattern})年(度|全年)?", Plain)]
    private static partial Regex ChineseYear();

    [GeneratedRegex("(今年|本年|当年|去年|上一?年|前年)(度|全年)?", Plain)]
    private static partial Regex ChineseRelativeYear();

    [GeneratedRegex($"(?<m>{Numeral.Pattern})月份?", Plain)]
    private static partial Regex ChineseMonth();

    [GeneratedRegex($"(?<m>{Numeral.Pattern})月(份的?)?(?<d>{Numeral.Pattern})[日号]", Plain)]
    private static partial Regex ChineseDay();

    [GeneratedRegex($"(?<a>{Numeral.Pattern})(月份?)?[-~至到](?<b>{Numeral.Pattern})月份?|第?(?<a>{Numeral.Pattern})(季度)?[-~至到]第?(?<b>{Numeral.Pattern})季度", Plain)]
    private static partial Regex ChineseMonths();

    [GeneratedRegex($"(?<m>{Numeral.Pattern})月(?<a>{Numeral.Pattern})[日号]?[-~至到](?<b>{Numeral.Pattern})[日号]", Plain)]
    private static partial Regex ChineseDays();

    [GeneratedRegex("第?(?<q>[一二三四1-4])季度|q(?<q>[1-4])", Plain)]
    private static partial Regex ChineseQuarter();

    [GeneratedRegex($"前(?<n>{Numeral.Pattern})个?(月|季度)", Plain)]
    private static partial Regex ChineseFirst();

    [GeneratedRegex("[上下前后]半年", Plain)]
    private static partial Regex ChineseHalf();

    [GeneratedRegex("年初|开年", Plain)]
    private static partial Regex ChineseYearsStart();

    [GeneratedRegex($"(农历)?(?<m>[正冬腊])月|农历(?<m>{Numeral.Pattern})月份?", Plain)]
    private static partial Regex ChineseLunarMonth();

    [GeneratedRegex("(本|当|这个?|此)(?<u>周|星期|礼拜|月|季度|季)份?", Plain)]
    private static partial Regex ChineseThis();

    [GeneratedRegex("(?<s>上{1,3})个?(?<u>周|星期|礼拜|月|季度|季)份?", Plain)]
    private static partial Regex ChineseLast();

    [GeneratedRegex("[今昨前][天日]", Plain)]
    private static partial Regex ChineseToday();

    [GeneratedRegex($"(最近|近|过去|这)的?(?<n>{Numeral.Pattern}){Unit}(以?内|之内|来|里)?", Plain)]
    private static partial Regex ChineseRecent();

    [GeneratedRegex("(最近|近|过去|这)的?半(年|个月)(以?内|之内|来|里)?|半年(以?内|之内|来)", Plain)]
    private static partial Regex ChineseHalfRecent();

    [GeneratedRegex($"(?<n>{Numeral.Pattern}){Unit}(以?内|之内|以?来)", Plain)]
    private static partial Regex ChineseWithin();

    [GeneratedRegex("(?<y>(19|20)[0-9]{2})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})", Plain)]
    private static partial Regex IsoDay();

    [GeneratedRegex("(?<y>(19|20)[0-9]{2})[-/.](?<m>[0-9]{1,2})", Plain)]
    private static partial Regex IsoMonth();

    [GeneratedRegex("(?<y>(19|20)[0-9]{2})[-年 ]?q(?<q>[1-4])", Plain)]
    private static partial Regex IsoQuarter();

    [GeneratedRegex("(?<y>(19|20)[0-9]{2})", Plain)]
    private static partial Regex BareYear();

    [GeneratedRegex("this year('s)?|last year('s)?|the year before|year to date", Plain)]
    private static partial Regex EnglishRelativeYear();

    [GeneratedRegex($"(?<m>{Months})('s)?", Plain)]
    private static partial Regex EnglishMonth();

    [GeneratedRegex($"(?<d>[0-9]{{1,2}})(st|nd|rd|th)?( of)? (?<m>{Months})|(?<m>{Months}) (?<d>[0-9]{{1,2}})(st|nd|rd|th)?", Plain)]
    private static partial Regex EnglishDay();

    [GeneratedRegex("(the )?(?<q>first|second|third|fourth|1st|2nd|3rd|4th) quarter", Plain)]
    private static partial Regex EnglishQuarter();

    [GeneratedRegex("(first|second) half( of the year)?", Plain)]
    private static partial Regex EnglishHalf();

    [GeneratedRegex("(?<w>this|last|previous) (?<u>week|month|quarter)('s)?", Plain)]
    private static partial Regex EnglishRelative();

    [GeneratedRegex("today|yesterday", Plain)]
    private static partial Regex EnglishToday();

    [GeneratedRegex($"(the )?(last|past|previous) (?<n>{Number}) (?<u>days?|weeks?|months?|quarters?|years?)|(the )?past (?<u>week|month|quarter|year)", Plain)]
    private static partial Regex EnglishRecent();
}
