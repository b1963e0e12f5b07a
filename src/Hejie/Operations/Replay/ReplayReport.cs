using System.Text.Json.Serialization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Operations.Replay;

/// <summary>How many clocks of a rule or a county move.</summary>
internal sealed record ReplayCount
{
    /// <summary>The rule's id or the county's code.</summary>
    public required string Of { get; init; }

    /// <summary>Whose date is earlier than before.</summary>
    public long Earlier { get; set; }

    /// <summary>Whose date is later than before.</summary>
    public long Later { get; set; }

    /// <summary>That had passed and run again.</summary>
    public long Again { get; set; }

    /// <summary>That are counted by another version of their rule, whether their date moves or not.</summary>
    public long Ruled { get; set; }
}

/// <summary>One clock that moves. It names no person.</summary>
/// <param name="Matter">The matter's official number, or its id.</param>
/// <param name="County">Its county.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Was">The date so far.</param>
/// <param name="Now">The date as it is counted anew.</param>
/// <param name="Why">The first step of the count that differs, in both languages.</param>
internal sealed record MovedClock(string Matter, int County, string Clock, string Rule, DateOnly Was, DateOnly Now, Words? Why);

/// <summary>What a change of the law moves.</summary>
internal sealed class ReplayReport
{
    private const int MostShown = 20;

    private readonly SortedDictionary<string, ReplayCount> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ReplayCount> _counties = new(StringComparer.Ordinal);
    private readonly List<MovedClock> _first = [];
    private long _written;
    private long _forgotten;

    /// <summary>Matters with an open clock.</summary>
    public long Matters { get; private set; }

    /// <summary>Open clocks that were counted again.</summary>
    public long Clocks { get; private set; }

    /// <summary>Clocks that move.</summary>
    public long Moved { get; private set; }

    /// <summary>Entries that were written.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Matters that have no key any more: nothing can be written of them.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    public IEnumerable<ReplayCount> Rules => _rules.Values;

    public IEnumerable<ReplayCount> Counties => _counties.Values;

    /// <summary>The first that move.</summary>
    public IReadOnlyList<MovedClock> First => _first;

    /// <summary>Whether more is to be shown than stands in <see cref="First"/>.</summary>
    [JsonIgnore]
    public bool HasRoom => _first.Count < MostShown;

    public void Read(int clocks)
    {
        Matters++;
        Clocks += clocks;
    }

    public void Move(int county, ClockState was, ClockState now)
    {
        Moved++;
        Count(_rules, was.Rule, was, now);
        Count(_counties, PlaceName(county), was, now);
    }

    public void Show(MovedClock moved) => _first.Add(moved);

    public void Wrote(int entries, int left)
    {
        Interlocked.Add(ref _written, entries);
        Interlocked.Add(ref _forgotten, left);
    }

    /// <summary>The first step in which two counts differ; the last one where none does.</summary>
    public static Words? Difference(Count? was, Count? now)
    {
        if (now is not Count.Counted counted)
            return null;
        var before = was is Count.Counted former ? former.Steps.Select(step => step.In(Language.Chinese)).ToHashSet() : [];
        var step = counted.Steps.FirstOrDefault(step => !before.Contains(step.In(Language.Chinese))) ?? counted.Steps[^1];
        return new Words(step.In(Language.Chinese), step.In(Language.English));
    }

    private static string PlaceName(int county) => county.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Count(SortedDictionary<string, ReplayCount> counts, string of, ClockState was, ClockState now)
    {
        if (!counts.TryGetValue(of, out var count))
            counts[of] = count = new ReplayCount { Of = of };
        if (now.Due < was.Due)
            count.Earlier++;
        if (now.Due > was.Due)
            count.Later++;
        if (now.Status != was.Status)
            count.Again++;
        if (now.RuleHash != was.RuleHash)
            count.Ruled++;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayJson : JsonSerializerContext;
