using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Live;
using Hejie.Matters.Desk;
using Hejie.Operations;
using Hejie.Rises;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Hejie.Ui.Charts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Overview;

/// <summary>One of the large figures of an overview.</summary>
/// <param name="Word">Its key among the words.</param>
/// <param name="Text">How much.</param>
/// <param name="Beside">What it is held against, each number with its matters behind it.</param>
/// <param name="Css">Its tone: late, done or none.</param>
/// <param name="Href">Where the matters behind it are listed.</param>
internal sealed record Headline(string Word, string Text, LinkedText? Beside, string? Css, string? Href);

/// <summary>A rise in words.</summary>
internal sealed record RiseLine(string What, string Why, string Href);

/// <summary>The overview (综览): of the area that a post oversees, of any place in it, or of its body's own matters.</summary>
[Access(Access.Matters)]
internal sealed class OverviewModel(
    StaffScope session, ReadOverview read, DeskQuery desk, ReadRises rises, FigureWords figureWords, DrawFigures draw, LiveHub live, DirectoryHolder directory, CatalogueHolder catalogue, IWords words, TimeProvider time) : PageModel
{
    private const int RiseWeeks = 4;

    /// <summary>The place looked at; the whole area where none is named.</summary>
    [BindProperty(Name = "place", SupportsGet = true)]
    public string? PlaceText { get; set; }

    /// <summary><c>own</c> for the body's own matters.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    public Scope Scope { get; private set; } = null!;

    /// <summary>How far this page is, for its stream.</summary>
    public string From { get; private set; } = "";

    /// <summary>Whether it is of the body's own matters.</summary>
    public bool Own { get; private set; }

    /// <summary>Whether there is an area to look at.</summary>
    public bool HasArea { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The places above the one looked at, up to the post's own, each with its address.</summary>
    public IReadOnlyList<(string Name, string Href)> Above { get; private set; } = [];

    /// <summary>The places below, for who finds a list easier than a map.</summary>
    public IReadOnlyList<(string Name, string Href)> Below { get; private set; } = [];

    public IReadOnlyList<Headline> Headlines { get; private set; } = [];

    public IReadOnlyList<(Chart Chart, ChartKind Kind)> Charts { get; private set; } = [];

    public IReadOnlyList<RiseLine> Rises { get; private set; } = [];

    public bool TooWide { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        From = live.VectorOf(Scope).ToString();
        var (today, bodies) = (LegalTime.DateOf(time.GetUtcNow()), directory.Current);
        var area = FigureScope.OfArea(Scope, bodies);
        HasArea = area is not null;
        Own = Of == "own" || area is null;
        if (Own)
        {
            if (FigureScope.OfBody(Scope, bodies, catalogue.Current.Procedures) is not { } own)
                return NotFound();
            Title = words["overview.own", Scope.Body.Name];
            Show(await read.RunAsync(own, null, today, cancel), null);
            Headlines = [Waiting(await desk.CountsAsync(Scope, cancel)), .. Headlines];
            return Page();
        }

        var place = Scope.Body.Place;
        if (PlaceText is not null && (!PlaceCode.TryParse(PlaceText, out place) || !Scope.Body.Place.Contains(place) || bodies.Place(place) is null))
            return NotFound();
        Title = words["overview.area", bodies.Place(place)?.Name ?? ""];
        Above = [.. Parents(place).Select(code => (figureWords.Place(code), Address(code)))];
        Show(await read.RunAsync(area!, place, today, cancel), place);
        await TellRisesAsync(place, today, cancel);
        return Page();
    }

    /// <summary>The overview of a place.</summary>
    public static string Address(PlaceCode place) => "/overview?place=" + place;

    private Stack<PlaceCode> Parents(PlaceCode place)
    {
        var parents = new Stack<PlaceCode>();
        while (place != Scope.Body.Place && place.Parent is { } above)
            parents.Push(place = above);
        return parents;
    }

    private void Show(OverviewFigures figures, PlaceCode? place)
    {
        TooWide = figures.Partial;
        Headlines =
        [
            new Headline("open", FigureWords.Number(figures.Open.Count), null, null, DrawFigures.Link(figures.Open, Own)),
            new Headline("overdue", FigureWords.Number(figures.Overdue.Count),
                figures.Open.Count == 0 ? null : Beside("overview.of-open", FigureWords.Percent((double)figures.Overdue.Count / figures.Open.Count), DrawFigures.Link(figures.Open, Own)),
                figures.Overdue.Count > 0 ? "late" : "done", DrawFigures.Link(figures.Overdue, Own)),
            Share("on-time", figures.OnTime),
            Share("solved-at-once", figures.SolvedAtOnce),
            new Headline("reopened", FigureWords.Number(figures.Reopened.Count),
                figures.Reopened.Before is { } before ? Beside("overview.year-before", FigureWords.Number(before.Count), DrawFigures.Link(before, Own)) : null, null, DrawFigures.Link(figures.Reopened, Own)),
        ];
        var charts = new List<(Chart, ChartKind)>();
        if (figures.OverdueByPlace is { } byPlace && place is { } area)
        {
            var below = directory.Current.Within(area).Select(child => child.Code).Where(code => code.Level == byPlace.Slice.Level).Order().ToList();
            Below = [.. below.Select(code => (figureWords.Place(code), Address(code)))];
            if (below.Count > 0)
                charts.Add((draw.Tiles(words["overview.where-late"], byPlace, Own, below, code => code.Level >= PlaceLevel.Village ? null : Address(code)), ChartKind.Tiles));
        }

        if (figures.OverdueByBody is { Cells.Count: > 0 } byBody)
            charts.Add((draw.Largest(words["overview.who-late"], byBody, Own), ChartKind.Bars));
        charts.Add((Weeks(words["overview.came-and-went"], figures.Weeks, figures.Open.Asked, (Rules.Statistics.Measure.Filed, week => week.Filed, "filed"), (Rules.Statistics.Measure.Ended, week => week.Ended, "ended")), ChartKind.Line));
        charts.Add((Weeks(words["overview.backlog"], figures.Weeks, figures.Open.Asked, (Rules.Statistics.Measure.Backlog, week => week.Open, "open")), ChartKind.Line));
        charts.Add((ThisWeek(figures.Weeks, figures.Open.Asked), ChartKind.Bars));
        charts.Add((draw.Largest(words["overview.open-by-kind"], figures.OpenByKind, Own), ChartKind.Bars));
        if (figures.Flows.Cells.Count > 0)
            charts.Add((draw.Largest(words["overview.flows"], figures.Flows, Own), ChartKind.Flow));
        Charts = charts;
    }

    /// <summary>What waits on the body, of its own matters and of others': it can be late while the matter is not its own.</summary>
    private Headline Waiting(DeskCounts counts) => new(
        "waiting", FigureWords.Number(counts.All), counts.Late > 0 ? Beside("overview.waiting-late", FigureWords.Number(counts.Late), "/desk?show=late") : null,
        counts.Late > 0 ? "late" : null, "/desk");

    private Headline Share(string word, FigureCell cell) => new(
        word, cell.Share is { } share ? FigureWords.Percent(share) : words["figure.none"],
        cell.Before is { Share: { } before } former ? Beside("overview.year-before", FigureWords.Percent(before), DrawFigures.Link(former, Own))
            : cell.Base is > 0 and var of ? Beside("overview.of", FigureWords.Number(of), DrawFigures.LinkToBase(cell, Own)) : null,
        null, DrawFigures.Link(cell, Own));

    private LinkedText Beside(string word, string text, string? href) => LinkedText.Of(words, word, new TextRun(text, href));

    private Chart Weeks(
        string title, IReadOnlyList<OverviewWeek> weeks, Rules.Statistics.Slice asked, params (Rules.Statistics.Measure Measure, Func<OverviewWeek, long> Value, string Name)[] series) => new(
        title, words["overview.week"], [.. series.Select(one => words["overview.series-" + one.Name])],
        [.. weeks.Select(week => new ChartRow(Day(week.Monday), [.. series.Select(one => (double?)one.Value(week))], [.. series.Select(one => FigureWords.Number(one.Value(week)))])
        {
            Href = InWeek(asked, series[0].Measure, week, series[0].Value(week)),
            OtherHref = series.Length > 1 ? InWeek(asked, series[1].Measure, week, series[1].Value(week)) : null,
        })])
        {
            Note = words["overview.week-note"],
        };

    /// <summary>Where the matters behind a figure of a week are listed; null where there are none.</summary>
    private string? InWeek(Rules.Statistics.Slice asked, Rules.Statistics.Measure measure, OverviewWeek week, long count) => count == 0 ? null
        : DrawFigures.Link(asked with { Measure = measure, From = week.Monday, Until = week.Monday.AddDays(6) is var last && last < asked.Until ? last : asked.Until }, Own);

    /// <summary>What changed this week, beside the week before.</summary>
    private Chart ThisWeek(IReadOnlyList<OverviewWeek> weeks, Rules.Statistics.Slice asked)
    {
        var (now, before) = (weeks[^1], weeks[^2]);
        ChartRow Row(string word, Rules.Statistics.Measure measure, Func<OverviewWeek, long> value) => new(
            words["overview.series-" + word], [value(now), value(before)], [FigureWords.Number(value(now)), FigureWords.Number(value(before))])
        {
            Href = InWeek(asked, measure, now, value(now)),
            OtherHref = InWeek(asked, measure, before, value(before)),
        };
        return new Chart(
            words["overview.this-week"], words["overview.what"], [words["overview.this-week-series"], words["overview.last-week-series"]],
            [
                Row("filed", Rules.Statistics.Measure.Filed, week => week.Filed), Row("ended", Rules.Statistics.Measure.Ended, week => week.Ended),
                Row("late", Rules.Statistics.Measure.Late, week => week.Late),
            ]);
    }

    private string Day(DateOnly day) => words["figure.day", day.Month, day.Day];

    private async Task TellRisesAsync(PlaceCode place, DateOnly today, CancellationToken cancel)
    {
        var from = LegalTime.MondayOf(today).AddDays(-7 * RiseWeeks);
        Rises = [.. (await rises.RunAsync(Scope, place, from, cancel)).Select(rise => new RiseLine(
            words["rise.what", Day(rise.Week), figureWords.Place(PlaceCode.Of(rise.Place)), figureWords.Kind(Scope.KindOf(rise.Procedure, rise.Kind)), rise.Count],
            words["rise.why", rise.Expected.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture), rise.WorkingDays, FigureWords.Percent(rise.Season - 1)],
            DrawFigures.Link(
                new Rules.Statistics.Slice
                {
                    Measure = Rules.Statistics.Measure.Filed,
                    Places = [PlaceCode.Of(rise.Place)],
                    Kinds = [Scope.KindOf(rise.Procedure, rise.Kind)],
                    From = rise.Week,
                    Until = rise.Week.AddDays(6),
                },
                own: false)))];
    }
}
