using System.Threading.Channels;
using Hejie.Data;

namespace Hejie.Live;

/// <summary>What live updates follow: numbered changes of a county, which become visible in their order.</summary>
internal interface ILiveSource
{
    /// <summary>What stands before its positions in the vector: nothing for the journal, a letter for others.</summary>
    string Letter { get; }

    /// <summary>The newest position of each county, in one statement; -1 where there is none.</summary>
    Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, IReadOnlyCollection<int> counties, CancellationToken cancel);

    /// <summary>What came in a county after a position, in order, for at most a number of positions.</summary>
    /// <returns>The changes, and the last position that they reach.</returns>
    Task<(IReadOnlyList<LiveChange> Changes, long Last)> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel);
}

/// <summary>Says, after what was written is committed, that a county has something new.</summary>
internal sealed class LiveSignal
{
    private readonly Channel<int> _counties = Channel.CreateBounded<int>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>The counties that have something new, written by this node.</summary>
    public ChannelReader<int> Woken => _counties.Reader;

    /// <summary>Only takes note: whoever wrote waits for nobody.</summary>
    public void Wake(int county) => _counties.Writer.TryWrite(county);

    /// <summary>Takes note of what another node said.</summary>
    public void Heard(int county) => _counties.Writer.TryWrite(-county);
}
