namespace Hejie.Rules.Time;

/// <summary>What happened to a period since it started.</summary>
public sealed class CountOptions
{
    /// <summary>Neither paused nor extended.</summary>
    public static readonly CountOptions None = new([]);

    /// <summary>Keeps the pauses in order, with those that touch or overlap joined, so that no day stands still twice.</summary>
    /// <param name="pauses">The days not counted.</param>
    /// <param name="extended">How often the period was extended.</param>
    /// <exception cref="ArgumentException">A pause ends before it starts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Extended less than no time.</exception>
    public CountOptions(IEnumerable<Pause> pauses, int extended = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extended);
        Extended = extended;
        var joined = new List<Pause>();
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pause in pauses.OrderBy(pause => pause.From))
        {
            if (pause.To < pause.From) throw new ArgumentException("a pause ends before it starts", nameof(pauses));
            if (pause.Kind is { } kind) kinds.Add(kind);
            if (joined.Count > 0 && pause.From.DayNumber <= joined[^1].To.DayNumber + 1)
                joined[^1] = joined[^1] with { To = pause.To > joined[^1].To ? pause.To : joined[^1].To };
            else
                joined.Add(pause);
        }

        Pauses = joined.ToArray();
        Kinds = [.. kinds];
    }

    /// <summary>The days not counted, in order and apart from each other.</summary>
    public ReadOnlyMemory<Pause> Pauses { get; }

    /// <summary>The kinds of the pauses, where they are known: a rule must allow each.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>How often the period was extended.</summary>
    public int Extended { get; }
}
