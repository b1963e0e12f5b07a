using System.Globalization;
using Hejie.Journal;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Pieces;

namespace Hejie.Matters.Reading;

/// <summary>How far off a date is, as people say it: 超 1 天, 今天 17:30, 明天, 5 天. Days are those of Asia/Shanghai.</summary>
internal static class DueWords
{
    /// <summary>What is due within this time presses.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    extension(IWords words)
    {
        /// <summary>A date of work.</summary>
        /// <param name="due">Instant in microseconds UTC; <see cref="Projection.NoDate"/> for none.</param>
        /// <param name="now">The server's instant.</param>
        public string Until(long due, DateTimeOffset now)
        {
            if (due == Projection.NoDate)
                return words["due.none"];
            var (at, today) = (LegalTime.Instant(due), LegalTime.DateOf(now));
            var date = LegalTime.DateOf(at);
            if (date != today && date != today.AddDays(1))
                return words.Until(date, today);
            if (at < now)
            {
                var late = now - at;
                return late.TotalHours >= 1 ? words["due.over-hours", (int)late.TotalHours] : words["due.over-minutes", Math.Max(1, (int)late.TotalMinutes)];
            }

            // A period of days ends at 24:00, which nobody says.
            var wholeDay = due == LegalTime.EndOf(date);
            var key = date == today ? "due.today" : "due.tomorrow";
            return wholeDay ? words[key] : words[key + "-at", at.ToString("H:mm", CultureInfo.InvariantCulture)];
        }

        /// <summary>A legal date.</summary>
        public string Until(DateOnly date, DateOnly today) => (date.DayNumber - today.DayNumber) switch
        {
            < 0 and var days => words["due.over-days", -days],
            0 => words["due.today"],
            1 => words["due.tomorrow"],
            var days => words["due.days", days],
        };
    }

    public static Urgency UrgencyOf(long due, DateTimeOffset now) =>
        due == Projection.NoDate ? Urgency.None
        : due < LegalTime.Micros(now) ? Urgency.Late
        : due < LegalTime.Micros(now + Soon) ? Urgency.Soon
        : Urgency.Fine;
}
