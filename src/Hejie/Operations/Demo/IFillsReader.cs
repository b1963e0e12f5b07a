using Hejie.Journal;

namespace Hejie.Operations.Demo;

/// <summary>
/// What a following reader makes of matters that are filled in for a measurement, made at once with them: to follow
/// millions of entries one after the other takes longer than to fill them in. Its cursor moves with each batch.
/// </summary>
internal interface IFillsReader
{
    /// <summary>The reader whose cursors move.</summary>
    string Reader { get; }

    /// <summary>Puts the rows of a matter into the batch.</summary>
    void Take(MatterWalk walk, IReadOnlyList<EntryHeader> headers, SealedBatch batch);

    /// <summary>Makes what is made of all of them together, once a filling has come to its end. Done again, it makes the same.</summary>
    Task EndAsync(IProgress<string>? progress, CancellationToken cancel);
}
