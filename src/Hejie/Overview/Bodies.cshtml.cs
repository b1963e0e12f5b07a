using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Overview;

/// <summary>A value of an indicator as the page shows it.</summary>
/// <param name="Text">How much.</param>
/// <param name="Of">Of how many, which are listed behind the number.</param>
/// <param name="IsSmall">Whether the base is too small to say much.</param>
/// <param name="Href">Where the matters behind it are listed; null where there are none.</param>
internal sealed record IndicatorText(string Text, LinkedText Of, bool IsSmall, string? Href);

/// <summary>A body's line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Into">The address of the bodies below it; null for none.</param>
/// <param name="Values">Its values in the order of the indicators, each with its name; null for none.</param>
internal sealed record BodyLine(string Name, string? Into, IReadOnlyList<(string Label, IndicatorText? Value)> Values);

/// <summary>
/// How bodies work (单位指标): the indicators of the catalogue, for who may open the matters behind them. Bodies stand in the
/// order of their places, never by rank; no person stands here.
/// </summary>
[Access(Access.Matters)]
internal sealed class BodiesModel(
    StaffScope session, ReadIndicators read, DirectoryHolder directory, CatalogueHolder catalogue, IWords words, TimeProvider time) : PageModel
{
    private const int Year = 12;
    private const int MostBodies = 40;

    /// <summary>The place looked at; the whole area where none is named.</summary>
    [BindProperty(Name = "place", SupportsGet = true)]
    public string? PlaceText { get; set; }

    /// <summary>The kind of body; the first one where none is named.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>How many whole months up to the last one.</summary>
    [BindProperty(SupportsGet = true)]
    public int Months { get; set; } = Year;

    /// <summary>The times to choose from, in months.</summary>
    public static IReadOnlyList<int> Times { get; } = [1, 3, Year];

    public string Title { get; private set; } = "";

    public DateOnly From { get; private set; }

    public DateOnly Until { get; private set; }

    /// <summary>The kinds of body that there are here.</summary>
    public IReadOnlyList<BodyKind> Kinds { get; private set; } = [];

    /// <summary>The place above; null at the top.</summary>
    public string? Above { get; private set; }

    public IReadOnlyList<Indicator> Indicators { get; private set; } = [];

    public IReadOnlyList<BodyLine> Lines { get; private set; } = [];

    /// <summary>All of them together; null for one body alone.</summary>
    public BodyLine? All { get; private set; }

    /// <summary>Whether there are more bodies than are shown.</summary>
    public bool TooMany { get; private set; }

    public int Small => catalogue.Current.Indicators.Small;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (!Times.Contains(Months))
            Months = Year;
        var month = FigureTime.Start(LegalTime.DateOf(time.GetUtcNow()), FigureUnit.Month);
        (From, Until) = (month.AddMonths(-Months), month.AddDays(-1));
        if (FigureScope.OfArea(scope, directory.Current) is { } area)
            return await OfAreaAsync(scope, area, cancel);
        if (FigureScope.OfBody(scope, directory.Current, catalogue.Current.Procedures) is not { } own)
            return NotFound();
        Title = words["indicators.of", scope.Body.Name];
        await ShowAsync(own, [scope.Body], null, cancel);
        return Page();
    }

    /// <summary>The address of this page for a place and a kind of body.</summary>
    public string Address(PlaceCode? place, string? kind, int months) =>
        "/overview/bodies" + QueryString.Create(new Dictionary<string, string?>
        {
            ["place"] = place?.ToString() ?? PlaceText,
            ["kind"] = kind ?? Kind,
            ["months"] = months.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }.Where(part => part.Value is not null));

    private async Task<IActionResult> OfAreaAsync(Scope scope, FigureScope area, CancellationToken cancel)
    {
        var (bodies, place) = (directory.Current, scope.Body.Place);
        if (PlaceText is not null && (!PlaceCode.TryParse(PlaceText, out place) || !scope.Body.Place.Contains(place) || bodies.Place(place) is null))
            return NotFound();
        Title = words["indicators.of", bodies.Place(place)?.Name ?? ""];
        Above = place != scope.Body.Place && place.Parent is { } parent ? Address(parent, null, Months) : null;
        var here = bodies.Bodies.Where(body => body.Place == place || body.Place.Parent == place).ToList();
        Kinds = [.. BodyKinds.All.Where(kind => here.Exists(body => body.Kind == kind))];
        var chosen = Kinds.FirstOrDefault(kind => kind.Code == Kind) ?? (Kinds.Count > 0 ? Kinds[0] : null);
        Kind = chosen?.Code;
        var shown = here.Where(body => body.Kind == chosen).OrderBy(body => body.Place).ThenBy(body => body.Id).ToList();
        TooMany = shown.Count > MostBodies;
        await ShowAsync(area, [.. shown.Take(MostBodies)], place, cancel);
        return Page();
    }

    private async Task ShowAsync(FigureScope scope, IReadOnlyList<Body> bodies, PlaceCode? place, CancellationToken cancel)
    {
        if (bodies.Count == 0)
            return;
        var own = scope.Body is not null;
        var columns = await read.RunAsync(scope, [.. bodies.Select(body => body.Id)], From, Until, cancel);
        Indicators = [.. columns.Select(column => column.Indicator)];
        Lines =
        [
            .. bodies.Select(body => new BodyLine(
                body.Name,
                place is not null && body.Place != place && body.Place.Level < PlaceLevel.Village ? Address(body.Place, null, Months) : null,
                Values(columns, column => column.Bodies.GetValueOrDefault(body.Id), own))),
        ];
        All = bodies.Count > 1 ? new BodyLine(words["indicators.all"], null, Values(columns, column => column.All, own)) : null;
    }

    private IReadOnlyList<(string Label, IndicatorText? Value)> Values(IReadOnlyList<IndicatorColumn> columns, Func<IndicatorColumn, IndicatorValue?> of, bool own) =>
        [.. columns.Select(column => (words[column.Indicator.Title], of(column) is { } value ? Text(column.Indicator, value, own) : null))];

    private IndicatorText? Text(Indicator indicator, IndicatorValue value, bool own)
    {
        var days = new Slice { Measure = indicator.Measure }.IsDays;
        if (days ? value.Cell.Median is null : value.Share is null)
            return null;
        return new IndicatorText(
            days ? words["indicators.days", value.Cell.Median!, value.Cell.Ninetieth ?? value.Cell.Median!] : FigureWords.Percent(value.Share!.Value),
            days ? LinkedText.Of(words, "indicators.matters", new TextRun(FigureWords.Number(value.Base), DrawFigures.Link(value.Cell, own)))
                : LinkedText.Of(words, "indicators.part", new TextRun(FigureWords.Number(value.Cell.Count)), new TextRun(FigureWords.Number(value.Base), value is { Base: > 0, BaseFilter: { } whole } ? DrawFigures.Link(whole, own) : null)),
            value.IsSmall,
            DrawFigures.Link(value.Cell, own));
    }
}
