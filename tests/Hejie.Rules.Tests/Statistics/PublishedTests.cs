using CsCheck;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;

namespace Hejie.Rules.Tests.Statistics;

/// <summary>What is published gives no small number away, however it is compared.</summary>
public sealed class PublishedTests
{
    private static readonly byte[] s_secret = [.. Enumerable.Range(1, 32).Select(at => (byte)at)];

    private static readonly ProcedureBook s_procedures = Procedures.Tale.Shipped;

    [Fact]
    public void A_count_is_published_as_0_or_5_and_more_and_within_what_it_is_said_to_mean() => Gen.Select(Gen.Int[0, 400], Gen.UInt).Sample((count, key) =>
    {
        var published = CellNoise.Publish(count, key);
        var (lowest, highest) = CellNoise.Meant(published);
        (published == 0 || published >= CellNoise.Least).ShouldBeTrue();
        (count == 0).ShouldBe(published == 0 && count == 0);
        count.ShouldBeInRange(lowest, highest);
        Math.Abs(published - count).ShouldBeLessThanOrEqualTo(CellNoise.Most);
        (lowest >= 1 && highest < CellNoise.Least).ShouldBeFalse("it would say that it is small");
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(50)]
    public void On_average_nothing_is_added(int count)
    {
        const int many = 20_000;
        var random = new Random(count);
        double total = 0;
        for (var nth = 0; nth < many; nth++)
            total += CellNoise.Publish(count, (uint)random.NextInt64(uint.MaxValue));
        (total / many).ShouldBe(count, 0.1);
    }

    [Fact]
    public void The_same_matters_are_changed_alike_and_the_keys_hang_on_the_secret()
    {
        var matters = Enumerable.Range(0, 9).Select(_ => Guid.NewGuid()).ToList();
        uint Key(IEnumerable<Guid> of, byte[] secret) => of.Aggregate(0u, (sum, matter) => unchecked(sum + CellNoise.RecordKey(secret, matter)));
        Key(matters, s_secret).ShouldBe(Key(matters.AsEnumerable().Reverse(), s_secret));
        Key(matters, s_secret).ShouldNotBe(Key(matters, [.. s_secret.Reverse()]));
    }

    [Fact]
    public void No_difference_of_published_tables_gives_a_small_number_away()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var (published, _, cells, truth) = Tables(seed);
            foreach (var sum in published)
                sum.Cells.Sum(cell => truth[cell]).ShouldBeInRange((int)sum.Lowest, (int)sum.Highest, sum.Name);
            Differencing.Attack(published, cells).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void The_same_attack_on_tables_that_were_not_changed_gives_many_away()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var (_, exact, cells, _) = Tables(seed);
            Differencing.Attack(exact, cells).Count.ShouldBeGreaterThan(10, $"seed {seed}");
        }
    }

    [Fact]
    public void Where_only_small_numbers_are_left_blank_the_attack_finds_them_by_subtraction()
    {
        var found = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var (_, exact, cells, _) = Tables(seed);
            found += Differencing.Attack([.. exact.Where(sum => sum.Lowest is 0 or > 4)], cells).Count;
        }

        found.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_tables_that_ship_are_in_order()
    {
        var book = PublishedBook.Load("statistics/published.yaml", CatalogueFiles.Text("statistics/published.yaml"), s_procedures);
        book.Tables.Count.ShouldBe(5);
        book.Find("petitions-and-complaints")!.By.ShouldBe([PublishedDimension.Procedure]);
    }

    [Theory]
    [InlineData("filed", "[county]", "[petition]", "petitions or complaints")]
    [InlineData("filed", "[kind]", "[petition-review]", "petitions or complaints")]
    [InlineData("filed", "[procedure, channel]", "[procuratorate-report]", "petitions or complaints")]
    [InlineData("filed", "[county]", "[home-violence]", "hidden from most posts")]
    [InlineData("filed", "[county]", "[no-such]", "no procedure 'no-such'")]
    [InlineData("filed", "[outcome]", "[incident]", "only what has ended")]
    [InlineData("open", "[county]", "[incident]", "'open' is none of")]
    [InlineData("filed", "[township]", "[incident]", "'township' is none of")]
    [InlineData("filed", "[body]", "[incident]", "'body' is none of")]
    [InlineData("filed", "[kind, procedure]", "[incident]", "leave 'procedure' out")]
    [InlineData("filed", "[county, county]", "[incident]", "there twice")]
    [InlineData("filed", "[county]", "[]", "name the procedures")]
    [InlineData("filed", "[channel]", "[people-mediation]", "could be compared")]
    public void A_table_that_would_give_something_away_is_refused(string measure, string by, string procedures, string reason)
    {
        var text = $"""
            settle-days: 20
            tables:
              good: {"{"}title: {"{"}zh: 好, en: Good{"}"}, about: {"{"}zh: 好, en: Good{"}"}, measure: filed, by: [county], procedures: [people-mediation]{"}"}
              other: {"{"}title: {"{"}zh: 好, en: Good{"}"}, about: {"{"}zh: 好, en: Good{"}"}, measure: {measure}, by: {by}, procedures: {procedures}{"}"}
            """;
        Should.Throw<CatalogueException>(() => PublishedBook.Load("statistics/published.yaml", text, s_procedures)).Message.ShouldContain(reason);
    }

    /// <summary>
    /// A population drawn at random, with many small numbers, and its tables as the catalogue's are: filed by county and
    /// kind; ended by county, procedure, outcome and lateness; months, quarters, years and all sums over any dimension.
    /// </summary>
    private static (List<SeenSum> Published, List<SeenSum> Exact, int Cells, int[] Truth) Tables(int seed)
    {
        var random = new Random(seed);
        int[][] tables = [[3, 4, 1], [2, 2, 3]];
        var (published, exact, truth, changed) = (new List<SeenSum>(), new List<SeenSum>(), new List<int>(), new List<int>());
        foreach (var (nth, sizes) in tables.Index())
        {
            const int months = 6;
            var first = truth.Count;
            for (var cell = 0; cell < months * sizes[0] * sizes[1] * sizes[2]; cell++)
            {
                // Rare kinds beside common ones.
                var count = random.Next(4) switch { 0 => 0, 1 => random.Next(0, 5), 2 => random.Next(0, 12), _ => random.Next(0, 60) };
                var key = Enumerable.Range(0, count).Aggregate(0u, (sum, _) => unchecked(sum + (uint)random.NextInt64(uint.MaxValue)));
                truth.Add(count);
                changed.Add(CellNoise.Publish(count, key));
            }

            int Cell(int month, int a, int b, int c) => first + (((((month * sizes[0]) + a) * sizes[1]) + b) * sizes[2]) + c;
            var times = Enumerable.Range(0, months).Select(month => (Name: $"m{month}", Months: new[] { month }))
                .Concat([("q0", [0, 1, 2]), ("q1", [3, 4, 5]), ("y", [.. Enumerable.Range(0, months)])]);
            foreach (var (time, of) in times)
            {
                for (var a = -1; a < sizes[0]; a++)
                {
                    for (var b = -1; b < sizes[1]; b++)
                    {
                        for (var c = sizes[2] == 1 ? 0 : -1; c < sizes[2]; c++)
                        {
                            var cells = (from month in of
                                         from one in a < 0 ? Enumerable.Range(0, sizes[0]) : [a]
                                         from two in b < 0 ? Enumerable.Range(0, sizes[1]) : [b]
                                         from three in c < 0 ? Enumerable.Range(0, sizes[2]) : [c]
                                         select Cell(month, one, two, three)).ToList();
                            var name = $"t{nth} {time} {a} {b} {c}";
                            var sum = cells.Sum(cell => changed[cell]);
                            var (low, high) = cells.Count == 1 ? CellNoise.Meant(sum) : (sum - CellNoise.MostOf(cells.Count), sum + CellNoise.MostOf(cells.Count));
                            published.Add(new SeenSum(name, cells, Math.Max(0, low), high));
                            var true_ = cells.Sum(cell => truth[cell]);
                            exact.Add(new SeenSum(name, cells, true_, true_));
                        }
                    }
                }
            }
        }

        return (published, exact, truth.Count, [.. truth]);
    }

}

