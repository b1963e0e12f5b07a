using Hejie.Rules.Rises;

namespace Hejie.Rules.Tests.Rises;

/// <summary>Rises are found where there are some, and seldom where there are none; holidays, seasons and slow growth are no rise.</summary>
public sealed class UnusualRiseTests(ITestOutputHelper output)
{
    private const int Weeks = 170;

    /// <summary>The week of 春节 of each year has no working day, the one before it three; 国庆 has none.</summary>
    private static readonly int[] s_days = [.. Enumerable.Range(0, Weeks + 60).Select(week => (week % 52) switch { 5 => 3, 6 => 0, 40 => 0, 41 => 6, _ => 5 })];

    [Theory]
    [InlineData(1.2)]
    [InlineData(6)]
    [InlineData(25)]
    [InlineData(120)]
    public void Where_nothing_changed_alarms_are_seldom(double level)
    {
        var alarms = Count(2_000, seed => Judge(seed, (_, _) => level));
        output.WriteLine($"level {level}: {alarms} of 2,000");
        alarms.ShouldBeLessThanOrEqualTo(8);
    }

    [Theory]
    [InlineData(4, 4.0, 0.65)]
    [InlineData(10, 3.0, 0.80)]
    [InlineData(40, 2.0, 0.82)]
    public void Where_it_rose_it_is_found(double level, double times, double found)
    {
        var alarms = Count(500, seed => Judge(seed, (week, at) => week == at ? level * times : level));
        output.WriteLine($"level {level} times {times}: {alarms} of 500");
        (alarms / 500.0).ShouldBeGreaterThanOrEqualTo(found);
    }

    [Fact]
    public void Holidays_and_the_week_after_them_are_no_rise() =>
        Enumerable.Range(4, 6).Sum(week => Count(200, seed => Judge(seed, (_, _) => 20, at: 156 + week))).ShouldBeLessThanOrEqualTo(6);

    [Fact]
    public void A_season_that_every_year_has_is_no_rise()
    {
        // In June, half as many again as in the year, as irrigation begins.
        double Level(int week) => week % 52 is >= 22 and <= 26 ? 30 : 20;
        Count(500, seed => Judge(seed, (week, _) => Level(week), at: 156 + 23)).ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public void Slow_growth_is_no_rise() =>
        Count(500, seed => Judge(seed, (week, _) => 15 * Math.Pow(1.25, week / 52.0))).ShouldBeLessThanOrEqualTo(5);

    [Fact]
    public void A_week_of_rest_with_more_than_a_working_one_is_a_rise() =>
        Count(200, seed => Judge(seed, (week, at) => week == at ? 100 : 20, at: 156 + 6)).ShouldBeGreaterThan(190);

    [Fact]
    public void Nothing_is_said_of_what_is_too_new_or_too_few()
    {
        UnusualRise.InLast([.. Enumerable.Repeat(1, 20), 50], [.. Enumerable.Repeat(5, 21)]).ShouldBeNull();
        UnusualRise.InLast([.. Enumerable.Repeat(0, 100), 4], [.. Enumerable.Repeat(5, 101)]).ShouldBeNull();
    }

    [Fact]
    public void What_was_never_there_and_comes_at_once_is_a_rise()
    {
        var rise = UnusualRise.InLast([.. Enumerable.Repeat(0, 100), 6], [.. Enumerable.Repeat(5, 101)]).ShouldNotBeNull();
        rise.Expected.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Weeks_that_are_none_are_refused()
    {
        Should.Throw<ArgumentException>(() => UnusualRise.InLast([1, 2], [5]));
        Should.Throw<ArgumentException>(() => UnusualRise.InLast([-1], [5]));
        Should.Throw<ArgumentException>(() => UnusualRise.InLast([1], [8]));
    }

    [Fact]
    public void The_tail_of_the_distribution_is_right()
    {
        // Of a geometric distribution (size 1) with mean 4: variance 20, P(at least k) = (4/5)^k.
        foreach (var k in new[] { 0, 1, 5, 20, 60, 120 })
            UnusualRise.AtLeast(k, 4, 20).ShouldBe(Math.Pow(0.8, k), Math.Pow(0.8, k) * 1e-6);
    }

    private static int Count(int of, Func<int, Rise?> judge) => Enumerable.Range(1, of).Count(seed => judge(seed) is not null);

    /// <summary>Random weeks that scatter a little wider than chance, as real ones do; a day of rest brings a quarter of a working day's.</summary>
    private static Rise? Judge(int seed, Func<int, int, double> level, int at = Weeks - 1)
    {
        var random = new Random(seed * 7919);
        var counts = new int[at + 1];
        for (var week = 0; week <= at; week++)
        {
            var mean = level(week, at) * (s_days[week] + 0.25 * (7 - s_days[week])) / 5.5;
            counts[week] = Poisson(random, mean * (0.85 + 0.3 * random.NextDouble()));
        }

        return UnusualRise.InLast(counts, s_days[..(at + 1)]);
    }

    private static int Poisson(Random random, double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0);
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }
}
