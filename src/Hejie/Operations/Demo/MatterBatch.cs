using System.Text;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Demo;

/// <summary>
/// Seals invented matters and writes them in bulk, with everything the one write path would have written: numbers,
/// positions, codes, and the rows of state, clocks and work. For an installation that nobody works on yet.
/// </summary>
internal sealed class MatterBatch(MatterKeys keys, TrackingCodes codes, SealedFileStore? files = null, IReadOnlyList<IFillsReader>? readers = null)
{
    private readonly Dictionary<int, long> _positions = [];
    private readonly Dictionary<NumberSeries, int> _numbers = [];

    /// <summary>Goes on from what stands in the database.</summary>
    public async Task BeginAsync(HejieDb db, CancellationToken cancel)
    {
        _positions.Clear();
        _numbers.Clear();
        var last = await db.Positions.TagWith(AcrossCounties.Tag).GroupBy(row => row.County)
            .Select(county => new { County = county.Key, Last = county.Max(row => row.Position) }).ToListAsync(cancel);
        foreach (var county in last)
            _positions[county.County] = county.Last + 1;
        var numbers = await db.Numbers.TagWith(AcrossCounties.Tag)
            .GroupBy(row => new { row.County, row.Body, row.Procedure, row.Year })
            .Select(series => new { series.Key, Last = series.Max(row => row.Drawn) }).ToListAsync(cancel);
        foreach (var series in numbers)
            _numbers[new NumberSeries(series.Key.County, series.Key.Body, series.Key.Procedure, series.Key.Year)] = series.Last;
    }

    /// <summary>Gives the matters their numbers and positions in the order of time, and seals them.</summary>
    public async Task<SealedBatch> SealAsync(IReadOnlyList<MatterWalk> walks, CancellationToken cancel)
    {
        var batch = new SealedBatch(walks.Count);
        DrawNumbers(walks, batch);
        var taken = await keys.TakeAsync(walks.Count + walks.Count(HasMediation), cancel);
        var next = 0;
        foreach (var walk in walks)
        {
            var key = taken[next++];
            var mediation = HasMediation(walk) ? taken[next++] : null;
            Seal(walk, key, mediation, batch);
            await SealPapersAsync(walk, key, batch, cancel);
        }

        GivePositions(walks, batch);
        return batch;
    }

    private static bool HasMediation(MatterWalk walk)
    {
        foreach (var entry in walk.Entries)
        {
            if (entry.SealedWith == SealedWith.Mediation)
                return true;
        }

        return false;
    }

    private static int CountyOf(MatterWalk walk) => (int)(walk.State.Place / 1_000_000_000);

    private void DrawNumbers(IReadOnlyList<MatterWalk> walks, SealedBatch batch)
    {
        foreach (var walk in walks.Where(walk => walk.Draw is not null).OrderBy(walk => walk.Draw!.Value.Entry.At))
        {
            var (entry, body) = walk.Draw!.Value;
            var series = new NumberSeries(CountyOf(walk), body, walk.Procedure.Id, LegalTime.DateOf(entry.At).Year);
            var drawn = _numbers[series] = _numbers.GetValueOrDefault(series) + 1;
            batch.Numbers.Add([series.County, series.Body, series.Procedure, series.Year, drawn, walk.Id]);
            walk.Number(series.Write(walk.Procedure, drawn));
        }
    }

    private void Seal(MatterWalk walk, MatterKey key, MatterKey? mediation, SealedBatch batch)
    {
        var county = CountyOf(walk);
        var headers = new List<EntryHeader>(walk.Entries.Count);
        for (var index = 0; index < walk.Entries.Count; index++)
        {
            var entry = walk.Entries[index];
            var recorded = LegalTime.Micros(entry.At);
            var header = new EntryHeader
            {
                County = county,
                Matter = walk.Id,
                Number = index + 1,
                Kind = entry.Kind,
                Recorded = recorded,
                Happened = recorded,
                Actor = entry.Actor,
                Clear = entry.Answers.Clear,
                Effects = entry.Effects,
                Catalogue = walk.Procedure.Hash,
                SealedWith = entry.SealedWith,
            };
            headers.Add(header);
            var content = new EntryContent(entry.Answers.Sealed, entry.Answers.People);
            var sealing = entry.SealedWith == SealedWith.Mediation ? mediation! : key;
            batch.Entries.Add([county, walk.Id, index + 1, EntryCodec.Encode(header, content, sealing.Bytes)]);
        }

        foreach (var reader in readers ?? [])
            reader.Take(walk, headers, batch);
        var state = walk.State;
        batch.Matters.Add(
        [
            county, walk.Id, state.Procedure, state.Kind, state.Place, state.Name, state.Owner, state.About, state.Number, walk.Summary,
            LegalTime.Micros(walk.Entries[0].At), LegalTime.Micros(walk.Entries[^1].At), state.HasEnded ? LegalTime.Micros(walk.Entries[^1].At) : null, state.Version, state.Entries, key.Id, mediation?.Id,
            StateCodec.Encode(state), walk.Procedure.NamedFor(state.Kind).Count > 0,
        ]);
        foreach (var work in state.Work)
        {
            batch.Work.Add(
            [
                county, walk.Id, work.Number, work.Kind, work.Body, (int)work.Role, work.Post, work.Due ?? Projection.NoDate, work.WaitsOnResident, walk.Procedure.NamedFor(state.Kind).Count > 0,
            ]);
        }

        foreach (var clock in state.Clocks)
        {
            if (clock.IsOpen)
                batch.Clocks.Add([county, walk.Id, clock.Name, clock.Rule, clock.Due, clock.Ends, (int)clock.Status]);
        }

        for (var index = 0; index < walk.People.Count; index++)
        {
            var person = walk.People[index];
            var code = index == 0 ? walk.Code ?? TrackingCodes.Fresh(county)
                : walk.Invited && person.Telephone is not null ? TrackingCodes.Fresh(county)
                : null;
            batch.Parties.Add(
            [
                county, walk.Id, index + 1, (int)person.Role, code is null ? null : codes.Hash(code), null,
                SealedPerson.Seal(person, walk.Id, index + 1, key), person.Telephone is not null, 0, false,
            ]);
        }
    }

