using Hejie.Rules.Time;

namespace Hejie.Rules.Questions;

/// <summary>A festival, and the days that are called by it.</summary>
/// <param name="On">On which day it falls.</param>
/// <param name="Month">The month of that day; 0 where the sun sets it.</param>
/// <param name="Day">The day of that month.</param>
/// <param name="Before">How many days before it belong to it.</param>
/// <param name="Days">How many days it has in all.</param>
internal sealed record Festival(FestivalDay On, int Month, int Day, int Before, int Days)
{
    internal Window In(int year)
    {
        var first = (On switch
        {
            FestivalDay.Lunar => LunarDate.Of(year, Month, Day),
            FestivalDay.Qingming => Qingming.Of(year),
            _ => new DateOnly(year, Month, Day),
        }).AddDays(-Before);
        return new Window(first, first.AddDays(Days - 1), On == FestivalDay.Lunar ? WindowUnit.LunarDays : WindowUnit.Days);
    }
}

/// <summary>What sets the day of a festival.</summary>
internal enum FestivalDay
{
    Solar,
    Lunar,
    Qingming,
}
