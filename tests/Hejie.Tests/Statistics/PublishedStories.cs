using System.Net;
using System.Text.Json;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Rules.Statistics;
using Hejie.Rules.Tests.Statistics;
using Hejie.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Statistics;

/// <summary>What is published is counted once, changed a little, frozen, and tells nobody a small number.</summary>
public abstract class PublishedStories(Installation hejie)
{
    private const int Filled = 500;

    private static readonly SemaphoreSlim s_once = new(1, 1);

    private PublishedBook Book => hejie.Services.GetRequiredService<CatalogueHolder>().Current.Published;

    [Fact]
    public async Task Closed_months_are_published_once_and_stay_as_they_were()
    {
        await PublishAsync();
        var before = await CellsAsync();
        before.ShouldNotBeEmpty();
        before.ShouldAllBe(row => row.Value >= CellNoise.Least);
        before.Select(row => row.Month).Distinct().Max().ShouldBe((2025 * 12) + 11, "January is over on 2 February, and not yet settled");
        before.Where(row => row.Table == "petitions-and-complaints").ShouldAllBe(row => row.Area == 0 && row.Channel == -1 && row.Outcome == -1);
        await AgreeAsync(before);

        await hejie.FileAsync();
        await hejie.FollowAsync();
        var publish = hejie.Services.GetRequiredService<PublishFigures>();
        (await publish.RunAsync(CancellationToken.None)).ShouldBe(0);
        (await CellsAsync()).Select(Text).ShouldBe(before.Select(Text));
        // A month later January comes, and nothing before it is counted anew.
        hejie.Time.Advance(TimeSpan.FromDays(20));
        (await publish.RunAsync(CancellationToken.None)).ShouldBe(Book.Tables.Count);
        var later = await CellsAsync();
        later.Where(row => row.Month <= (2025 * 12) + 11).Select(Text).ShouldBe(before.Select(Text));
    }

    [Fact]
    public async Task Nothing_is_published_while_the_journal_is_not_counted()
    {
        await PublishAsync();
        await hejie.FileAsync();
        foreach (var county in hejie.Bodies.Counties.Distinct())
            await hejie.Services.GetRequiredService<Hejie.Journal.Sequencer>().SequenceAsync(county, CancellationToken.None);
        (await hejie.Services.GetRequiredService<PublishFigures>().RunAsync(CancellationToken.None)).ShouldBe(0);
        await hejie.FollowAsync();
    }

