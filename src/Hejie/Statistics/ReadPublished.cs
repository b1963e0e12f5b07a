using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>A number of a published table.</summary>
/// <param name="Start">The first day of its month, quarter or year.</param>
/// <param name="Key">What tells it from the others of that time.</param>
/// <param name="Value">The number: a published count, or a sum of such.</param>
/// <param name="Cells">Of how many published counts it is the sum, those that are 0 included.</param>
internal sealed record PublishedNumber(DateOnly Start, PublishedKey Key, int Value, int Cells);

/// <summary>A part of a published table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Unit">The parts of time.</param>
/// <param name="By">By what it is told apart.</param>
/// <param name="Starts">The first days of the parts of time that are complete, in order.</param>
/// <param name="Numbers">The numbers that are not 0.</param>
/// <param name="Keys">All keys of a part of time, those of zeros included, in order.</param>
/// <param name="CellsEach">Of how many published counts each number is the sum.</param>
internal sealed record PublishedPart(
    PublishedTable Table, FigureUnit Unit, IReadOnlyList<PublishedDimension> By, IReadOnlyList<DateOnly> Starts, IReadOnlyList<PublishedNumber> Numbers,
    IReadOnlyList<PublishedKey> Keys, int CellsEach);

/// <summary>Reads published tables, and sums what was published: nothing else is ever counted for the public.</summary>
internal sealed class ReadPublished(HejieDb db, CatalogueHolder catalogue, DirectoryHolder directory)
{
    /// <summary>The most parts of time at once.</summary>
    public const int MostPeriods = 120;

    /// <summary>The months of a table that are published, in order.</summary>
    public async Task<IReadOnlyList<int>> MonthsAsync(PublishedTable table, CancellationToken cancel)
    {
        var months = await db.PublishedMonths.AsNoTracking().Where(row => row.Table == table.Id).OrderBy(row => row.Month).ToListAsync(cancel);
        return [.. months.Where(row => row.Definition == table.Definition).Select(row => row.Month)];
    }

    /// <summary>A part of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="unit">Months, quarters or years; of the latter only those whose months are all published.</param>
    /// <param name="by">By which of its dimensions it is told apart.</param>
    /// <param name="most">How many parts of time, the newest.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<PublishedPart> RunAsync(PublishedTable table, FigureUnit unit, IReadOnlyList<PublishedDimension> by, int most, CancellationToken cancel)
    {
        var months = await MonthsAsync(table, cancel);
        var length = unit switch { FigureUnit.Quarter => 3, FigureUnit.Year => 12, _ => 1 };
        var starts = months.GroupBy(month => FigureTime.Start(FigureTime.FirstOf(month), unit)).Where(part => part.Count() == length)
            .Select(part => part.Key).Order().TakeLast(Math.Clamp(most, 1, MostPeriods)).ToList();
        var keys = Keys(table);
        var shown = keys.Select(key => key.Only(by)).Distinct().ToList();
        var each = length * keys.Count / Math.Max(1, shown.Count);
        if (starts.Count == 0)
            return new PublishedPart(table, unit, by, [], [], shown, each);
        var (first, last) = (FigureTime.MonthOf(starts[0]), FigureTime.MonthOf(FigureTime.End(starts[^1], unit)));
        var complete = starts.ToHashSet();
        var rows = await db.PublishedCells.AsNoTracking().Where(row => row.Table == table.Id && row.Month >= first && row.Month <= last).ToListAsync(cancel);
        var numbers = rows.Select(row => (Start: FigureTime.Start(FigureTime.FirstOf(row.Month), unit), Key: new PublishedKey(row.Area, row.Code, row.Channel, row.Outcome, row.Lateness).Only(by), row.Value))
            .Where(row => complete.Contains(row.Start)).GroupBy(row => (row.Start, row.Key))
            .Select(group => new PublishedNumber(group.Key.Start, group.Key.Key, group.Sum(row => row.Value), each))
            .OrderBy(number => number.Start).ThenBy(number => shown.IndexOf(number.Key)).ToList();
        // A kind that has left the catalogue still has its numbers.
        var gone = numbers.Select(number => number.Key).Where(key => !shown.Contains(key)).Distinct();
        return new PublishedPart(table, unit, by, starts, numbers, [.. shown, .. gone], each);
    }

    /// <summary>All smallest cells of a month of a table, whether anything is in them or not.</summary>
    private List<PublishedKey> Keys(PublishedTable table)
    {
        var counties = table.By.Contains(PublishedDimension.County) ? directory.Current.Counties.Distinct().Order().ToList() : [0];
        List<string> codes = table.By.Contains(PublishedDimension.Kind)
            ? [.. table.Procedures.SelectMany(id => (catalogue.Current.Procedures.Find(id)?.Kinds ?? []).Select(kind => $"{id}/{kind.Code}"))]
            : table.By.Contains(PublishedDimension.Procedure) ? [.. table.Procedures] : [""];
        List<int> channels = table.By.Contains(PublishedDimension.Channel) ? [.. Enum.GetValues<FigureChannel>().Select(channel => (int)channel)] : [-1];
        List<int> outcomes = table.By.Contains(PublishedDimension.Outcome) ? [.. Enum.GetValues<FigureOutcome>().Where(outcome => outcome != FigureOutcome.Open).Select(outcome => (int)outcome)] : [-1];
        List<int> late = table.By.Contains(PublishedDimension.Lateness) ? [0, 1] : [-1];
        return [.. from county in counties from code in codes from channel in channels from outcome in outcomes from lateness in late select new PublishedKey(county, code, channel, outcome, lateness)];
    }
}
