using System.Globalization;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>Something that does not hold.</summary>
/// <param name="Code">What; its words are <c>error.CODE</c>.</param>
/// <param name="Detail">Where.</param>
internal sealed record AuditProblem(string Code, string Detail);

/// <summary>What an audit of a county's log found.</summary>
/// <param name="Entries">The entries that were held against their leaves.</param>
/// <param name="Tiles">The full tiles that were held against the tree.</param>
/// <param name="Checkpoint">How many entries the last checkpoint tells; -1 where none was signed.</param>
/// <param name="Problems">What does not hold, the first hundred.</param>
internal sealed record Audited(long Entries, long Tiles, long Checkpoint, IReadOnlyList<AuditProblem> Problems);

/// <summary>
/// Audits a county's log from the entries up: every entry against its leaf, every tile against the tree that the entries
/// make, the checkpoints against that tree and the log's key, what the keys' store remembers of what was signed, and every
/// matter's numbering. It changes nothing.
/// </summary>
internal sealed class AuditLog(HejieDb db, LogIdentity identity, LastSigned remembered)
{
    private const int Batch = 1024;
    private const int MostProblems = 100;

    private readonly List<AuditProblem> _problems = [];

    /// <summary>What only the keys' store remembers as signed.</summary>
    private Checkpoint? _last;

    public async Task<Audited> RunAsync(int county, CancellationToken cancel)
    {
        _problems.Clear();
        _last = null;
        var log = await db.Logs.AsNoTracking().SingleOrDefaultAsync(row => row.County == county, cancel)
            ?? new LogRow { County = county, Edge = [], Leaves = [] };
        var signed = Signed(log);
        await RememberedAsync(log, signed, cancel);
        var (edge, tiles) = await WalkAsync(log, signed, cancel);
        if (edge is not null)
            await EndAsync(log, edge, tiles, cancel);
        await NumberingAsync(county, cancel);
        return new Audited(edge?.Size ?? 0, tiles, log.CheckpointSize, [.. _problems]);
    }

    /// <summary>The checkpoints that are kept, where the log's key signed them.</summary>
    private List<Checkpoint> Signed(LogRow log)
    {
        var key = identity.KeyOf(log.County).Verifier;
        var signed = new List<Checkpoint>();
        foreach (var (text, size) in new[] { (log.Checkpoint, log.CheckpointSize), (log.Cosigned, log.CosignedSize) })
        {
            if (text is null && size == LogRow.Unsigned)
                continue;
            if (SignedNote.TryParse(text, out var note) && key.Check(note, out _) == SignatureState.Valid && Checkpoint.TryParse(note.Text, out var checkpoint)
                && checkpoint.Origin == key.Name && checkpoint.Size == size && size <= log.Size)
                signed.Add(checkpoint);
            else
                Wrong("audit.checkpoint", Number(size));
        }

        return signed;
    }

    /// <summary>Adds what the keys' store remembers, which no restore takes back. What was signed while this goes on is past the size that was read.</summary>
    private async Task RememberedAsync(LogRow log, List<Checkpoint> signed, CancellationToken cancel)
    {
        var origin = identity.KeyOf(log.County).Verifier.Name;
        if (await remembered.FindAsync(origin, cancel) is not { } last || !Digest.TryParse(last.Root, out var root))
            return;
        if (last.Size <= log.Size)
            signed.Add(_last = new Checkpoint(origin, last.Size, root));
        else if (await db.Logs.Where(row => row.County == log.County).Select(row => (long?)row.Size).SingleOrDefaultAsync(cancel) is not { } now || now < last.Size)
            Wrong("audit.rollback", Number(last.Size));
    }

