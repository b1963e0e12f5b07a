namespace Hejie.Rules.Rises;

/// <summary>A week that had more than could be expected.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Expected">How many were to be expected.</param>
/// <param name="Chance">How likely so many, or more, would be if nothing had changed; 0.001 is once in a thousand weeks.</param>
/// <param name="WorkingDays">How many working days the week had.</param>
/// <param name="Season">What the season alone makes of the usual number: 1.2 is a fifth more.</param>
/// <param name="Weeks">From how many weeks before the level was taken.</param>
public sealed record Rise(int Count, double Expected, double Chance, int WorkingDays, double Season, int Weeks);

/// <summary>
/// Tells whether a week has unusually many matters of a kind in a place. What is expected is the level of the weeks
/// before, times the season as earlier years had it, times what the week's working days allow (a week of 春节 has few, the
/// week after it many). The count is then held against a negative binomial distribution, as wide as the weeks before
/// scattered and as unsure as they were few. It is the way of Farrington and others (1996) and of Noufaily and others
/// (2013) for outbreaks, with days of work in the place of harmonics.
/// </summary>
public static class UnusualRise
{
    /// <summary>Weeks before the one that is judged, without which nothing is said.</summary>
    public const int LeastWeeks = 26;

    /// <summary>Fewer than so many are never unusual.</summary>
    public const int LeastCount = 5;

    /// <summary>So many times the expected at least.</summary>
    public const double LeastRatio = 1.5;

    /// <summary>By chance alone a series gives an alarm once in a thousand weeks at most.</summary>
    public const double MostChance = 0.001;

    private const int Year = 52;
    private const int YearsBack = 3;
    private const int LevelWeeks = 13;

    /// <summary>The week before the one judged is left out of the level: a rise that began then would hide itself.</summary>
    private const int LeftOut = 1;

    private const int SeasonWeeks = 2;

    /// <summary>So many matters have to speak for a season before it is believed by half.</summary>
    private const double SeasonDoubt = 30;

    private const int DaysOfWeek = 7;

    /// <summary>Judges the last of a row of weeks.</summary>
    /// <param name="counts">How many there were in each week, the last one last; each week follows the one before.</param>
    /// <param name="workingDays">How many working days each of them has, from 0 to 7.</param>
    /// <returns>What is unusual about the last week; null where nothing is, or too little is known.</returns>
    /// <exception cref="ArgumentException">The rows are not of one length, or hold what no week can.</exception>
    public static Rise? InLast(IReadOnlyList<int> counts, IReadOnlyList<int> workingDays)
    {
        if (counts.Count != workingDays.Count || counts.Any(count => count < 0) || workingDays.Any(days => days is < 0 or > DaysOfWeek))
            throw new ArgumentException("The weeks are not whole.", nameof(counts));
        var last = counts.Count - 1;
        if (last < LeastWeeks || counts[last] < LeastCount)
            return null;
        var worth = Worth(counts, workingDays, last);
        var found = Expect(counts, worth, last, workingDays[last]);
        return found.Count >= found.Expected * LeastRatio && found.Chance <= MostChance ? found : null;
    }

    /// <summary>What each week's days are worth, in working days: a day of rest counts for as much of one as the weeks before show.</summary>
    private static double[] Worth(IReadOnlyList<int> counts, IReadOnlyList<int> days, int last)
    {
        double Of(int week, double rest) => Math.Max(days[week] + rest * (DaysOfWeek - days[week]), 0.25);

        // The share under which the weeks of few working days deviate least from those around them.
        var best = (Share: 0.3, Deviance: double.MaxValue);
        for (var rest = 0.0; rest <= 1.001; rest += 0.1)
        {
            var deviance = 0.0;
            for (var week = 2; week < last - 1; week++)
            {
                if (days[week] == days[week - 1] && days[week] == days[week + 1])
                    continue;
                var around = new[] { week - 2, week - 1, week + 1, week + 2 }.Where(other => other < last).ToList();
                var rate = (around.Sum(other => counts[other]) + 0.5) / around.Sum(other => Of(other, rest));
                deviance += Deviance(counts[week], rate * Of(week, rest));
            }

            if (deviance < best.Deviance - 1e-9)
                best = (rest, deviance);
        }

        return [.. Enumerable.Range(0, counts.Count).Select(week => Of(week, best.Share))];
    }

