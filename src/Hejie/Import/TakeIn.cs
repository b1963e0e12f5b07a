using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Import;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Import;

/// <summary>How far a run is.</summary>
/// <param name="Rows">Rows that are done.</param>
/// <param name="Taken">Taken in.</param>
/// <param name="There">There already.</param>
/// <param name="Refused">Refused, with a reason.</param>
/// <param name="Part">Which part of the file is read, from 0 to 1.</param>
internal sealed record ImportProgress(int Rows, int Taken, int There, int Refused, double Part);

/// <summary>What comes of one row.</summary>
internal enum RowFate
{
    Taken,
    There,
    Refused,
}

/// <summary>A row and its fate.</summary>
internal readonly record struct RowTold(ReadRow Row, RowFate Fate);

/// <summary>A run over a file.</summary>
internal sealed record ImportOrder
{
    /// <summary>The post that takes in.</summary>
    public required Scope Scope { get; init; }

    public required TableFile File { get; init; }

    public required Mapping Mapping { get; init; }

    /// <summary>The name that the mapping is kept under, and which version; empty for one that is not kept.</summary>
    public string Name { get; init; } = "";

    public int Version { get; init; }

    /// <summary>Whether nothing is written: each row's fate is told and that is all.</summary>
    public bool Dry { get; init; }

    /// <summary>Told of every row, in their order.</summary>
    public Action<RowTold>? Told { get; init; }

    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>What came of a run.</summary>
internal abstract record TakenIn
{
    private TakenIn()
    {
    }

    /// <summary>It came to its end.</summary>
    public sealed record Done(ImportProgress Result) : TakenIn;

    /// <summary>The whole file is refused: a list of persons, or a mapping that does not fit.</summary>
    public sealed record Refused(IReadOnlyList<FieldError> Errors) : TakenIn;
}

/// <summary>
/// Takes in what was kept by hand: each row that says what happened becomes a matter with one entry, which carries its
/// source. It goes batch by batch, each whole or not at all, and knows again what it took in before by the source's key: so
/// it can be killed and started again, and the same file twice makes nothing new.
/// </summary>
internal sealed class TakeIn(
    IServiceScopeFactory scopes, IDialect dialect, SealRows sealing, InstallationKey installation, CatalogueHolder catalogue, DirectoryHolder directory, YieldToReaders readers, TimeProvider time)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "imported";

    /// <summary>The names of what stands in the clear, and sealed, of where it came from.</summary>
    public const string Source = "source", Run = "import", Outcome = "source-outcome", EndedOn = "source-ended", SourceKey = "source-key";

    /// <summary>Rows that are read and looked up at once: several batches, so that those of a table of many counties are worth their commits.</summary>
    private const int Looked = 4000;

    /// <summary>A batch that others got ahead of is looked at again so often.</summary>
    private const int MostTries = 5;

    /// <summary>How long the run waited for readers.</summary>
    public TimeSpan Waited => readers.Waited;

    /// <exception cref="TableRefused">The file cannot be read to its end; nothing of it was taken in.</exception>
    public async Task<TakenIn> RunAsync(ImportOrder order, CancellationToken cancel)
    {
        if (!ImportScope.Imports(order.Scope))
            return new TakenIn.Refused([new FieldError("", "import.not-yours")]);
        var errors = order.Mapping.Errors(order.Scope, catalogue.Current, directory.Current);
        var reader = errors.Count > 0 ? null : new RowReader(order.Mapping, order.File, order.Scope, catalogue.Current, directory.Current, installation, time.GetUtcNow());
        if (reader?.Missing(order.File) is { Count: > 0 } missing)
            errors = [.. missing.Select(name => new FieldError("columns", "import.missing", name))];
        if (RosterGuard.Refused(order.File.Columns, order.Mapping.Fields) is { } roster)
            errors = [new FieldError("columns", roster), .. errors];
        if (errors.Count > 0)
            return new TakenIn.Refused(errors);

        await order.File.CheckAsync(cancel);
        var run = new RunOf(order, Guid.CreateVersion7(time.GetUtcNow()));
        if (!order.Dry)
            await BeginAsync(run, cancel);
        var (writing, pending) = (Task.CompletedTask, (Batch?)null);
        try
        {
            await foreach (var rows in ChunksAsync(order.File, reader!, cancel))
            {
                // The next batch is read and sealed while the one before is written: two cores at most.
                var batch = await Task.Run(() => PrepareAsync(run, rows, pending, cancel), cancel);
                await writing;
                pending = batch;
                writing = WriteAsync(run, batch, cancel);
            }
        }
        finally
        {
            // What stands there is told even where the file breaks off.
            await writing;
        }

        if (!order.Dry)
            await EndAsync(run, cancel);
        return new TakenIn.Done(run.Progress);
    }

    private static async IAsyncEnumerable<List<ReadRow>> ChunksAsync(
        TableFile file, RowReader reader, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = new List<ReadRow>(Looked);
        await foreach (var row in file.ReadAsync(reader.Columns, cancel))
        {
            rows.Add(reader.Read(row));
            if (rows.Count < Looked)
                continue;
            yield return rows;
            rows = new List<ReadRow>(Looked);
        }

        if (rows.Count > 0)
            yield return rows;
    }

