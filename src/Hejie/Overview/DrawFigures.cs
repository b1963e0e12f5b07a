using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Hejie.Statistics;
using Hejie.Ui;
using Hejie.Ui.Charts;

namespace Hejie.Overview;

/// <summary>Makes charts of figures; each row leads to the matters behind it.</summary>
internal sealed class DrawFigures(FigureWords figureWords, CatalogueHolder catalogue, IWords words)
{
    /// <summary>Where the matters behind figures are listed.</summary>
    private const string Behind = "/overview/matters";

    /// <summary>Cells as rows, the largest first; those that were not asked for are added up in the note.</summary>
    /// <param name="title">The chart's title.</param>
    /// <param name="figures">The figures, of one dimension; of a flow, of two.</param>
    /// <param name="own">Whether they are of a body's own matters.</param>
    public Chart Largest(string title, Figures figures, bool own)
    {
        var rows = figures.Cells.OrderByDescending(cell => FigureWords.Value(figures.Slice, cell)).Select(cell => Row(figures, cell, own));
        var chart = Of(title, figures, [.. rows]);
        return figures.InOthers == 0 ? chart : chart with
        {
            Note = words["chart.others", figures.Others, figureWords.Times(figures.Slice.Measure, figures.InOthers)],
            NoteHref = Link(figures.Slice, own),
        };
    }

    /// <summary>All cells as rows, in their order.</summary>
    public Chart All(string title, Figures figures, bool own) => Of(title, figures, [.. figures.Cells.Select(cell => Row(figures, cell, own))]);

    /// <summary>A tile for each place, also where there is nothing.</summary>
    /// <param name="title">The chart's title.</param>
    /// <param name="figures">The figures by place.</param>
    /// <param name="own">Whether they are of a body's own matters.</param>
    /// <param name="places">The places.</param>
    /// <param name="into">The address that goes down into a place; null: only to the matters behind.</param>
    public Chart Tiles(string title, Figures figures, bool own, IEnumerable<PlaceCode> places, Func<PlaceCode, string?> into)
    {
        var cells = figures.Cells.ToDictionary(cell => cell.Keys[0].Number);
        var tiles = catalogue.Current.Tiles.Tiles;
        var rows = places.Select(place =>
        {
            var cell = cells.GetValueOrDefault(place.Value) ?? new FigureCell { Keys = [], Asked = figures.Slice with { Places = [place] } };
            return new ChartRow(Short(place), [FigureWords.Value(figures.Slice, cell)], [figureWords.Text(figures.Slice, cell)])
            {
                Href = Link(cell, own),
                Into = into(place),
                At = tiles.TryGetValue(place, out var at) ? at : null,
            };
        });
        return Of(title, figures, [.. rows]);
    }

    /// <summary>Where the matters behind a cell are listed; null where there are none.</summary>
    public static string? Link(FigureCell cell, bool own) => cell.Count == 0 ? null : Link(cell.Filter, own);

    /// <summary>Where all of which a cell is a share are listed; null where there are none.</summary>
    public static string? LinkToBase(FigureCell cell, bool own) => cell.Base is > 0 ? Link(cell.BaseFilter, own) : null;

    /// <summary>Where the matters that a question counts are listed.</summary>
    public static string Link(Slice slice, bool own) => Behind + SliceLink.To(slice, own);

    /// <summary>The shortest name of a place, for a tile: 漾濞, not 漾濞彝族自治县.</summary>
    private string Short(PlaceCode place) =>
        place.Level >= PlaceLevel.Village ? figureWords.Place(place) : PlaceForms.Of(figureWords.Place(place), place.Level).Last();

    private Chart Of(string title, Figures figures, IReadOnlyList<ChartRow> rows)
    {
        var by = figures.Slice.By;
        var head = by.Count == 0 ? "" : figureWords.Dimension(by[0], figures.Slice.Level);
        var series = figures.Cells.Any(cell => cell.Before is not null)
            ? [figureWords.Measure(figures.Slice.Measure), words["figure.before"]]
            : new[] { figureWords.Measure(figures.Slice.Measure) };
        return new Chart(title, head, series, rows)
        {
            HeadTo = figures.Slice.Measure == Measure.Flow && by.Count == 2 ? figureWords.Dimension(by[1], figures.Slice.Level) : null,
            Late = figures.Slice.Measure is Measure.Overdue or Measure.Late,
        };
    }

    private ChartRow Row(Figures figures, FigureCell cell, bool own)
    {
        var slice = figures.Slice;
        var compared = figures.Cells.Any(other => other.Before is not null);
        var flow = slice.Measure == Measure.Flow && cell.Keys.Count == 2;
        var label = flow ? figureWords.Key(cell.Keys[0], slice.Unit) : string.Join(words["figure.and"], cell.Keys.Select(key => figureWords.Key(key, slice.Unit)));
        return new ChartRow(
            label,
            compared ? [FigureWords.Value(slice, cell), cell.Before is { } former ? FigureWords.Value(slice, former) : null] : [FigureWords.Value(slice, cell)],
            compared ? [figureWords.Text(slice, cell), figureWords.Text(slice, cell.Before)] : [figureWords.Text(slice, cell)])
        {
            Href = Link(cell, own),
            OtherHref = cell.Before is { } before ? Link(before, own) : null,
            To = flow ? figureWords.Key(cell.Keys[1], slice.Unit) : null,
        };
    }
}
