using Hejie.Rules.Time;

namespace Hejie.Rules.Questions;

/// <summary>
/// The days that the words at a place of a text mean together: 去年 + 腊月, 5月1日 + 到 + 6月30日, 清明 + 以来, and what they
/// are of. What has not come yet is not among them.
/// </summary>
/// <param name="parts">The words that say something.</param>
/// <param name="text">The plain text.</param>
/// <param name="today">The day on which it is asked.</param>
internal sealed class SaidTime(IReadOnlyList<Segment> parts, string text, DateOnly today)
{
    // The 29th of February can be eight years off.
    private const int YearsBack = 10;

    /// <summary>The days that begin to be said at a word, and the word after them; no days where they are none.</summary>
    internal (Window? Window, int Next) At(int first)
    {
        var (window, next) = Said(first, null);
        if (window is null)
            return (null, next);
        if (Meaning(next) is Meaning.Through && Meaning(next + 1) is Meaning.Time)
        {
            var (last, after) = Said(next + 1, window.From);

            // 10月到3月, asked in November, ended in March: the days of a year before.
            if (last?.From > today && next == first + 1 && ((Meaning.Time)parts[first].Meaning!).Moment is Moment.InYear named && Last(named, window.From.AddDays(-1)) is { } earlier)
                (window, (last, after)) = (earlier, Said(next + 1, earlier.From));
            window = last is null || last.Until < window.From ? null : new Window(window.From, last.Until);
            next = after;
        }
        else if (Meaning(next) is Meaning.Through && Meaning(next + 1) is Meaning.Anywhere)
        {
            (window, next) = (Since(window), next + 2);
        }
        else if (Meaning(next) is Meaning.Since { After: false })
        {
            (window, next) = (Since(window), next + 1);
        }
        else if (Meaning(first - 1) is Meaning.Since { After: true })
        {
            window = Since(window);
        }

        if (Meaning(next) is Meaning.OfUnit { Unit: var unit })
            (window, next) = (window is null ? null : window with { Unit = unit }, next + 1);
        return (window?.From > today ? window : window?.From.Year < LunarDate.FirstYear ? null : window?.UpTo(today), next);
    }

    // 今年以来 is the year as far as it has come; 清明以来 are days.
    private Window Since(Window window) => new(window.From, today, window.Until >= today ? window.Unit : WindowUnit.Days);

    private (Window? Window, int Next) Said(int at, DateOnly? notBefore)
    {
        switch (((Meaning.Time)parts[at].Meaning!).Moment)
        {
            case Moment.Days(var window):
                return (window, at + 1);
            case Moment.Year year when Meaning(at + 1) is Meaning.Time { Moment: Moment.InYear named } && Between(at, "的", "年"):
                return (In(named, year), at + 2);
            case Moment.Year year:
                return (Window.Year(NumberOf(year, lunar: false)), at + 1);
            case Moment.InYear named when Meaning(at + 1) is Meaning.Time { Moment: Moment.Year year } && Between(at, "of", "in")
                && Meaning(at + 2) is not Meaning.Time { Moment: Moment.InYear }:
                return (In(named, year), at + 2);
            case Moment.InYear named when notBefore is { } day:
                return (First(named, day), at + 1);
            case Moment.InYear named:
                return (Last(named, today), at + 1);
            default:
                return (null, at + 1);
        }
    }

    private Window? In(Moment.InYear named, Moment.Year year) => In(named, NumberOf(year, named.Lunar));

    private static Window? In(Moment.InYear named, int year) =>
        year is < LunarDate.FirstYear or > LunarDate.LastYear ? null : named.In(year);

    private int NumberOf(Moment.Year year, bool lunar) => year.Back ? ThisYear(lunar) - year.Number : year.Number;

    private int ThisYear(bool lunar) => lunar ? LunarDate.YearOf(today) : today.Year;

    // The last that has begun: a Spring Festival begins on the eve, in the lunar year before.
    private Window? Last(Moment.InYear named, DateOnly day) =>
        Enumerable.Range(0, YearsBack).Select(back => In(named, ThisYear(named.Lunar) + 1 - back)).FirstOrDefault(window => window?.From <= day);

    private static Window? First(Moment.InYear named, DateOnly day) => Enumerable.Range(day.Year - 1, YearsBack).Select(year => In(named, year)).FirstOrDefault(window => window?.Until >= day);

    private Meaning? Meaning(int at) => at >= 0 && at < parts.Count ? parts[at].Meaning : null;

    private bool Between(int at, params string[] allowed) =>
        text[parts[at].End..parts[at + 1].Start].Trim() is var said && (said.Length == 0 || allowed.Contains(said));
}
