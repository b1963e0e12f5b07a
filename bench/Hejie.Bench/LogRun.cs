using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Ledger;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Bench;

/// <summary>The public log: how fast entries are taken into the trees, and how long a proof takes in a large one.</summary>
internal static class LogRun
{
    private const ulong Seed = 5329;

    /// <summary>A county that has no entries: its tree holds invented leaves.</summary>
    private const int Invented = 1;

    private const int Batch = 256 * 1024;
    private const int ProofsAsked = 5_000;

    public static async Task<int> RunAsync(int matters, long leaves, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(await Fresh.InstallationAsync("hejie_log", cancel), []);
        await app.PrepareAsync(cancel);
        await GrowAsync(app.Services, matters, cancel);
        await InventAsync(app.Services, leaves, cancel);
        return await ProveAsync(app.Services, cancel) ? 0 : 1;
    }

    /// <summary>Takes the entries of filled matters into the trees of all counties, one county after the other.</summary>
    private static async Task GrowAsync(IServiceProvider services, int matters, CancellationToken cancel)
    {
        var directory = services.GetRequiredService<DirectoryHolder>().Current;
        var fill = ActivatorUtilities.CreateInstance<FillMatters>(services, services.GetRequiredService<CatalogueHolder>().Current, directory);
        await fill.RunAsync(matters, Seed, null, cancel);
        await WithAsync(services, async db =>
        {
            // As autovacuum would have by then.
            await db.Database.ExecuteSqlRawAsync("analyze", cancel);
            return true;
        });

        var grow = services.GetRequiredService<GrowLog>();
        using var process = Process.GetCurrentProcess();
        var (started, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        foreach (var county in directory.Counties)
            await grow.RunAsync(county, cancel);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        var size = await WithAsync(services, db => db.Logs.TagWith(AcrossCounties.Tag).SumAsync(log => log.Size, cancel));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"appended: {size:N0} entries in {seconds:0.0} s ({size / seconds:N0}/s; program {(process.TotalProcessorTime - before).TotalSeconds:0.0} s of CPU)"));
    }

    /// <summary>A tree of so many invented leaves, in the tables that a real one has.</summary>
    private static async Task InventAsync(IServiceProvider services, long leaves, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        var edge = new RightEdge();
        while (edge.Size < leaves)
        {
            Digest[] next = [.. Enumerable.Range(0, (int)Math.Min(Batch, leaves - edge.Size)).Select(index => LeafAt(edge.Size + index))];
            var full = edge.Append(next);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await dialect.BulkAsync(db.Database, "log_tiles", ["county", "number", "bytes"], full.Select(tile => new object?[] { Invented, tile.Id.Number, tile.Bytes }), cancel);
            await transaction.CommitAsync(cancel);
        }

        // The tiles of leaves' data are not asked for a proof, and are left out.
        db.Logs.Add(new LogRow { County = Invented, Size = edge.Size, Edge = edge.Write(), Leaves = [] });
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("analyze log_tiles", cancel);
    }

    /// <summary>Proves leaves chosen by chance, and verifies each proof.</summary>
    private static async Task<bool> ProveAsync(IServiceProvider services, CancellationToken cancel)
    {
        var random = new Random(5329);
        var took = new List<double>();
        var right = true;
        for (var asked = 0; asked < ProofsAsked; asked++)
        {
            await using var scope = services.CreateAsyncScope();
            var read = scope.ServiceProvider.GetRequiredService<ReadLog>();
            var started = Stopwatch.GetTimestamp();
            var log = (await read.FindAsync(Invented, cancel))!;
            var position = random.NextInt64(log.Size);
            var proof = await read.HashesAsync(log, Proofs.Inclusion(position, log.Size), cancel);
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            right &= Proofs.VerifyInclusion(LeafAt(position), position, log.Size, RightEdge.Read(log.Size, log.Edge).Root(), proof);
        }

        var size = await WithAsync(services, db => db.Logs.Where(log => log.County == Invented).Select(log => log.Size).SingleAsync(cancel));
        var (first, sorted) = (took[0], took.Order().ToList());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"proved: {took.Count:N0} of {size:N0} leaves, each p50 {sorted[took.Count / 2]:0.00} ms, p95 {sorted[took.Count * 95 / 100]:0.00} ms, p99 {sorted[took.Count * 99 / 100]:0.00} ms; the first of the process {first:0.0} ms; {(right ? "all verify" : "SOME DO NOT VERIFY")}"));
        return right;
    }

    private static Digest LeafAt(long position) => Merkle.Leaf(new Digest(SHA256.HashData(BitConverter.GetBytes(position))));

    private static async Task<T> WithAsync<T>(IServiceProvider services, Func<HejieDb, Task<T>> run)
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<HejieDb>());
    }
}