    /// <summary>Builds the tree again from the entries, and holds what is stored against it.</summary>
    /// <returns>The edge, or null where an entry is missing; and how many full tiles there are.</returns>
    private async Task<(RightEdge? Edge, long Tiles)> WalkAsync(LogRow log, List<Checkpoint> signed, CancellationToken cancel)
    {
        var edge = new RightEdge();
        var leaves = new List<Digest>();
        var tiles = 0L;
        Roots(edge, signed);
        while (edge.Size < log.Size)
        {
            // A batch ends where a checkpoint does, so that its root can be compared.
            var end = signed.Select(checkpoint => checkpoint.Size).Where(size => size > edge.Size).Append(log.Size).Append(edge.Size + Batch).Min();
            var entries = await EntriesAsync(log.County, edge.Size, (int)(end - edge.Size), cancel);
            if (entries is null || entries.Count < end - edge.Size)
            {
                if (entries is not null)
                    Wrong("audit.missing", Number(edge.Size + entries.Count));
                return (null, tiles);
            }

            Digest[] data = [.. entries.Select(entry => GrowLog.Data(entry.Bytes))];
            var full = edge.Append([.. data.Select(Merkle.Leaf)]).ToList();
            leaves.AddRange(data);
            for (; leaves.Count >= TileId.Width; leaves.RemoveRange(0, TileId.Width))
                full.Add(new FullTile(new TileId(TileId.Entries, ((edge.Size - leaves.Count) / TileId.Width)), Digest.Join([.. leaves.Take(TileId.Width)])));
            tiles += full.Count;
            await TilesAsync(log.County, full, cancel);
            Roots(edge, signed);
        }

        if (!log.Leaves.AsSpan().SequenceEqual(Digest.Join([.. leaves])))
            Last(log, Digest.Join([.. leaves]));
        return (edge, tiles);
    }

    /// <summary>The entries from a position on; those that stand under another's name are told.</summary>
    private async Task<IReadOnlyList<EntryRow>?> EntriesAsync(int county, long from, int count, CancellationToken cancel)
    {
        var rows = await db.Positions.AsNoTracking()
            .Where(row => row.County == county && row.Position >= from).OrderBy(row => row.Position).Take(count)
            .Join(
                db.Entries.Where(entry => entry.County == county), row => new { row.Matter, row.Number }, entry => new { entry.Matter, entry.Number },
                (row, entry) => new { row.Position, Entry = entry })
            .OrderBy(row => row.Position).ToListAsync(cancel);
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Position != from + index)
            {
                Wrong("audit.missing", Number(from + index));
                return null;
            }

