namespace Hejie.Rules.Statistics;

/// <summary>How many matters took how many whole days. Its percentiles are days that some matter took, never between two.</summary>
public sealed class DayHistogram
{
    /// <summary>Beyond this many days each is kept by itself: few take years.</summary>
    private const int MostInRow = 4_096;

    private long[] _row = [];
    private Dictionary<int, long>? _beyond;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The days and how many took them, the fewest days first, without those that nobody took.</summary>
    public IEnumerable<KeyValuePair<int, long>> Counts
    {
        get
        {
            for (var days = 0; days < _row.Length; days++)
            {
                if (_row[days] != 0)
                    yield return new(days, _row[days]);
            }

            foreach (var pair in (_beyond ?? []).Where(pair => pair.Value != 0).OrderBy(pair => pair.Key))
                yield return pair;
        }
    }

    /// <summary>Adds matters that took so many days, or takes them away.</summary>
    public void Add(int days, long count)
    {
        if (days is >= 0 and < MostInRow)
        {
            if (days >= _row.Length)
                Array.Resize(ref _row, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)days + 1));
            _row[days] += count;
        }
        else
        {
            _beyond ??= [];
            _beyond[days] = _beyond.GetValueOrDefault(days) + count;
        }

        Count += count;
    }

    /// <summary>Adds all of a histogram as it is kept.</summary>
    /// <param name="packed">What <see cref="Pack"/> gave.</param>
    /// <param name="sign">1, or -1 where they are taken away.</param>
    public void Add(ReadOnlySpan<byte> packed, int sign)
    {
        var days = 0;
        while (packed.Length > 0)
        {
            days += (int)PackedNumbers.Take(ref packed);
            Add(days, sign * PackedNumbers.Take(ref packed));
        }
    }

    /// <summary>The histogram as it is kept: for each number of days how many more they are than the ones before, and how many took them. The same one is always packed alike.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        var last = 0;
        foreach (var (days, count) in Counts)
        {
            if (days < 0 || count < 0)
                throw new InvalidOperationException($"{count} matters of {days} days cannot be kept.");
            PackedNumbers.Put(packed, days - last);
            PackedNumbers.Put(packed, count);
            last = days;
        }

        return packed.ToArray();
    }

    /// <summary>The fewest days within which at least this share were done (nearest rank); null where there are none.</summary>
    /// <param name="percent">1 to 100.</param>
    public int? Percentile(int percent)
    {
        if (Count <= 0)
            return null;
        var rank = ((Count * percent) + 99) / 100;
        long seen = 0;
        foreach (var (days, count) in Counts)
        {
            seen += count;
            if (seen >= rank)
                return days;
        }

        return null;
    }
}
