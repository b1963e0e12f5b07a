using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Statistics;
using Hejie.Ui;
using Hejie.Ui.Charts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Statistics;

/// <summary>A line of a published table as the page shows it.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Values">A number for each part of time.</param>
internal sealed record FiguresLine(string Name, IReadOnlyList<int> Values);

/// <summary>The published figures, for everybody.</summary>
[Access(Access.Public)]
internal sealed class FiguresModel(ReadPublished published, CatalogueHolder catalogue, FigureWords names, IWords words) : PageModel
{
    /// <summary>How many parts of time stand beside each other.</summary>
    private const int Columns = 6;

    /// <summary>How many lines a picture has; they stand in the order of the table, and nobody is ranked.</summary>
    private const int Bars = 16;

    /// <summary>All tables.</summary>
    public IReadOnlyList<PublishedTable> Tables => catalogue.Current.Published.Tables;

    /// <summary>The table that is shown.</summary>
    public PublishedTable Table { get; private set; } = null!;

    /// <summary>The parts of time.</summary>
    public FigureUnit Unit { get; private set; } = FigureUnit.Month;

    /// <summary>What the lines are.</summary>
    public PublishedDimension? By { get; private set; }

    /// <summary>The part of it that is shown.</summary>
    public PublishedPart Part { get; private set; } = null!;

    /// <summary>The lines; one for all where nothing is told apart.</summary>
    public IReadOnlyList<FiguresLine> Lines { get; private set; } = [];

    /// <summary>The sums of all lines.</summary>
    public IReadOnlyList<int> Totals { get; private set; } = [];

    /// <summary>The newest part of time as a picture; null where there is nothing to compare.</summary>
    public Chart? Chart { get; private set; }

    /// <summary>By how much a number of a line may differ, in 19 of 20 cases.</summary>
    public int Likely => PublishedCsv.Likely(Part.CellsEach);

    /// <summary>The same of a sum of all lines.</summary>
    public int LikelyTotal => PublishedCsv.Likely(Part.CellsEach * Math.Max(1, Part.Keys.Count));

    /// <summary>How many days after a month's end it is counted.</summary>
    public int SettleDays => catalogue.Current.Published.SettleDays;

    /// <summary>Shows a table; what is not known is left at its first choice.</summary>
    public async Task OnGetAsync(string? t, string? unit, string? by, CancellationToken cancel)
    {
        var book = catalogue.Current.Published;
        Table = book.Find(t) ?? book.Tables[0];
        Unit = FiguresEndpoint.UnitOf(unit) ?? FigureUnit.Month;
        By = Table.By.Where(known => PublishedTable.Name(known) == by).Select(known => (PublishedDimension?)known).FirstOrDefault() ?? (Table.By.Count > 0 ? Table.By[0] : null);
        Part = await published.RunAsync(Table, Unit, By is { } shown ? [shown] : [], Columns, cancel);
        var numbers = Part.Numbers.ToDictionary(number => (number.Start, number.Key), number => number.Value);
        Lines =
        [
            .. Part.Keys.Select(key => new FiguresLine(
                By is { } of ? names.Of(key, of).Name : words["figures.all"],
                [.. Part.Starts.Select(start => numbers.GetValueOrDefault((start, key)))])),
        ];
        if (Part.Starts.Count > 0 && Lines.Count > 1)
        {
            Chart = new Chart(
                words["figures.newest", names.Period(Part.Starts[^1], Unit)], names.Dimension(By!.Value), [words["figures.matters"]],
                [.. Lines.Take(Bars).Select(line => new ChartRow(line.Name, [line.Values[^1]], [FigureWords.Number(line.Values[^1])]))]);
        }

        Totals = [.. Part.Starts.Select((_, index) => Lines.Sum(line => line.Values[index]))];
    }
}
