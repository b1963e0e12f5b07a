namespace Hejie.Rules.Statistics;

/// <summary>How many matters took how many whole days. Its percentiles are days that some matter took, never between two.</summary>
public sealed class DayHistogram
{
    private readonly SortedDictionary<int, long> _counts = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The days and how many took them, without those that nobody took.</summary>
    public IEnumerable<KeyValuePair<int, long>> Counts => _counts.Where(pair => pair.Value != 0);

    /// <summary>Adds matters that took so many days, or takes them away.</summary>
    public void Add(int days, long count)
    {
        _counts[days] = _counts.GetValueOrDefault(days) + count;
        Count += count;
    }

    /// <summary>The fewest days within which at least this share were done (nearest rank); null where there are none.</summary>
    /// <param name="percent">1 to 100.</param>
    public int? Percentile(int percent)
    {
        if (Count <= 0)
            return null;
        var rank = ((Count * percent) + 99) / 100;
        long seen = 0;
        foreach (var (days, count) in _counts)
        {
            seen += count;
            if (seen >= rank)
                return days;
        }

        return _counts.Keys.Max();
    }
}