    [Fact]
    public async Task The_attack_on_all_published_tables_finds_nothing_and_on_the_true_ones_it_does()
    {
        await PublishAsync();
        var counted = await hejie.InScopeAsync(Counted.ReadAsync);
        var published = await CellsAsync();
        var (seen, exact, cells) = (new List<SeenSum>(), new List<SeenSum>(), 0);
        foreach (var table in Book.Tables)
        {
            var part = await hejie.InScopeAsync(services => services.GetRequiredService<ReadPublished>().RunAsync(table, FigureUnit.Month, table.By, 6, CancellationToken.None));
            // Only kinds and bodies that something is known of: cells that are 0 everywhere add nothing but time.
            var keys = part.Keys.Where(key => published.Any(row => row.Table == table.Id && KeyOf(row) == key)
                || counted.Any(matter => DayOf(matter, table) is not null && Key(matter, table) == key)).Take(60).ToList();
            var first = cells;
            cells += keys.Count * part.Starts.Count;
            int Cell(int start, int key) => first + (start * keys.Count) + key;
            var times = part.Starts.Select((_, at) => new[] { at }).Append([.. Enumerable.Range(0, part.Starts.Count)]);
            foreach (var time in times)
            {
                var groups = table.By.Select(dimension => new[] { dimension }).Append([.. table.By]).Append([]).SelectMany(by => keys.Select((key, at) => (Key: key.Only(by), at, Name: string.Join(',', by))).GroupBy(one => (one.Name, one.Key)));
                foreach (var group in groups)
                {
                    var of = (from start in time from one in @group select Cell(start, one.at)).ToList();
                    var value = (from start in time
                                 from one in @group
                                 select published.Where(row => row.Table == table.Id && row.Month == FigureTime.MonthOf(part.Starts[start]) && KeyOf(row) == keys[one.at]).Sum(row => row.Value)).Sum();
                    var real = (from start in time
                                from one in @group
                                select counted.Count(matter => DayOf(matter, table) is { } day && FigureTime.Start(day, FigureUnit.Month) == part.Starts[start] && Key(matter, table) == keys[one.at])).Sum();
                    var (low, high) = of.Count == 1 ? CellNoise.Meant(value) : (value - CellNoise.MostOf(of.Count), value + CellNoise.MostOf(of.Count));
                    var name = $"{table.Id} {group.Key}";
                    seen.Add(new SeenSum(name, of, Math.Max(0, low), high));
                    exact.Add(new SeenSum(name, of, real, real));
                }
            }
        }

        Differencing.Attack(seen, cells).ShouldBeEmpty();
        Differencing.Attack(exact, cells).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Everybody_reads_the_tables_as_a_page_as_csv_and_by_programs()
    {
        await PublishAsync();
        // Another story may have let further months go by.
        var newest = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().PublishedMonths.AsNoTracking().MaxAsync(row => row.Month));
        var months = new[] { FigureTime.FirstOf(newest - 1), FigureTime.FirstOf(newest) };
        using var client = hejie.Client();
        var cancel = TestContext.Current.CancellationToken;
        foreach (var table in Book.Tables)
        {
            var page = await client.GetStringAsync($"/figures?t={table.Id}&unit=month", cancel);
            page.ShouldContain(table.Title.Zh);
            page.ShouldContain("figures__table");
            page.ShouldContain("2025年12月");
        }

        var list = JsonDocument.Parse(await client.GetStringAsync("/api/v1/figures", cancel)).RootElement.GetProperty("tables");
        list.GetArrayLength().ShouldBe(Book.Tables.Count);
        var numbers = JsonDocument.Parse(await client.GetStringAsync("/api/v1/figures/disputes-filed?by=county&periods=2", cancel)).RootElement;
        numbers.GetProperty("periods").EnumerateArray().Select(period => period.GetString()).ShouldBe(months.Select(month => month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)));
        numbers.GetProperty("numbers").EnumerateArray().ShouldNotBeEmpty();
        (await CellsAsync()).Where(row => row.Table == "disputes-filed" && row.Month >= newest - 1).Sum(row => row.Value)
            .ShouldBeGreaterThanOrEqualTo(numbers.GetProperty("numbers").EnumerateArray().Sum(number => number.GetProperty("matters").GetInt32()));

