using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>The rows of a batch of entries, table by table.</summary>
internal sealed class BatchRows(int county, long now)
{
    private static readonly BulkColumn[] s_matterKey = [new("id", typeof(Guid)), new("entries", typeof(int))];

    private static readonly BulkColumn[] s_matter =
    [
        new("state_name", typeof(string)), new("owner", typeof(int)), new("number", typeof(string)), new("changed", typeof(long)),
        new("version", typeof(int)), new("entries", typeof(int)), new("state", typeof(byte[])),
    ];

    private static readonly BulkColumn[] s_clockKey = [new("matter", typeof(Guid)), new("name", typeof(string))];

    private static readonly BulkColumn[] s_clock = [new("rule", typeof(string)), new("due", typeof(DateOnly)), new("ends", typeof(long)), new("status", typeof(int))];

    private static readonly BulkColumn[] s_workKey = [new("matter", typeof(Guid)), new("number", typeof(int))];

    private static readonly BulkColumn[] s_work =
    [
        new("kind", typeof(string)), new("body", typeof(int)), new("role", typeof(int)), new("post", typeof(int?)), new("due", typeof(long)),
        new("waits_on_resident", typeof(bool)), new("restricted", typeof(bool)),
    ];

    private readonly List<object?[]> _matters = [];
    private readonly List<object?[]> _entries = [];
    private readonly List<object?[]> _pending = [];
    private readonly RowChanges _clocks = new("clocks", s_clockKey, s_clock);
    private readonly RowChanges _work = new("work", s_workKey, s_work);

    public int Count => _matters.Count;

    public void Add(BatchEntry entry, MatterKey key)
    {
        var (matter, draft) = (entry.Matter, entry.Draft);
        if (draft.Draws is not null || draft.With is not null || draft.SealedWith != SealedWith.Matter)
            throw new ArgumentException("A batch writes plain entries only.", nameof(entry));
        var (before, next) = (matter.State, matter.State.After(draft.Effects));
        var header = draft.Header(county, matter.Id, next.Entries, draft.Effects, now);
        var bytes = EntryCodec.Encode(header, new EntryContent(draft.Answers.Sealed, draft.Answers.People), key.Bytes);
        _entries.Add([county, matter.Id, header.Number, bytes]);
        _pending.Add([county, matter.Id, header.Number]);
        _matters.Add(
            [matter.Id, before.Entries, next.Name, next.Owner, next.Number, now, next.Version, next.Entries, StateCodec.Encode(next)]);
        foreach (var (clock, change) in Projection.Changes(Open(before), Open(next), clock => clock.Name))
            _clocks.Add(change, [matter.Id, clock.Name, clock.Rule, clock.Due, clock.Ends, (int)clock.Status]);
        foreach (var (work, change) in Projection.Changes(before.Work, next.Work, work => work.Number))
        {
            _work.Add(
                change,
                [matter.Id, work.Number, work.Kind, work.Body, (int)work.Role, work.Post, work.Due ?? Projection.NoDate, work.WaitsOnResident, matter.Restricted]);
        }
    }

    /// <summary>Writes all in the caller's transaction.</summary>
    /// <returns>False where a matter is no longer as the batch holds it.</returns>
    public async Task<bool> WriteAsync(HejieDb db, IDialect dialect, CancellationToken cancel)
    {
        if (await dialect.BulkChangeAsync(db.Database, "matters", county, s_matterKey, s_matter, _matters, cancel) != Count)
            return false;
        await _clocks.WriteAsync(db, dialect, county, cancel);
        await dialect.BulkAsync(db.Database, "entries", ["county", "matter", "number", "bytes"], _entries, cancel);
        await dialect.BulkAsync(db.Database, "pending", ["county", "matter", "number"], _pending, cancel);
        await _work.WriteAsync(db, dialect, county, cancel);
        return true;
    }

    private static IEnumerable<ClockState> Open(MatterState state) => state.Clocks.Where(clock => clock.IsOpen);

    /// <summary>The rows of a table of which a matter has several: some come, some change, some go.</summary>
    private sealed class RowChanges(string table, BulkColumn[] keys, BulkColumn[] columns)
    {
        private readonly List<object?[]> _added = [];
        private readonly List<object?[]> _changed = [];
        private readonly List<object?[]> _gone = [];

        /// <param name="change">What becomes of it.</param>
        /// <param name="row">The values of the key's columns, then those of the others.</param>
        public void Add(RowChange change, object?[] row) =>
            (change == RowChange.Added ? _added : change == RowChange.Changed ? _changed : _gone).Add(row);

        public async Task WriteAsync(HejieDb db, IDialect dialect, int county, CancellationToken cancel)
        {
            if (_added.Count > 0)
            {
                string[] names = ["county", .. keys.Concat(columns).Select(column => column.Name)];
                await dialect.BulkAsync(db.Database, table, names, _added.Select(row => new object?[] { county }.Concat(row).ToArray()), cancel);
            }

            if (_changed.Count > 0)
                await dialect.BulkChangeAsync(db.Database, table, county, keys, columns, _changed, cancel);
            if (_gone.Count > 0)
                await dialect.BulkChangeAsync(db.Database, table, county, keys, [], _gone, cancel);
        }
    }
}