    /// <summary>Looks which rows are there, and seals the others, county by county.</summary>
    private async Task<Batch> PrepareAsync(RunOf run, List<ReadRow> rows, Batch? before, CancellationToken cancel)
    {
        var known = await KnownAsync(rows, cancel);
        if (before is not null)
            known.UnionWith(before.Keys);
        var fates = new RowFate[rows.Count];
        var fresh = new List<ReadMatter>(rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Matter is not { } matter)
                fates[index] = RowFate.Refused;
            else if (!known.Add((matter.Place.County, matter.Key)))
                fates[index] = RowFate.There;
            else
                fresh.Add(matter);
        }

        // Keys are told apart by county, as the table tells them.
        var counties = run.Order.Dry ? [] : await sealing.RunAsync(run.Order, run.Id, fresh, cancel);
        return new Batch(rows, fates, [.. fresh.Select(matter => (matter.Place.County, matter.Key))], counties, run.Order.File.Part);
    }

    private async Task<HashSet<(int County, Guid Key)>> KnownAsync(List<ReadRow> rows, CancellationToken cancel)
    {
        var known = new HashSet<(int, Guid)>();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        foreach (var county in rows.Select(row => row.Matter).OfType<ReadMatter>().GroupBy(matter => matter.Place.County))
        {
            var asked = county.Select(matter => matter.Key).ToList();
            known.UnionWith((await db.Imported.AsNoTracking().Where(row => row.County == county.Key && asked.Contains(row.Key)).Select(row => row.Key).ToListAsync(cancel))
                .Select(key => (county.Key, key)));
        }

        return known;
    }

    private async Task WriteAsync(RunOf run, Batch batch, CancellationToken cancel)
    {
        var lost = new HashSet<(int, Guid)>();
        foreach (var county in batch.Counties)
            lost.UnionWith(await WriteAsync(run, county, cancel));
        for (var index = 0; index < batch.Rows.Count; index++)
        {
            var (row, fate) = (batch.Rows[index], batch.Fates[index]);
            if (fate == RowFate.Taken && row.Matter is { } matter && lost.Contains((matter.Place.County, matter.Key)))
                fate = RowFate.There;
            run.Count(fate);
            run.Order.Told?.Invoke(new RowTold(row, fate));
        }

        run.Part = batch.Part;
        if (!run.Order.Dry)
            await NoteAsync(run, finished: null, cancel);
        run.Order.Progress?.Report(run.Progress);
    }

    /// <returns>What another run took in first.</returns>
    private async Task<IEnumerable<(int, Guid)>> WriteAsync(RunOf run, CountyBatch batch, CancellationToken cancel)
    {
        var county = batch.Rows.Begun.County;
        await readers.WaitAsync(county, cancel);
        var (matters, rows) = (batch.Matters, batch.Rows);
        var lost = new List<(int, Guid)>();
        for (var tried = 1; ; tried++)
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                if (await scope.ServiceProvider.GetRequiredService<BeginBatch>().RunAsync(rows.Begun, db => rows.WriteAsync(db, dialect, cancel), cancel))
                    return lost;
            }

            if (tried == MostTries)
                throw new InvalidOperationException("A batch of an import could not be written beside others.");
            var known = await KnownAsync([.. matters.Select(matter => new ReadRow(default, matter, []))], cancel);
            lost.AddRange(matters.Select(matter => (county, matter.Key)).Where(known.Contains));
            matters = [.. matters.Where(matter => !known.Contains((county, matter.Key)))];
            if (matters.Count == 0)
                return lost;
            rows = await sealing.OfCountyAsync(run.Order, run.Id, county, matters, cancel);
        }
    }

    private async Task BeginAsync(RunOf run, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        using var writing = await dialect.EnterWriteAsync(cancel);
        var now = LegalTime.Micros(time.GetUtcNow());
        db.ImportRuns.Add(new ImportRunRow
        {
            Id = run.Id,
            Body = run.Order.Scope.Body.Id,
            Post = run.Order.Scope.By.Id,
            Mapping = run.Order.Name,
            Version = run.Order.Version,
            Started = now,
            Changed = now,
        });
        await db.SaveChangesAsync(cancel);
    }

    private Task EndAsync(RunOf run, CancellationToken cancel) => NoteAsync(run, LegalTime.Micros(time.GetUtcNow()), cancel);

    private async Task NoteAsync(RunOf run, long? finished, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        using var writing = await dialect.EnterWriteAsync(cancel);
        var (at, now) = (run.Progress, LegalTime.Micros(time.GetUtcNow()));
        await db.ImportRuns.Where(row => row.Id == run.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Rows, at.Rows).SetProperty(row => row.Taken, at.Taken).SetProperty(row => row.There, at.There)
                .SetProperty(row => row.Refused, at.Refused).SetProperty(row => row.Changed, now).SetProperty(row => row.Finished, finished),
            cancel);
    }

    private sealed record Batch(
        IReadOnlyList<ReadRow> Rows, RowFate[] Fates, IReadOnlyList<(int County, Guid Key)> Keys, IReadOnlyList<CountyBatch> Counties, double Part);

    /// <summary>A run on its way.</summary>
    private sealed class RunOf(ImportOrder order, Guid id)
    {
        private int _rows, _taken, _there, _refused;

        public ImportOrder Order => order;

        public Guid Id => id;

        public double Part { get; set; }

        public ImportProgress Progress => new(_rows, _taken, _there, _refused, Part);

        public void Count(RowFate fate)
        {
            _rows++;
            _taken += fate == RowFate.Taken ? 1 : 0;
            _there += fate == RowFate.There ? 1 : 0;
            _refused += fate == RowFate.Refused ? 1 : 0;
        }
    }
}
