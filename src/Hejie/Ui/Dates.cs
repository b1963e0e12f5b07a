using System.Globalization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.Ui;

/// <summary>Dates as people say them. Legal dates and times are those of Asia/Shanghai.</summary>
internal static class Dates
{
    private static readonly string[] s_weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    private static readonly CultureInfo s_english = CultureInfo.InvariantCulture;

    extension(IWords words)
    {
        /// <summary>3 月 5 日 · 5 March; with the year where it is not this one.</summary>
        public string Day(DateOnly date, DateOnly? today = null) => (words.Language, today is { } now && now.Year != date.Year) switch
        {
            (Language.English, true) => date.ToString("d MMMM yyyy", s_english),
            (Language.English, false) => date.ToString("d MMMM", s_english),
            (_, true) => $"{date.Year} 年 {date.Month} 月 {date.Day} 日",
            _ => $"{date.Month} 月 {date.Day} 日",
        };

        /// <summary>2026 年 3 月 5 日 · 5 March 2026.</summary>
        public string WholeDay(DateOnly date) => words.Language == Language.English
            ? date.ToString("d MMMM yyyy", s_english)
            : $"{date.Year} 年 {date.Month} 月 {date.Day} 日";

        /// <summary>2026 年 3 月 5 日（周四） · Thursday 5 March 2026.</summary>
        public string FullDay(DateOnly date) => words.Language == Language.English
            ? date.ToString("dddd d MMMM yyyy", s_english)
            : $"{date.Year} 年 {date.Month} 月 {date.Day} 日（{s_weekdays[(int)date.DayOfWeek]}）";

        /// <summary>周四 · Thursday.</summary>
        public string Weekday(DateOnly date) => words.Language == Language.English
            ? date.ToString("dddd", s_english)
            : s_weekdays[(int)date.DayOfWeek];

        /// <summary>2 月 12 日 16:20 · 12 February, 16:20; with the year where it is not this one.</summary>
        public string Moment(DateTimeOffset instant, DateOnly? today = null)
        {
            var wall = instant.ToOffset(LegalTime.Offset);
            var day = words.Day(DateOnly.FromDateTime(wall.DateTime), today);
            return words.Language == Language.English ? $"{day}, {wall:HH:mm}" : $"{day} {wall:H:mm}";
        }
    }

    /// <summary>A date as ISO 8601, for fields.</summary>
    public static string Machine(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant as ISO 8601 in legal time, for the <c>datetime</c> of a time element.</summary>
    public static string Machine(DateTimeOffset instant) =>
        instant.ToOffset(LegalTime.Offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
