using Hejie.Data;
using Hejie.Journal;
using Hejie.Ledger;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Ledger;

/// <summary>
/// Matters that live by chance, and then whatever somebody does to them who holds the database and every key: an entry is
/// changed, taken out, moved, written again with an earlier date, a tile bent. The audit names each.
/// </summary>
public abstract class TamperStories(Installation hejie)
{
    private const int County = 532901;

    /// <summary>Enough that a tile of leaves and one of hashes are full.</summary>
    private const int Matters = 270;

    private static readonly int s_cases = Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 5_000 : 60;

    private readonly Random _random = new(20261126);

    [Fact]
    public async Task Whatever_is_done_afterwards_by_who_holds_database_and_keys_is_named()
    {
        using var log = new LogClient(hejie, County);
        await LiveAsync();
        await log.PublishAsync();
        (await AuditAsync()).Problems.ShouldBeEmpty();
        var row = (await log.RowAsync())!;
        for (var nth = 0; nth < s_cases; nth++)
        {
            var harm = await HarmAsync(row, nth);
            await ChangeAsync(harm.Do);
            try
            {
                var problems = (await AuditAsync()).Problems;
                problems.Any(problem => harm.Named.Contains(problem.Detail)).ShouldBeTrue($"{nth}: {harm.What}: {string.Join(' ', problems)}");
            }
            finally
            {
                await ChangeAsync(harm.Undo);
            }
        }

        (await AuditAsync()).Problems.ShouldBeEmpty();
    }

