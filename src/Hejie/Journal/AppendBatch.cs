using System.Data.Common;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>A matter as a batch holds it: no more than an entry needs.</summary>
internal sealed record BatchMatter(Guid Id, Guid KeyId, bool Restricted, MatterState State);

/// <summary>An entry that is to be written in a batch: it draws no number and brings no further rows.</summary>
internal sealed record BatchEntry(BatchMatter Matter, EntryDraft Draft);

/// <summary>What came of a batch.</summary>
internal abstract record BatchWritten
{
    private BatchWritten()
    {
    }

    /// <summary>It stands in the journal.</summary>
    /// <param name="Entries">How many entries; those of matters whose people are forgotten were left out.</param>
    public sealed record Done(int Entries) : BatchWritten;

    /// <summary>At least one of the matters has another entry by now: nothing was written.</summary>
    public sealed record Moved : BatchWritten;
}

/// <summary>
/// The write path for many matters at once, one entry each: all in one transaction or none, with the same rows and the
/// same checks as <see cref="MatterJournal"/>. Both write matters before all else, so that the two never wait for each
/// other in a circle.
/// </summary>
internal sealed class AppendBatch(HejieDb db, IDialect dialect, MatterKeys keys, Sequencing sequencing, RecordingClock clock)
{
    /// <summary>Matters of one batch: enough to be worth its commit, few enough to hold nobody up.</summary>
    public const int Size = 500;

    /// <summary>Writes a batch of one county.</summary>
    public async Task<BatchWritten> RunAsync(int county, IReadOnlyList<BatchEntry> batch, CancellationToken cancel)
    {
        var known = await keys.FindAsync([.. batch.Select(entry => entry.Matter.KeyId)], cancel);
        var now = clock.Now(county, null);
        var rows = new BatchRows(county, now);
        foreach (var entry in batch)
        {
            if (known.TryGetValue(entry.Matter.KeyId, out var key))
                rows.Add(entry, key);
        }

        if (rows.Count == 0)
            return new BatchWritten.Done(0);
        using (await dialect.EnterWriteAsync(cancel))
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await dialect.YieldToOthersAsync(db, cancel);
                if (!await rows.WriteAsync(db, dialect, cancel))
                    return new BatchWritten.Moved();
                await transaction.CommitAsync(cancel);
            }
            catch (DbException error) when (dialect.IsConflict(error))
            {
                return new BatchWritten.Moved();
            }
        }

        clock.Saw(county, now);
        sequencing.Wake(county);
        return new BatchWritten.Done(rows.Count);
    }
}
