using System.Runtime.CompilerServices;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Replay;

/// <summary>
/// Counts every open clock again under a changed law, tells what moves, and writes it. A matter whose clocks stand as
/// they are counted is left alone: so a second run finds nothing to do, and one that was killed goes on.
/// </summary>
internal sealed class ReplayLaw(
    IServiceScopeFactory scopes, CatalogueHolder catalogue, DirectoryHolder directory, Sequencer sequencer, TimeProvider time)
{
    /// <summary>Matters that are read at once.</summary>
    private const int Page = 5_000;

    /// <summary>Batches that are written at once: the program seals one while the database writes another.</summary>
    private const int Writers = 2;

    /// <summary>Tells what moves, and changes nothing.</summary>
    public Task<ReplayReport> ShowAsync(Statutes law, CancellationToken cancel) => RunAsync(law, apply: false, cancel);

    /// <summary>Writes what moves: an entry in each matter.</summary>
    public Task<ReplayReport> ApplyAsync(Statutes law, CancellationToken cancel) => RunAsync(law, apply: true, cancel);

    private async Task<ReplayReport> RunAsync(Statutes law, bool apply, CancellationToken cancel)
    {
        var report = new ReplayReport();
        var circumstances = new Circumstances(time.GetUtcNow(), law.Rules, law.Calendar, directory.Current);
        foreach (var county in directory.Current.Counties.Order())
        {
            await foreach (var page in PagesAsync(county, cancel))
            {
                var moved = page.Where(matter => Look(county, matter, circumstances, report)).Select(matter => matter.Matter).ToList();
                if (apply)
                    await ApplyAsync(county, moved, circumstances, report, cancel);
            }
        }

        return report;
    }

    /// <summary>Looks at one matter.</summary>
    /// <returns>Whether one of its clocks moves.</returns>
    private bool Look(int county, OpenMatter matter, Circumstances circumstances, ReplayReport report)
    {
        var state = matter.Matter.State;
        var procedure = catalogue.Current.Procedures.Version(state.ProcedureHash);
        report.Read(state.Clocks.Count(clock => clock.IsOpen));
        var any = false;
        foreach (var clock in state.Clocks)
        {
            var next = Recounting.Of(clock, procedure.ClockOf(clock.Name), circumstances.Rules, circumstances.Calendar, circumstances.Today);
            if (next == clock)
                continue;
            any = true;
            report.Move(county, clock, next);
            if (report.HasRoom)
                report.Show(Moved(county, matter, clock, next, circumstances));
        }

        return any;
    }

    private MovedClock Moved(int county, OpenMatter matter, ClockState clock, ClockState next, Circumstances circumstances) => new(
        matter.Number ?? matter.Matter.Id.ToString(), county, clock.Name, clock.Rule, clock.Due, next.Due,
        ReplayReport.Difference(
            Recounting.Count(clock, catalogue.Current.Rules, catalogue.Current.Calendar),
            Recounting.Count(next, circumstances.Rules, circumstances.Calendar)));

    /// <summary>The matters of a county that have an open clock, page by page; the next page is read while one is worked on.</summary>
    private async IAsyncEnumerable<List<OpenMatter>> PagesAsync(int county, [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = ReadAsync(county, Guid.Empty, cancel);
        while (true)
        {
            var page = await next;
            if (page.Count == Page)
                next = ReadAsync(county, page[^1].Matter.Id, cancel);
            if (page.Count > 0)
                yield return page;
            if (page.Count < Page)
                yield break;
        }
    }

    private async Task<List<OpenMatter>> ReadAsync(int county, Guid after, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var rows = await db.Matters.AsNoTracking()
            .Where(matter => matter.County == county && matter.Id > after
                && db.Clocks.Any(clock => clock.County == county && clock.Matter == matter.Id))
            .OrderBy(matter => matter.Id).Take(Page)
            .Select(matter => new { matter.Id, matter.KeyId, matter.Restricted, matter.Number, matter.State }).ToListAsync(cancel);
        // Reading the states costs more than counting: all cores take part.
        return await Task.Run(
            () => rows.AsParallel().AsOrdered().WithCancellation(cancel)
                .Select(row => new OpenMatter(new BatchMatter(row.Id, row.KeyId, row.Restricted, StateCodec.Decode(row.State)), row.Number)).ToList(),
            cancel);
    }

    private async Task ApplyAsync(
        int county, List<BatchMatter> moved, Circumstances circumstances, ReplayReport report, CancellationToken cancel)
    {
        await Parallel.ForEachAsync(
            moved.Chunk(AppendBatch.Size), new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancel },
            async (batch, stop) => await WriteAsync(county, batch, circumstances, report, stop));
        // Nobody else may be running to give the entries their positions, and a log that lags behind holds other readers up.
        // Whoever was killed may have left some without, even where nothing moves any more.
        await sequencer.SequenceAsync(county, cancel);
    }

    /// <summary>Writes a batch. Where somebody moved one of its matters first it is read again and written in halves, the last one by itself.</summary>
    private async Task WriteAsync(
        int county, IReadOnlyList<BatchMatter> matters, Circumstances circumstances, ReplayReport report, CancellationToken cancel)
    {
        var entries = matters
            .Select(matter => (Matter: matter, Draft: RecountClocks.Decide(matter.State, catalogue.Current, circumstances)))
            .Where(decided => decided.Draft is not null).Select(decided => new BatchEntry(decided.Matter, decided.Draft!)).ToList();
        if (entries.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        switch (await scope.ServiceProvider.GetRequiredService<AppendBatch>().RunAsync(county, entries, cancel))
        {
            case BatchWritten.Done done:
                report.Wrote(done.Entries, entries.Count - done.Entries);
                break;
            case BatchWritten.Moved when entries.Count == 1:
                await WriteOneAsync(scope.ServiceProvider, county, entries[0].Matter.Id, circumstances, report, cancel);
                break;
            case BatchWritten.Moved:
                var fresh = await ReadAgainAsync(scope.ServiceProvider, county, entries, cancel);
                foreach (var half in fresh.Chunk((fresh.Count + 1) / 2))
                    await WriteAsync(county, half, circumstances, report, cancel);
                break;
        }
    }

    private static async Task<List<BatchMatter>> ReadAgainAsync(
        IServiceProvider services, int county, List<BatchEntry> entries, CancellationToken cancel)
    {
        var ids = entries.ConvertAll(entry => entry.Matter.Id);
        var rows = await services.GetRequiredService<HejieDb>().Matters.AsNoTracking()
            .Where(matter => matter.County == county && ids.Contains(matter.Id)).OrderBy(matter => matter.Id)
            .Select(matter => new { matter.Id, matter.KeyId, matter.Restricted, matter.State }).ToListAsync(cancel);
        return rows.ConvertAll(row => new BatchMatter(row.Id, row.KeyId, row.Restricted, StateCodec.Decode(row.State)));
    }

    /// <summary>A matter that is being moved again and again takes its turn as any other entry does.</summary>
    private async Task WriteOneAsync(
        IServiceProvider services, int county, Guid id, Circumstances circumstances, ReplayReport report, CancellationToken cancel)
    {
        var written = await services.GetRequiredService<MatterJournal>().AppendAsync(
            services.GetRequiredService<HejieDb>().Matters.Where(matter => matter.County == county && matter.Id == id), VersionCheck.None,
            matter => ValueTask.FromResult<Decision>(RecountClocks.Decide(matter.State, catalogue.Current, circumstances) is { } entry
                ? new Decision.Write(entry)
                : new Decision.Stop(new Written.Refused("clock.same", null))),
            null, cancel);
        report.Wrote(written is Written.Done ? 1 : 0, written is Written.Forgotten ? 1 : 0);
    }

    /// <summary>A matter with an open clock.</summary>
    private sealed record OpenMatter(BatchMatter Matter, string? Number);
}