            if (!IsItself(rows[index].Entry))
                Wrong("audit.header", Number(from + index));
        }

        return rows.ConvertAll(row => row.Entry);
    }

    private async Task TilesAsync(int county, List<FullTile> full, CancellationToken cancel)
    {
        if (full.Count == 0)
            return;
        var numbers = full.ConvertAll(tile => tile.Id.Number);
        var stored = await db.LogTiles.AsNoTracking().Where(row => row.County == county && numbers.Contains(row.Number))
            .ToDictionaryAsync(row => row.Number, row => row.Bytes, cancel);
        foreach (var tile in full)
        {
            if (!stored.TryGetValue(tile.Id.Number, out var bytes) || bytes.Length != tile.Bytes.Length)
                Wrong("audit.tile", tile.Id.Path());
            else if (tile.Id.Level == TileId.Entries)
                Leaves(tile.Id.Index * TileId.Width, bytes, tile.Bytes);
            else if (!bytes.AsSpan().SequenceEqual(tile.Bytes))
                Wrong("audit.tile", tile.Id.Path());
        }
    }

    private void Last(LogRow log, byte[] made)
    {
        if (log.Leaves.Length == made.Length)
            Leaves(log.Size - (made.Length / Digest.Size), log.Leaves, made);
        else
            Wrong("audit.tile", TileId.Last(TileId.Entries, log.Size).Path());
    }

    /// <summary>Names each entry that is not what its leaf was made of.</summary>
    private void Leaves(long first, byte[] stored, byte[] made)
    {
        for (var index = 0; index < made.Length / Digest.Size; index++)
        {
            if (!stored.AsSpan(index * Digest.Size, Digest.Size).SequenceEqual(made.AsSpan(index * Digest.Size, Digest.Size)))
                Wrong("audit.entry", Number(first + index));
        }
    }

    private void Roots(RightEdge edge, List<Checkpoint> signed)
    {
        if (signed.Find(checkpoint => checkpoint.Size == edge.Size && checkpoint.Root != edge.Root()) is { } other)
            Wrong(ReferenceEquals(other, _last) ? "audit.fork" : "audit.root", Number(edge.Size));
    }

    private async Task EndAsync(LogRow log, RightEdge edge, long tiles, CancellationToken cancel)
    {
        if (!log.Edge.AsSpan().SequenceEqual(edge.Write()))
            Wrong("audit.edge", Number(edge.Size));
        var stored = 0L;
        for (var level = TileId.Entries; level < TileId.Levels && TileId.Last(level, log.Size).Index > 0; level++)
        {
            // Those past the size that was read were made while this went on.
            var (first, last) = (new TileId(level, 0).Number, TileId.Last(level, log.Size).Number);
            stored += await db.LogTiles.LongCountAsync(row => row.County == log.County && row.Number >= first && row.Number < last, cancel);
        }

        if (stored != tiles)
            Wrong("audit.tiles", Number(stored - tiles));
    }

    /// <summary>Numbers that are not consecutive from 1, entries that nothing leads to, and entries of a matter out of their order.</summary>
    private async Task NumberingAsync(int county, CancellationToken cancel)
    {
        var counted = db.Entries.Where(entry => entry.County == county).GroupBy(entry => entry.Matter)
            .Select(matter => new { Matter = matter.Key, Count = matter.Count(), First = matter.Min(entry => entry.Number), Last = matter.Max(entry => entry.Number) });
        var broken = await db.Matters.Where(row => row.County == county)
            .LeftJoin(counted, row => row.Id, found => found.Matter, (row, found) => new
            {
                row.Id,
                row.Entries,
                Count = (int?)found!.Count,
                First = (int?)found.First,
                Last = (int?)found.Last,
            })
            .Where(row => row.Count != row.Entries || row.First != 1 || row.Last != row.Entries)
            .Select(row => row.Id).OrderBy(id => id).Take(MostProblems).ToListAsync(cancel);
        var orphans = await db.Entries
            .Where(entry => entry.County == county && !db.Matters.Any(row => row.County == county && row.Id == entry.Matter))
            .Select(entry => entry.Matter).Distinct().OrderBy(id => id).Take(MostProblems).ToListAsync(cancel);
        foreach (var matter in broken.Concat(orphans))
            Wrong("audit.numbering", matter.ToString());

        var lost = await db.Entries
            .Where(entry => entry.County == county
                && !db.Positions.Any(row => row.County == county && row.Matter == entry.Matter && row.Number == entry.Number)
                && !db.Pending.Any(row => row.County == county && row.Matter == entry.Matter && row.Number == entry.Number))
            .OrderBy(entry => entry.Matter).ThenBy(entry => entry.Number).Select(entry => new { entry.Matter, entry.Number }).Take(MostProblems).ToListAsync(cancel);
        foreach (var entry in lost)
            Wrong("audit.position", $"{entry.Matter} {Number(entry.Number)}");

        var turned = await db.Positions
            .Where(row => row.County == county && db.Positions.Any(
                later => later.County == county && later.Matter == row.Matter && later.Number == row.Number + 1 && later.Position < row.Position))
            .OrderBy(row => row.Position).Select(row => row.Matter).Take(MostProblems).ToListAsync(cancel);
        foreach (var matter in turned)
            Wrong("audit.order", matter.ToString());
    }

    /// <summary>Whether the entry says the same of itself as the row does that it lies in.</summary>
    private static bool IsItself(EntryRow row)
    {
        try
        {
            var header = EntryCodec.Header(row.Bytes);
            return (header.County, header.Matter, header.Number) == (row.County, row.Matter, row.Number);
        }
        catch (Exception error) when (EntryCodec.IsDamage(error))
        {
            return false;
        }
    }

    private void Wrong(string code, string detail)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(new AuditProblem(code, detail));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
