using System.Threading.Channels;

namespace Hejie.Journal;

/// <summary>Tells this node's sequencer that a county has new entries. Other nodes find them by looking.</summary>
internal sealed class Sequencing
{
    private readonly Channel<int> _counties = Channel.CreateBounded<int>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<int> Woken => _counties.Reader;

    public void Wake(int county) => _counties.Writer.TryWrite(county);
}
