namespace Hejie.Rules.Statistics;

/// <summary>
/// How often matters went from which body to which. A question puts thousands of kept pairs together, which is most of what it
/// takes: so they stand side by side in one table, open and at most two thirds full, and not in a dictionary of objects.
/// </summary>
public sealed class BodyFlows
{
    private const int LeastSlots = 16;

    /// <summary>What spreads neighbouring keys over the table: 2⁶⁴ over the golden ratio.</summary>
    private const ulong Spread = 0x9E3779B97F4A7C15;

    // By sender and receiver, the sender above, and one more: 0 is a slot that nobody has.
    private (long Pair, long Times)[] _slots = [];
    private int _taken;

    /// <summary>Each sender and receiver between whom matters went, and how often; in no order.</summary>
    public IEnumerable<BodyFlow> All
    {
        get
        {
            foreach (var (pair, times) in _slots)
            {
                if (times != 0)
                    yield return new BodyFlow((int)((pair - 1) >> 32), (int)(pair - 1), times);
            }
        }
    }

    /// <summary>A matter went so many times from one body to another.</summary>
    /// <param name="sender">The body that sent; not negative.</param>
    /// <param name="receiver">The body that received; not negative.</param>
    /// <param name="times">How often; less than 0 where they are taken off.</param>
    public void Add(int sender, int receiver, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sender);
        ArgumentOutOfRangeException.ThrowIfNegative(receiver);
        if (_taken >= _slots.Length * 2 / 3)
            Grow();
        ref var slot = ref Slot(_slots, (((long)sender << 32) | (uint)receiver) + 1);
        if (slot.Pair == 0)
        {
            slot.Pair = (((long)sender << 32) | (uint)receiver) + 1;
            _taken++;
        }

        slot.Times += times;
    }

    /// <summary>Adds all of flows as they are kept.</summary>
    /// <param name="packed">What <see cref="Pack"/> gave.</param>
    public void Add(ReadOnlySpan<byte> packed)
    {
        var (sender, receiver) = (0, 0);
        while (packed.Length > 0)
        {
            var further = (int)PackedNumbers.Take(ref packed);
            receiver = (int)PackedNumbers.Take(ref packed) + (further == 0 ? receiver : 0);
            sender += further;
            Add(sender, receiver, PackedNumbers.Take(ref packed));
        }
    }

    /// <summary>The flows as they are kept: how far each sender and receiver is from the ones before, and how often. The same ones are always packed alike.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        var (sender, receiver) = (0, 0);
        foreach (var flow in All.OrderBy(flow => flow.Sender).ThenBy(flow => flow.Receiver))
        {
            if (flow.Times < 0)
                throw new InvalidOperationException($"{flow} cannot be kept.");
            PackedNumbers.Put(packed, flow.Sender - sender);
            PackedNumbers.Put(packed, flow.Receiver - (flow.Sender == sender ? receiver : 0));
            PackedNumbers.Put(packed, flow.Times);
            (sender, receiver) = (flow.Sender, flow.Receiver);
        }

        return packed.ToArray();
    }

    private void Grow()
    {
        var wider = new (long Pair, long Times)[Math.Max(LeastSlots, _slots.Length * 2)];
        foreach (var slot in _slots)
        {
            if (slot.Pair != 0)
                Slot(wider, slot.Pair) = slot;
        }

        _slots = wider;
    }

    /// <summary>The slot of a pair, or the one that it is to have: there is always one that nobody has.</summary>
    private static ref (long Pair, long Times) Slot((long Pair, long Times)[] slots, long pair)
    {
        var last = slots.Length - 1;
        for (var at = (int)(((ulong)pair * Spread) >> 32) & last; ; at = (at + 1) & last)
        {
            ref var slot = ref slots[at];
            if (slot.Pair == pair || slot.Pair == 0)
                return ref slot;
        }
    }
}

/// <summary>How often matters went from one body to another.</summary>
/// <param name="Sender">The body that sent.</param>
/// <param name="Receiver">The body that received.</param>
/// <param name="Times">How often.</param>
public readonly record struct BodyFlow(int Sender, int Receiver, long Times);