/// <summary>Histograms, months and the time that a question is compared with.</summary>
public sealed class FigureTimeTests
{
    [Fact]
    public void A_percentile_is_the_nearest_rank_of_all_that_was_added() => Gen.Int[0, 90].Array[1, 200].Sample(days =>
    {
        var histogram = new DayHistogram();
        foreach (var day in days)
            histogram.Add(day, 1);
        histogram.Add(7, 3);
        histogram.Add(7, -3);
        var sorted = days.Order().ToList();
        foreach (var percent in new[] { 1, 50, 90, 100 })
            histogram.Percentile(percent).ShouldBe(sorted[(int)Math.Ceiling(percent * sorted.Count / 100.0) - 1]);
    });

    [Fact]
    public void Parts_of_time_follow_each_other_without_a_gap() => Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 900], Gen.Enum<FigureUnit>()).Sample((start, length, unit) =>
    {
        var from = new DateOnly(2020, 1, 1).AddDays(start);
        var until = from.AddDays(length);
        var starts = FigureTime.Starts(from, until, unit).ToList();
        starts[0].ShouldBe(FigureTime.Start(from, unit));
        FigureTime.End(starts[^1], unit).ShouldBeGreaterThanOrEqualTo(until);
        for (var at = 1; at < starts.Count; at++)
            starts[at].ShouldBe(FigureTime.End(starts[at - 1], unit).AddDays(1));
    });

    [Fact]
    public void A_histogram_is_kept_and_read_back_as_it_was_and_always_alike() =>
        Gen.Select(Gen.Int[0, 40_000], Gen.Long[1, 5_000_000_000]).List[0, 60].Sample(pairs =>
        {
            var (one, other, back) = (new DayHistogram(), new DayHistogram(), new DayHistogram());
            foreach (var (days, count) in pairs)
                one.Add(days, count);
            foreach (var (days, count) in Enumerable.Reverse(pairs))
                other.Add(days, count);
            other.Add(7, 3);
            other.Add(7, -3);
            other.Pack().ShouldBe(one.Pack());
            back.Add(one.Pack(), 1);
            back.Counts.ShouldBe(one.Counts);
            (back.Count, back.Percentile(50), back.Percentile(90)).ShouldBe((one.Count, one.Percentile(50), one.Percentile(90)));
            back.Add(one.Pack(), -1);
            back.Pack().ShouldBeEmpty();
        });

    [Fact]
    public void Flows_are_kept_and_read_back_as_they_were_and_always_alike() =>
        Gen.Select(Gen.Int[0, 3_000], Gen.Int[0, 3_000], Gen.Long[1, 5_000_000_000]).List[0, 60].Sample(hops =>
        {
            var (one, other, back) = (new BodyFlows(), new BodyFlows(), new BodyFlows());
            foreach (var (sender, receiver, times) in hops)
                one.Add(sender, receiver, times);
            foreach (var (sender, receiver, times) in Enumerable.Reverse(hops))
                other.Add(sender, receiver, times);
            other.Add(7, 3, 1);
            other.Add(7, 3, -1);
            other.Pack().ShouldBe(one.Pack());
            back.Add(one.Pack());
            back.All.ShouldBe(one.All, ignoreOrder: true);
            one.All.Sum(flow => flow.Times).ShouldBe(hops.Sum(hop => hop.Item3));
            back.Add(one.Pack());
            back.All.ShouldBe(one.All.Select(flow => flow with { Times = 2 * flow.Times }), ignoreOrder: true);
        });

    [Fact]
    public void What_never_went_is_no_flow()
    {
        var flows = new BodyFlows();
        flows.Add(3, 4, -1);
        Should.Throw<InvalidOperationException>(flows.Pack);
    }

    [Fact]
    public void What_nobody_took_is_no_histogram()
    {
        var histogram = new DayHistogram();
        histogram.Add(3, -1);
        Should.Throw<InvalidOperationException>(histogram.Pack);
    }

    [Theory]
    [InlineData("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31", "2025-02-01", "2025-02-28")]
    [InlineData("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31", "2025-01-01", "2025-03-31")]
    [InlineData("2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31", "2023-02-01", "2023-02-28")]
    [InlineData("2026-03-10", "2026-03-16", "2026-03-03", "2026-03-09", "2025-03-10", "2025-03-16")]
    public void Time_is_compared_with_as_much_time(string from, string until, string beforeFrom, string beforeUntil, string yearFrom, string yearUntil)
    {
        var slice = new Slice { Measure = Measure.Filed, From = Day(from), Until = Day(until) };
        (slice.Before().From, slice.Before().Until).ShouldBe((Day(beforeFrom), Day(beforeUntil)));
        (slice.YearBefore().From, slice.YearBefore().Until).ShouldBe((Day(yearFrom), Day(yearUntil)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As many days before the first of July as up to the 28th of November begin in the last of January: six months of which five have a partner.</summary>
    [Fact]
    public void Parts_of_two_times_stand_beside_each_other_from_the_last_back()
    {
        var before = FigureTime.Starts(new DateOnly(2026, 1, 31), new DateOnly(2026, 6, 30), FigureUnit.Month);
        var now = FigureTime.Starts(new DateOnly(2026, 7, 1), new DateOnly(2026, 11, 28), FigureUnit.Month);
        FigureTime.Beside(before, now).Select(pair => (DateOnly.FromDayNumber((int)pair.Key).Month, DateOnly.FromDayNumber((int)pair.Value).Month)).Order()
            .ShouldBe([(2, 7), (3, 8), (4, 9), (5, 10), (6, 11)]);
    }
}