        var plain = await client.GetByteArrayAsync("/figures/disputes-filed.csv", cancel);
        var excel = await client.GetByteArrayAsync("/figures/disputes-filed.csv?bom=1", cancel);
        excel.ShouldBe([0xEF, 0xBB, 0xBF, .. plain]);
        var rows = System.Text.Encoding.UTF8.GetString(plain).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldBe("table,measure,unit,period,county,county_name,kind,kind_name,matters,likely_error,most_error");
        rows.Skip(1).ShouldAllBe(row => row.StartsWith("disputes-filed,filed,month,202", StringComparison.Ordinal));
        rows.SelectMany(row => row.Split(',')).ShouldAllBe(cell => cell.Length == 0 || !"=+-@".Contains(cell[0], StringComparison.Ordinal));
        var dictionary = await client.GetStringAsync("/figures/dictionary.csv", cancel);
        foreach (var column in rows[0].Split(',').Where(column => !column.EndsWith("_name", StringComparison.Ordinal)))
            dictionary.ShouldContain($"\n{column},");
        dictionary.ShouldContain("kind,people-mediation/neighbour,人民调解·邻里");
    }

    [Theory]
    [InlineData("/figures?t=%27%3B&unit=eon&by=person", HttpStatusCode.OK)]
    [InlineData("/figures/no-such.csv", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/figures/no-such", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/figures/ended?unit=eon", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/figures/ended?by=body", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/figures/petitions-and-complaints?by=county", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/figures/ended?periods=999999999999", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_said_clearly(string address, HttpStatusCode status)
    {
        using var client = hejie.Client();
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
    }

    /// <summary>Three months of matters, and what is published of them. Once for all stories of an installation.</summary>
    private async Task PublishAsync()
    {
        await s_once.WaitAsync();
        try
        {
            if (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().PublishedMonths.AnyAsync()))
                return;
            await ActivatorUtilities.CreateInstance<FillMatters>(hejie.Services, hejie.Services.GetRequiredService<CatalogueHolder>().Current, hejie.Bodies)
                .RunAsync(Filled, seed: 31, progress: null, CancellationToken.None, days: 110);
            await hejie.FollowAsync();
            (await hejie.Services.GetRequiredService<PublishFigures>().RunAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        }
        finally
        {
            s_once.Release();
        }
    }

    /// <summary>Every cell stands for what is counted straight from the journal, and what stands nowhere is small.</summary>
    private async Task AgreeAsync(IReadOnlyList<PublishedCellRow> published)
    {
        var counted = await hejie.InScopeAsync(Counted.ReadAsync);
        foreach (var table in Book.Tables)
        {
            var months = await hejie.InScopeAsync(services => services.GetRequiredService<ReadPublished>().MonthsAsync(table, CancellationToken.None));
            foreach (var month in months)
            {
                var real = counted.Where(matter => DayOf(matter, table) is { } day && FigureTime.MonthOf(day) == month).GroupBy(matter => Key(matter, table)).ToDictionary(group => group.Key, group => group.Count());
                var shown = published.Where(row => row.Table == table.Id && row.Month == month).ToDictionary(KeyOf, row => row.Value);
                foreach (var key in real.Keys.Union(shown.Keys))
                {
                    var (low, high) = CellNoise.Meant(shown.GetValueOrDefault(key));
                    real.GetValueOrDefault(key).ShouldBeInRange(low, high, $"{table.Id} {month} {key}");
                }
            }
        }
    }

    private static PublishedKey KeyOf(PublishedCellRow row) => new(row.Area, row.Code, row.Channel, row.Outcome, row.Lateness);

    private static PublishedKey Key(Counted matter, PublishedTable table) =>
        PublishedKey.Of(table, matter.County, matter.State.Procedure, matter.State.Kind, (int)matter.Channel, (int)matter.Outcome, matter.Late is not null);

    private static DateOnly? DayOf(Counted matter, PublishedTable table) => !table.Procedures.Contains(matter.State.Procedure) || matter.Restricted ? null : table.Measure switch
    {
        Measure.Accepted => matter.Accepted,
        Measure.Ended => matter.Ended,
        _ => matter.Opened,
    };

    private static string Text(PublishedCellRow row) => JsonSerializer.Serialize(row);

    private Task<List<PublishedCellRow>> CellsAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().PublishedCells.AsNoTracking()
        .OrderBy(row => row.Table).ThenBy(row => row.Month).ThenBy(row => row.Area).ThenBy(row => row.Code).ThenBy(row => row.Channel).ThenBy(row => row.Outcome).ThenBy(row => row.Lateness).ToListAsync());
}

/// <inheritdoc/>
public sealed class PublishedStoriesOnSqlite(SqliteInstallation hejie) : PublishedStories(hejie), IClassFixture<SqliteInstallation>;

/// <inheritdoc/>
public sealed class PublishedStoriesOnPostgres(PostgresInstallation hejie) : PublishedStories(hejie), IClassFixture<PostgresInstallation>;