    private static Rise Expect(IReadOnlyList<int> counts, double[] worth, int last, int workingDays)
    {
        var weeks = Enumerable.Range(last - LeftOut - LevelWeeks, LevelWeeks).Where(week => week >= 0).ToList();
        var seasons = weeks.Append(last).ToDictionary(week => week, week => Season(counts, worth, week, last));
        double Exposure(int week) => worth[week] * seasons[week];

        // Weeks that were unusual themselves count for less: an earlier rise hides no later one.
        var weights = weeks.ToDictionary(week => week, _ => 1.0);
        var level = 0.0;
        for (var pass = 0; pass < 3; pass++)
        {
            level = (weeks.Sum(week => weights[week] * counts[week]) + 0.1) / weeks.Sum(week => weights[week] * Exposure(week));
            foreach (var week in weeks)
            {
                var expected = level * Exposure(week);
                var away = (counts[week] - expected) / Math.Sqrt(Math.Max(expected, 0.25));
                weights[week] = away > 2.5 ? 2.5 * 2.5 / (away * away) : 1;
            }
        }

        var mean = level * Exposure(last);
        // How much wider than by chance alone the weeks scatter; few weeks say little, so it begins at a little wider.
        var scatter = (weeks.Sum(week => weights[week] * Math.Pow(counts[week] - level * Exposure(week), 2) / Math.Max(level * Exposure(week), 0.25)) + 6 * 1.3) / (weeks.Count - 1 + 6);
        var spread = Math.Max(1.05, scatter);
        // The level is unsure by as much as the weeks it was taken from are few.
        var sure = weeks.Sum(week => weights[week] * level * Exposure(week));
        var variance = spread * mean + spread * mean * mean / Math.Max(sure, 0.1);
        return new Rise(counts[last], mean, AtLeast(counts[last], mean, variance), workingDays, seasons[last], weeks.Count);
    }

    /// <summary>What earlier years say of this time of the year, against the whole of each: nearer to 1 the less they have to say.</summary>
    private static double Season(IReadOnlyList<int> counts, double[] worth, int week, int last)
    {
        double seen = 0, usual = 0;
        for (var back = 1; back <= YearsBack; back++)
        {
            var then = week - back * Year;
            var (from, to) = (then - Year / 2, then + Year / 2);
            if (from < 0)
                break;
            to = Math.Min(to, last - 1);
            double all = 0, allWorth = 0;
            for (var other = from; other <= to; other++)
            {
                all += counts[other];
                allWorth += worth[other];
            }

            for (var other = then - SeasonWeeks; other <= then + SeasonWeeks; other++)
            {
                seen += counts[other];
                usual += all / allWorth * worth[other];
            }
        }

        return (seen + SeasonDoubt) / (usual + SeasonDoubt);
    }

    private static double Deviance(int count, double mean) => 2 * ((count == 0 ? 0 : count * Math.Log(count / mean)) - (count - mean));

    /// <summary>How likely so many or more are, of a negative binomial distribution with this mean and variance.</summary>
    internal static double AtLeast(int count, double mean, double variance)
    {
        // With size r and p = mean / variance: P(0) = p^r, P(k + 1) = P(k) (k + r) / (k + 1) (1 - p), in logarithms, so that nothing vanishes.
        var p = mean / variance;
        var r = mean * p / (1 - p);
        var (log, below) = (r * Math.Log(p), 0.0);
        for (var k = 0; k < count; k++)
        {
            below += Math.Exp(log);
            log += Math.Log((k + r) / (k + 1) * (1 - p));
        }

        // Where nearly all lies below, what is above is summed itself: a difference of two near ones would be noise.
        if (below < 0.999)
            return 1 - below;
        var above = 0.0;
        for (var k = count; k < count + 10_000; k++)
        {
            var more = Math.Exp(log);
            above += more;
            if (more < above * 1e-12)
                break;
            log += Math.Log((k + r) / (k + 1) * (1 - p));
        }

        return Math.Min(above, 1);
    }
}
