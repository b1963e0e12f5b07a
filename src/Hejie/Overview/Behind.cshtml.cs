using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Overview;

/// <summary>A matter behind a figure, as a line.</summary>
internal sealed record BehindLine(string Href, string Title, string Day, string Procedure, string Place, string State, string Body);

/// <summary>The matters behind a figure: exactly those that were counted, as far as they may be opened.</summary>
[Access(Access.Matters)]
internal sealed class BehindModel(
    StaffScope session, ReadFigures read, FigureMatters matters, FigureWords figureWords, DirectoryHolder directory, CatalogueHolder catalogue, IWords words) : PageModel
{
    private const int PageSize = 50;
    private const int LastPage = 200;

    /// <summary>The most bodies that are named of those asked for.</summary>
    private const int MostNames = 10;

    [BindProperty(Name = "p", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    public string Title { get; private set; } = "";

    /// <summary>What narrows the figure down, in words.</summary>
    public IReadOnlyList<string> Narrowed { get; private set; } = [];

    /// <summary>How many there are; null where they are too many to be counted at once.</summary>
    public string? Count { get; private set; }

    public IReadOnlyList<BehindLine> Lines { get; private set; } = [];

    public bool More { get; private set; }

    /// <summary>The address of a page of it.</summary>
    public string Address(int page)
    {
        var query = QueryString.Create(Request.Query.Where(part => part.Key != "p").SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value))));
        return Request.Path + query.Add("p", page.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (SliceLink.From(Request.Query) is not { } asked)
            return NotFound();
        var figures = asked.Own ? FigureScope.OfBody(scope, directory.Current, catalogue.Current.Procedures) : FigureScope.OfArea(scope, directory.Current);
        if (figures is null)
            return NotFound();
        var slice = asked.Slice.Largest is null ? asked.Slice with { By = [] } : asked.Slice;
        Title = slice.Part == SharePart.Counted ? figureWords.Measure(slice.Measure) : words["overview.part-" + PublishedTable.Name(slice.Part), figureWords.Measure(slice.Measure)];
        Narrowed = [.. Narrow(slice)];
        var counted = (await read.RunAsync(figures, slice, FigureCompare.Nothing, cancel) as FiguresAnswer.Done)?.Figures;
        if (counted is not null)
            Count = figureWords.Times(slice.Measure, CountOf(counted));
        else if (slice.Largest is not null)
            return Page();
        PageNumber = Math.Clamp(PageNumber, 1, LastPage);
        var rows = await matters.RunAsync(scope, figures, slice, counted?.Cells ?? [], (PageNumber - 1) * PageSize, PageSize + 1, cancel);
        More = rows.Count > PageSize && PageNumber < LastPage;
        Lines = [.. rows.Take(PageSize).Select(Line)];
        return Page();
    }

    private static long CountOf(Figures figures) => figures.Slice.Largest is not null ? figures.InOthers : figures.Slice.Part switch
    {
        SharePart.Rest => (figures.Total.Base ?? 0) - figures.Total.Count,
        SharePart.Base => figures.Total.Base ?? 0,
        _ => figures.Total.Count,
    };

    private IEnumerable<string> Narrow(Slice slice)
    {
        if (slice.Largest is { } most)
            yield return words["overview.but-largest", string.Join(words["figure.and"], slice.By.Select(by => figureWords.Dimension(by, slice.Level))), most];
        foreach (var place in slice.Places)
            yield return directory.Current.Place(place)?.FullName ?? place.ToString();
        foreach (var procedure in slice.Procedures)
            yield return figureWords.Procedure(procedure);
        foreach (var kind in slice.Kinds)
            yield return figureWords.Kind(kind);
        foreach (var state in slice.States)
            yield return figureWords.State(state);
        foreach (var outcome in slice.Outcomes)
            yield return figureWords.Outcome(outcome);
        foreach (var channel in slice.Channels)
            yield return figureWords.Channel(channel);
        foreach (var body in slice.Bodies.Concat(slice.ToBodies).Take(MostNames))
            yield return directory.Current.NameOf(body);
        if (slice.Bodies.Count + slice.ToBodies.Count > MostNames)
            yield return words["overview.and-bodies", slice.Bodies.Count + slice.ToBodies.Count];
        if (!slice.IsNow)
            yield return words["overview.days", words.WholeDay(slice.From), words.WholeDay(slice.Until)];
    }

    private BehindLine Line(MatterRow matter)
    {
        var procedure = catalogue.Current.Procedures.Find(matter.Procedure);
        var place = directory.Current.Place(PlaceCode.Of(matter.Place))?.Name ?? "";
        var kind = procedure is null ? matter.Kind : KindWords.Of(procedure, matter.Kind, words);
        return new BehindLine(
            string.Create(CultureInfo.InvariantCulture, $"/matters/{matter.County}/{matter.Id:N}"),
            matter.Summary ?? words["desk.untitled", kind, place],
            words.WholeDay(LegalTime.DateOf(LegalTime.Instant(matter.Opened))),
            procedure is null ? matter.Procedure : words[procedure.Title],
            place,
            procedure?.States.TryGetValue(matter.StateName, out var state) == true ? words[state.Title] : matter.StateName,
            directory.Current.NameOf(matter.Owner));
    }
}