    private async Task LiveAsync()
    {
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        for (var filed = 0; filed < Matters; filed++)
        {
            var receipt = await hejie.FileAsync();
            if (_random.Next(3) == 0)
                (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        }
    }

    private async Task<Harm> HarmAsync(LogRow log, int nth)
    {
        var (first, second) = await TwoAsync(log);
        return (nth % 10) switch
        {
            0 => Bytes("a byte of an entry", first, Bent(first.Entry.Bytes)),
            1 => Bytes("an entry with an earlier date", first, await BackDatedAsync(first.Entry)),
            2 => new("an entry taken out", [Text(first.At)],
                db => Entries(db, first.Entry).ExecuteDeleteAsync(),
                db => AddAsync(db, Copy(first.Entry))),
            3 => new("an entry without its place", [Text(first.At)],
                db => Positions(db, first.At).ExecuteDeleteAsync(),
                db => AddAsync(db, Place(first.At, first.Entry))),
            4 => new("two entries that change places", [Text(first.At), Text(second.At)],
                db => PlaceAsync(db, (first.At, second.Entry), (second.At, first.Entry)),
                db => PlaceAsync(db, (first.At, first.Entry), (second.At, second.Entry))),
            5 => new("two entries that change bytes", [Text(first.At), Text(second.At)],
                async db => await SetAsync(db, first.Entry, second.Entry.Bytes) + await SetAsync(db, second.Entry, first.Entry.Bytes),
                async db => await SetAsync(db, first.Entry, first.Entry.Bytes) + await SetAsync(db, second.Entry, second.Entry.Bytes)),
            6 => await TileAsync(),
            7 => new("the growing edge", [Text(log.Size)], db => EdgeAsync(db, Bent(log.Edge)), db => EdgeAsync(db, log.Edge)),
            8 => Leaves(log),
            _ => new("an entry under another number", [Text(first.At)],
                db => Entries(db, first.Entry).ExecuteUpdateAsync(set => set.SetProperty(row => row.Number, first.Entry.Number + 100)),
                db => db.Entries.Where(row => row.County == County && row.Matter == first.Entry.Matter && row.Number == first.Entry.Number + 100)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Number, first.Entry.Number))),
        };
    }

    private static Harm Bytes(string what, (long At, EntryRow Entry) victim, byte[] bent) =>
        new(what, [Text(victim.At)], db => SetAsync(db, victim.Entry, bent), db => SetAsync(db, victim.Entry, victim.Entry.Bytes));

    /// <summary>A byte of the data of the leaves in the tile that is not full; where it holds none, of the edge.</summary>
    private Harm Leaves(LogRow log)
    {
        if (log.Leaves.Length == 0)
            return new("the growing edge", [Text(log.Size)], db => EdgeAsync(db, Bent(log.Edge)), db => EdgeAsync(db, log.Edge));
        var at = _random.Next(log.Leaves.Length);
        var first = log.Size - (log.Leaves.Length / Digest.Size);
        return new("a leaf of the last tile", [Text(first + (at / Digest.Size))],
            db => LeavesAsync(db, Bent(log.Leaves, at)), db => LeavesAsync(db, log.Leaves));
    }

    private async Task<Harm> TileAsync()
    {
        var tiles = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().LogTiles.AsNoTracking().Where(row => row.County == County).ToListAsync());
        var tile = tiles[_random.Next(tiles.Count)];
        var (id, at) = (TileId.Of(tile.Number), _random.Next(tile.Bytes.Length));
        var named = id.Level == TileId.Entries ? Text((id.Index * TileId.Width) + (at / Digest.Size)) : id.Path();
        Task<int> Set(HejieDb db, byte[] bytes) =>
            db.LogTiles.Where(row => row.County == County && row.Number == tile.Number).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, bytes));
        return new("a tile", [named], db => Set(db, Bent(tile.Bytes, at)), db => Set(db, tile.Bytes));
    }

    private async Task<((long At, EntryRow Entry) First, (long At, EntryRow Entry) Second)> TwoAsync(LogRow log)
    {
        var first = _random.NextInt64(log.Size);
        var second = (first + 1 + _random.NextInt64(log.Size - 1)) % log.Size;
        return (await AtAsync(first), await AtAsync(second));
    }

    private Task<(long At, EntryRow Entry)> AtAsync(long position) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var place = await Positions(db, position).AsNoTracking().SingleAsync();
        return (position, await db.Entries.AsNoTracking().SingleAsync(row => row.County == County && row.Matter == place.Matter && row.Number == place.Number));
    });

    /// <summary>Whoever holds the keys can seal an entry anew, with what it says of itself an hour earlier.</summary>
    private Task<byte[]> BackDatedAsync(EntryRow entry) => hejie.InScopeAsync(async services =>
    {
        var header = EntryCodec.Header(entry.Bytes);
        var key = await services.GetRequiredService<HejieDb>().Matters.Where(row => row.County == County && row.Id == entry.Matter).Select(row => row.KeyId).SingleAsync();
        var opened = (await services.GetRequiredService<MatterKeys>().FindAsync(key, CancellationToken.None))!.Bytes;
        return EntryCodec.Encode(header with { Recorded = header.Recorded - (long)TimeSpan.FromHours(1).TotalMicroseconds }, EntryCodec.Open(entry.Bytes, opened), opened);
    });

    private byte[] Bent(byte[] bytes) => Bent(bytes, _random.Next(bytes.Length));

    private byte[] Bent(byte[] bytes, int at)
    {
        byte[] bent = [.. bytes];
        bent[at] ^= (byte)(1 << _random.Next(8));
        return bent;
    }

    private Task<Audited> AuditAsync() => hejie.InScopeAsync(services => services.GetRequiredService<AuditLog>().RunAsync(County, CancellationToken.None));

    private Task<int> ChangeAsync(Func<HejieDb, Task<int>> change) => hejie.InScopeAsync(services => change(services.GetRequiredService<HejieDb>()));

    private static IQueryable<EntryRow> Entries(HejieDb db, EntryRow entry) =>
        db.Entries.Where(row => row.County == County && row.Matter == entry.Matter && row.Number == entry.Number);

    private static IQueryable<PositionRow> Positions(HejieDb db, long position) => db.Positions.Where(row => row.County == County && row.Position == position);

    private static Task<int> SetAsync(HejieDb db, EntryRow entry, byte[] bytes) =>
        Entries(db, entry).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, bytes));

    private static Task<int> EdgeAsync(HejieDb db, byte[] edge) =>
        db.Logs.Where(row => row.County == County).ExecuteUpdateAsync(set => set.SetProperty(row => row.Edge, edge));

    private static Task<int> LeavesAsync(HejieDb db, byte[] leaves) =>
        db.Logs.Where(row => row.County == County).ExecuteUpdateAsync(set => set.SetProperty(row => row.Leaves, leaves));

    private static async Task<int> PlaceAsync(HejieDb db, (long At, EntryRow Entry) one, (long At, EntryRow Entry) other)
    {
        await Positions(db, one.At).ExecuteDeleteAsync();
        await Positions(db, other.At).ExecuteDeleteAsync();
        db.Positions.AddRange(Place(one.At, one.Entry), Place(other.At, other.Entry));
        return await db.SaveChangesAsync();
    }

    private static async Task<int> AddAsync<T>(HejieDb db, T row)
        where T : class
    {
        db.Add(row);
        return await db.SaveChangesAsync();
    }

    private static EntryRow Copy(EntryRow entry) => new() { County = County, Matter = entry.Matter, Number = entry.Number, Bytes = entry.Bytes };

    private static PositionRow Place(long at, EntryRow entry) => new() { County = County, Position = at, Matter = entry.Matter, Number = entry.Number };

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What is done, by what the audit names it, and how it is undone.</summary>
    private sealed record Harm(string What, IReadOnlyList<string> Named, Func<HejieDb, Task<int>> Do, Func<HejieDb, Task<int>> Undo);
}

public sealed class TamperStoriesOnSqlite(SqliteInstallation hejie) : TamperStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class TamperStoriesOnPostgres(PostgresInstallation hejie) : TamperStories(hejie), IClassFixture<PostgresInstallation>;
