using System.Net;
using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Statistics;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Statistics;

/// <summary>How bodies work is shown to who may open the matters behind it, by formulas that everybody can read.</summary>
public abstract class IndicatorStories(Installation hejie)
{
    private const int Filled = 600;

    private Scope County => hejie.Post("service-centre", "大理市", Role.Lead);

    [Fact]
    public async Task Every_value_is_what_is_counted_over_all_entries()
    {
        await FillAsync();
        var counted = await hejie.InScopeAsync(Counted.ReadAsync);
        var book = hejie.Services.GetRequiredService<CatalogueHolder>().Current.Indicators;
        var area = FigureScope.OfArea(County, hejie.Bodies)!;
        var (from, until) = (new DateOnly(2025, 1, 1), new DateOnly(2027, 12, 31));
        var within = counted.Where(matter => area.Area!.Value.Contains(Rules.Places.PlaceCode.Of(matter.State.Place)) && book.Procedures.Contains(matter.State.Procedure)
            && area.Procedures.Contains(matter.State.Procedure) && !(matter.State.About is { } about && area.Chain.Contains(about))).ToList();
        var bodies = within.Select(matter => matter.State.Owner).Concat(within.SelectMany(matter => matter.Calls.Select(call => call.Body))).Distinct().Order().ToList();
        bodies.Count.ShouldBeGreaterThan(5);
        var columns = await hejie.InScopeAsync(services => services.GetRequiredService<ReadIndicators>().RunAsync(area, bodies, from, until, CancellationToken.None));
        var values = 0;
        foreach (var body in bodies)
        {
            var own = within.Where(matter => matter.State.Owner == body).ToList();
            var ended = own.Where(matter => matter.Ended is not null).ToList();
            var calls = within.SelectMany(matter => matter.Calls.Where(call => call.Body == body)).ToList();
            var expected = new Dictionary<string, (long Count, long Base)>
            {
                ["on-time"] = (ended.Count(matter => matter.Late is null), ended.Count),
                ["calls-answered"] = (calls.Count(call => call.InTime), calls.Count),
                ["solved-at-once"] = (ended.Count(matter => matter.Outcome == FigureOutcome.Solved && matter.Reopened == 0), ended.Count),
                ["reopened"] = (own.Count(matter => matter.Reopened > 0), ended.Count),
                ["rated-well"] = (ended.Count(matter => matter.Rating >= 4), ended.Count(matter => matter.Rating is not null)),
                ["performed"] = (ended.Count(matter => matter.Performance == 2), ended.Count(matter => matter.Performance is not null)),
            };
            foreach (var column in columns.Where(column => column.Indicator.Id != "days-to-accept"))
            {
                var (count, all) = expected[column.Indicator.Id];
                var value = column.Bodies.GetValueOrDefault(body);
                (value?.Cell.Count ?? 0, value?.Base ?? 0).ShouldBe((count, all), $"{column.Indicator.Id} of {hejie.Bodies.NameOf(body)}");
                if (value is not null)
                    value.IsSmall.ShouldBe(all < book.Small);
                values += value is null ? 0 : 1;
            }

            var lasted = own.Where(matter => matter.Accepted is not null).Select(matter => matter.Accepted!.Value.DayNumber - matter.Opened.DayNumber).Order().ToList();
            columns.Single(column => column.Indicator.Id == "days-to-accept").Bodies.GetValueOrDefault(body)?.Cell.Median
                .ShouldBe(lasted.Count == 0 ? null : lasted[((lasted.Count * 50) + 99) / 100 - 1]);
        }

        values.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_county_sees_its_bodies_in_the_order_of_their_places_and_opens_the_matters_behind_a_value()
    {
        await FillAsync();
        using var lead = await Officer.AtAsync(hejie, County);
        var page = await lead.OpenAsync("/overview/bodies?kind=service-centre");
        page.Title.ShouldNotBeNull().ShouldContain("大理市");
        var names = page.Document.QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim()).ToList();
        var centres = hejie.Bodies.Bodies.Where(body => body.Kind.Code == "service-centre" && (body.Place == County.Body.Place || body.Place.Parent == County.Body.Place))
            .OrderBy(body => body.Place).Select(body => body.Name);
        names.ShouldBe(centres, "by place, never by rank");
        var link = page.Document.QuerySelector(".indicators tbody td b a")!;
        (await lead.OpenAsync(link.GetAttribute("href")!)).Document.QuerySelectorAll("table.list tbody tr").ShouldNotBeEmpty();
        page.Document.QuerySelectorAll(".indicators td em").ShouldNotBeEmpty("few matters are marked");
        var township = page.Document.QuerySelector("tbody th a")!;
        (await lead.OpenAsync(township.GetAttribute("href")!)).Document.QuerySelectorAll("tbody tr").ShouldNotBeEmpty();
        foreach (var address in new[] { "/overview/bodies?place=532924000000", "/overview/bodies?place=nowhere" })
            (await lead.StatusAsync(address)).ShouldBe(HttpStatusCode.NotFound);
        (await lead.OpenAsync("/overview/bodies?kind=nonsense&months=77")).Document.QuerySelectorAll("tbody tr").ShouldNotBeEmpty("what is not known is left at its first choice");
    }

    [Fact]
    public async Task A_body_that_oversees_none_sees_its_own_alone_and_not_how_it_answers_calls()
    {
        await FillAsync();
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Mediator));
        var page = await mediator.OpenAsync("/overview/bodies");
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        page.Document.QuerySelectorAll("thead a").ShouldNotContain(link => link.GetAttribute("href") == "/indicators#calls-answered");
    }

    [Fact]
    public async Task Everybody_can_read_how_each_is_counted()
    {
        using var client = hejie.Client();
        var text = await client.GetStringAsync(new Uri("/indicators", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var indicator in hejie.Services.GetRequiredService<CatalogueHolder>().Current.Indicators.Indicators)
        {
            text.ShouldContain($"id=\"{indicator.Id}\"");
            WebUtility.HtmlDecode(text).ShouldContain(indicator.Formula.Zh);
        }

        (await client.GetAsync(new Uri("/overview/bodies", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private async Task FillAsync()
    {
        var catalogue = hejie.Services.GetRequiredService<CatalogueHolder>().Current;
        await ActivatorUtilities.CreateInstance<FillMatters>(hejie.Services, catalogue, hejie.Bodies).RunAsync(Filled, seed: 31, progress: null, CancellationToken.None, days: 200);
        await hejie.FollowAsync();
    }
}

/// <inheritdoc/>
public sealed class IndicatorStoriesOnSqlite(SqliteInstallation hejie) : IndicatorStories(hejie), IClassFixture<SqliteInstallation>;

/// <inheritdoc/>
public sealed class IndicatorStoriesOnPostgres(PostgresInstallation hejie) : IndicatorStories(hejie), IClassFixture<PostgresInstallation>;
