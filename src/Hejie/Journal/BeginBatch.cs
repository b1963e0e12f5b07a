using System.Data.Common;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>A matter that is to begin with others at once: its first entry draws no number and brings no further rows.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its key, already stored.</param>
/// <param name="Draft">The first entry.</param>
/// <param name="Next">The state after it.</param>
/// <param name="State">That state as it is stored: many matters have the same.</param>
internal sealed record Beginning(Guid Id, MatterKey Key, EntryDraft Draft, MatterState Next, byte[] State)
{
    /// <summary>Since when it has ended, where it ended before it began here; microseconds UTC.</summary>
    public long? Ended { get; init; }
}

/// <summary>The rows of matters that begin, sealed, table by table. Made without the database, while others are being written.</summary>
internal sealed class BegunRows
{
    private const int First = 1;

    private readonly List<object?[]> _matters;
    private readonly List<object?[]> _entries;
    private readonly List<object?[]> _clocks = [];
    private readonly List<object?[]> _work = [];

    private BegunRows(int county, long recorded, int count) =>
        (County, Recorded, _matters, _entries) = (county, recorded, new(count), new(count));

    public int County { get; }

    /// <summary>The instant that all are recorded at, microseconds UTC.</summary>
    public long Recorded { get; }

    public int Count => _matters.Count;

    public static BegunRows Of(int county, long recorded, IReadOnlyList<Beginning> beginnings)
    {
        var rows = new BegunRows(county, recorded, beginnings.Count);
        foreach (var beginning in beginnings)
            rows.Add(beginning);
        return rows;
    }

    /// <summary>Writes all in the caller's transaction; positions last, since they hold the county's log.</summary>
    public async Task WriteAsync(HejieDb db, IDialect dialect, Func<Task>? beside, CancellationToken cancel)
    {
        await dialect.BulkAsync(
            db.Database, "matters",
            ["county", "id", "procedure", "kind", "place", "state_name", "owner", "about", "summary", "opened", "changed", "ended", "version", "entries", "key_id", "state", "restricted"],
            _matters, cancel);
        await dialect.BulkAsync(db.Database, "entries", ["county", "matter", "number", "bytes"], _entries, cancel);
        if (_clocks.Count > 0)
            await dialect.BulkAsync(db.Database, "clocks", ["county", "matter", "name", "rule", "due", "ends", "status"], _clocks, cancel);
        if (_work.Count > 0)
            await dialect.BulkAsync(db.Database, "work", ["county", "matter", "number", "kind", "body", "role", "post", "due", "waits_on_resident", "restricted"], _work, cancel);
        if (beside is not null)
            await beside();
        var next = await dialect.LockLogAsync(db, County, cancel);
        await dialect.BulkAsync(
            db.Database, "positions", ["county", "position", "matter", "number"], _matters.Select((row, index) => new object?[] { County, next + index, row[1], First }), cancel);
    }

    private void Add(Beginning beginning)
    {
        var (draft, next) = (beginning.Draft, beginning.Next);
        if (draft.Draws is not null || draft.With is not null || draft.SealedWith != SealedWith.Matter || next.Entries != First)
            throw new ArgumentException("Matters that begin at once begin with a plain entry.", nameof(beginning));
        var header = draft.Header(County, beginning.Id, First, draft.Effects, Recorded);
        _entries.Add([County, beginning.Id, First, EntryCodec.Encode(header, new EntryContent(draft.Answers.Sealed, draft.Answers.People), beginning.Key.Bytes)]);
        _matters.Add(
        [
            County, beginning.Id, next.Procedure, next.Kind, next.Place, next.Name, next.Owner, next.About, draft.Answers.Sealed.GetValueOrDefault("summary"),
            header.Happened, Recorded, next.HasEnded ? beginning.Ended ?? Recorded : null, next.Version, next.Entries, beginning.Key.Id, beginning.State, draft.Restricted,
        ]);
        foreach (var clock in next.Clocks)
        {
            if (clock.IsOpen)
                _clocks.Add([County, beginning.Id, clock.Name, clock.Rule, clock.Due, clock.Ends, (int)clock.Status]);
        }

        foreach (var work in next.Work)
            _work.Add([County, beginning.Id, work.Number, work.Kind, work.Body, (int)work.Role, work.Post, work.Due ?? Projection.NoDate, work.WaitsOnResident, draft.Restricted]);
    }
}

/// <summary>
/// The write path for many matters that begin at once: all in one transaction or none, with the rows that
/// <see cref="MatterJournal.BeginAsync"/> writes. They take their positions themselves, under the lock of the county's log,
/// since a row for each that waits for the sequencer costs as much as the entry.
/// </summary>
internal sealed class BeginBatch(HejieDb db, IDialect dialect, IEnumerable<IFollowsPositions> followers, RecordingClock clock)
{
    /// <summary>Writes what begins in one county.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="beside">Further rows of the same transaction.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>False where somebody wrote one of the rows first: nothing was written.</returns>
    public async Task<bool> RunAsync(BegunRows rows, Func<HejieDb, Task> beside, CancellationToken cancel)
    {
        using (await dialect.EnterWriteAsync(cancel))
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await rows.WriteAsync(db, dialect, () => beside(db), cancel);
                await transaction.CommitAsync(cancel);
            }
            catch (DbException error) when (dialect.IsConflict(error))
            {
                return false;
            }
        }

        clock.Saw(rows.County, rows.Recorded);
        foreach (var follower in followers)
            follower.Given(rows.County);
        return true;
    }
}
