namespace Hejie.Journal;

/// <summary>Hears at once, on the node that gave them, that entries of a county have their positions.</summary>
internal interface IFollowsPositions
{
    /// <summary>Is told once a batch, and only takes note: the sequencer waits for nobody.</summary>
    void Given(int county);
}
