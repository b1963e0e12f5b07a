namespace Hejie.Rules.Time;

/// <summary>
/// 清明, the day on which the sun's apparent longitude reaches 15°, in China's time. Longitude by the short series of
/// Meeus, Astronomical Algorithms, chapter 25: right within a quarter of an hour.
/// </summary>
internal static class Qingming
{
    private const double DaysPerDegree = 365.2422 / 360;
    private const double JulianDayOfOrdinalZero = 1_721_424.5;
    private const double ChinaDays = 8 / 24.0;

    // Terrestrial less universal time, about 70 s through this range.
    private const double DeltaDays = 70 / 86_400.0;

    internal static DateOnly Of(int year)
    {
        var day = new DateOnly(year, 4, 5).DayNumber + 1 + JulianDayOfOrdinalZero;
        for (var round = 0; round < 5; round++) day += (15 - Longitude(day)) * DaysPerDegree;
        return DateOnly.FromDayNumber((int)Math.Floor(day - DeltaDays + ChinaDays - JulianDayOfOrdinalZero) - 1);
    }

    private static double Longitude(double julianDay)
    {
        var t = (julianDay - 2_451_545) / 36_525;
        var mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
        var anomaly = Radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t);
        var centre = (1.914602 - 0.004817 * t - 0.000014 * t * t) * Math.Sin(anomaly)
            + (0.019993 - 0.000101 * t) * Math.Sin(2 * anomaly) + 0.000289 * Math.Sin(3 * anomaly);
        var nutation = 0.00478 * Math.Sin(Radians(125.04 - 1_934.136 * t));
        return Math.IEEERemainder(mean + centre - 0.00569 - nutation, 360);
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
