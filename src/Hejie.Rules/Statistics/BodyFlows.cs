using System.Runtime.InteropServices;

namespace Hejie.Rules.Statistics;

/// <summary>How often matters went from which body to which.</summary>
public sealed class BodyFlows
{
    // By sender and receiver, the sender above: in their order the keys are in the order of senders, then of receivers.
    private readonly Dictionary<long, long> _hops = [];

    /// <summary>Each sender and receiver between whom matters went, and how often; in no order.</summary>
    public IEnumerable<BodyFlow> All => _hops.Where(pair => pair.Value != 0).Select(pair => new BodyFlow((int)(pair.Key >> 32), (int)pair.Key, pair.Value));

    /// <summary>A matter went so many times from one body to another.</summary>
    /// <param name="sender">The body that sent.</param>
    /// <param name="receiver">The body that received.</param>
    /// <param name="times">How often.</param>
    public void Add(int sender, int receiver, long times) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_hops, ((long)sender << 32) | (uint)receiver, out _) += times;

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
            if (flow.Sender < 0 || flow.Receiver < 0 || flow.Times < 0)
                throw new InvalidOperationException($"{flow} cannot be kept.");
            PackedNumbers.Put(packed, flow.Sender - sender);
            PackedNumbers.Put(packed, flow.Receiver - (flow.Sender == sender ? receiver : 0));
            PackedNumbers.Put(packed, flow.Times);
            (sender, receiver) = (flow.Sender, flow.Receiver);
        }

        return packed.ToArray();
    }
}

/// <summary>How often matters went from one body to another.</summary>
/// <param name="Sender">The body that sent.</param>
/// <param name="Receiver">The body that received.</param>
/// <param name="Times">How often.</param>
public readonly record struct BodyFlow(int Sender, int Receiver, long Times);