    private async Task SealPapersAsync(MatterWalk walk, MatterKey key, SealedBatch batch, CancellationToken cancel)
    {
        foreach (var paper in walk.Papers)
        {
            if (files is null)
                throw new InvalidOperationException("There is nowhere to keep files.");
            var picture = DemoPapers.Picture(paper.Seed);
            using var content = new MemoryStream(picture, writable: false);
            var address = await files.WriteAsync(CountyOf(walk), content, key.Bytes, cancel);
            batch.Attachments.Add(
            [
                CountyOf(walk), walk.Id, paper.Id, address, nameof(AttachmentKind.Jpeg), (long)picture.Length,
                Sealer.Seal(Encoding.UTF8.GetBytes(paper.Name), key.Bytes, paper.Id.ToByteArray()), paper.Entry,
            ]);
        }
    }

    private void GivePositions(IReadOnlyList<MatterWalk> walks, SealedBatch batch)
    {
        var order = new List<(DateTimeOffset At, int Walk, int Entry)>();
        for (var walk = 0; walk < walks.Count; walk++)
        {
            for (var entry = 0; entry < walks[walk].Entries.Count; entry++)
                order.Add((walks[walk].Entries[entry].At, walk, entry));
        }

        order.Sort();
        foreach (var (_, walk, entry) in order)
        {
            var county = CountyOf(walks[walk]);
            var position = _positions.GetValueOrDefault(county);
            _positions[county] = position + 1;
            batch.Positions.Add([county, position, walks[walk].Id, entry + 1]);
        }
    }
}

/// <summary>The rows of sealed matters, table by table.</summary>
internal sealed class SealedBatch(int size)
{
    public List<object?[]> Matters { get; } = new(size);

    public List<object?[]> Entries { get; } = new(size * 4);

    public List<object?[]> Clocks { get; } = [];

    public List<object?[]> Work { get; } = [];

    public List<object?[]> Positions { get; } = new(size * 4);

    public List<object?[]> Parties { get; } = new(size * 2);

    public List<object?[]> Numbers { get; } = [];

    public List<object?[]> Attachments { get; } = [];

    private readonly Dictionary<string, (IReadOnlyList<string> Columns, List<object?[]> Rows)> _more = [];

    /// <summary>A row of a table that a following reader keeps.</summary>
    public void Put(string table, IReadOnlyList<string> columns, object?[] row)
    {
        if (!_more.TryGetValue(table, out var known))
            _more[table] = known = (columns, []);
        known.Rows.Add(row);
    }

    /// <summary>Writes all in one transaction, with the cursors of the readers whose rows came with it.</summary>
    public async Task WriteAsync(HejieDb db, IDialect dialect, CancellationToken cancel, params IReadOnlyList<string> readers)
    {
        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var (table, columns, rows) in Tables())
            await dialect.BulkAsync(db.Database, table, columns, rows, cancel);
        foreach (var (table, (columns, rows)) in _more)
            await dialect.BulkAsync(db.Database, table, columns, rows, cancel);
        var cursors = from reader in readers
                      from county in Positions.GroupBy(row => (int)row[0]!)
                      select new object?[] { county.Key, reader, county.Max(row => (long)row[1]!) };
        if (readers.Count > 0)
            await dialect.BulkMergeAsync(db.Database, "cursors", s_cursorKey, s_cursor, adds: false, [.. cursors], cancel);
        await transaction.CommitAsync(cancel);
    }

    private static readonly BulkColumn[] s_cursorKey = [new("county", typeof(int)), new("reader", typeof(string))];

    private static readonly BulkColumn[] s_cursor = [new("position", typeof(long))];

    private IEnumerable<(string Table, string[] Columns, List<object?[]> Rows)> Tables() =>
    [
        ("matters",
            ["county", "id", "procedure", "kind", "place", "state_name", "owner", "about", "number", "summary", "opened", "changed", "ended", "version", "entries", "key_id", "mediation_key_id", "state", "restricted"],
            Matters),
        ("entries", ["county", "matter", "number", "bytes"], Entries),
        ("clocks", ["county", "matter", "name", "rule", "due", "ends", "status"], Clocks),
        ("work", ["county", "matter", "number", "kind", "body", "role", "post", "due", "waits_on_resident", "restricted"], Work),
        ("positions", ["county", "position", "matter", "number"], Positions),
        ("parties", ["county", "matter", "ordinal", "role", "code", "telephone", "person", "asks_digits", "wrong_digits", "no_messages"], Parties),
        ("numbers", ["county", "body", "procedure", "year", "drawn", "matter"], Numbers),
        ("attachments", ["county", "matter", "id", "address", "kind", "size", "name", "entry"], Attachments),
    ];
}
