using System.Buffers.Binary;

namespace Hejie.Operations.Demo;

/// <summary>
/// SplitMix64. A generator of our own, so that a seed gives the same demonstration under every version of the runtime;
/// whole numbers only, so that it does under every processor.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    /// <summary>Hundredths of a usual duration: many are short, a few are long.</summary>
    private static readonly int[] s_spread = [15, 25, 35, 45, 55, 65, 75, 85, 95, 110, 130, 155, 190, 260];

    private ulong _state = seed;

    /// <summary>A generator of its own for one part, so that a part can change without the others.</summary>
    public static DemoRandom For(ulong seed, long part) => new(new DemoRandom(seed ^ ((ulong)part * 0xD1B54A32D192ED03)).Next());

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 to below a bound.</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>Between two numbers, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Whether something of so many in a hundred happens.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>One of the choices, each as often as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<(T Choice, int Weight)> choices)
    {
        var total = 0;
        for (var index = 0; index < choices.Count; index++)
            total += choices[index].Weight;
        var drawn = Below(total);
        var at = 0;
        while (drawn >= choices[at].Weight)
            drawn -= choices[at++].Weight;
        return choices[at].Choice;
    }

    /// <summary>A duration around a usual one, given in minutes.</summary>
    public TimeSpan Around(int minutes) =>
        TimeSpan.FromSeconds(((long)minutes * s_spread[Below(s_spread.Length)] * 60 / 100) + Below(Math.Max(60, minutes * 4)));

    /// <summary>A UUIDv7 of the instant.</summary>
    public Guid Id(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)at.ToUnixTimeMilliseconds() << 16) | 0x7000 | (Next() & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (Next() >> 2) | 0x8000000000000000);
        return new Guid(bytes, bigEndian: true);
    }
}
