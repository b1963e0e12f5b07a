using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Import;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hejie.Bench;

/// <summary>
/// How fast a register is taken in, beside a bare COPY of the very rows that came of it into the same tables with their
/// indexes, in the same run: the rows are copied out, the tables emptied, and copied in again.
/// </summary>
internal static class ImportRun
{
    private static readonly string[] s_tables = ["matters", "entries", "parties", "work", "clocks", "positions", "imported"];

    private static readonly string[] s_what =
    [
        "屋檐水滴到邻居院墙，要求改水，双方各说各的，村里去看过一次还没有谈成", "占用村口通道堆放砖石，不让别家的拖拉机通行，要求让出三米宽的路", "拖欠工钱三千六百元一直没有给，打电话不接，要求年前付清",
        "承包地的界石被挪动，两家为半垄地争执，要求按原来的图重新量", "夜里烤酒的味道和机器声影响休息，反映几次没有改，要求白天再开",
    ];

    public static async Task<int> RunAsync(int rows, CancellationToken cancel)
    {
        var settings = await Fresh.InstallationAsync("hejie_import", cancel);
        await using var app = HejieApp.Build(settings, []);
        await app.PrepareAsync(cancel);
        var (directory, catalogue) = (app.Services.GetRequiredService<DirectoryHolder>().Current, app.Services.GetRequiredService<CatalogueHolder>().Current);
        var centre = directory.Bodies.Single(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place.County == 532901 && body.Place.Level == PlaceLevel.County);
        var scope = StaffScope.Of(directory, catalogue, 1, directory.PostsOf(centre.Id).First(post => post.Role == Role.Lead).Id)!;
        var path = Path.Combine(settings.Data, "register.csv");
        await WriteAsync(path, rows, directory, cancel);

        using var process = Process.GetCurrentProcess();
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var file = await TableFile.OpenAsync(stream, TableLimits.File, cancel);
        var mapping = Mapping.Guess(file, catalogue.Procedures.Find("people-mediation")!, new PlaceFinder(directory, scope.Body.Place)) with { Source = "bench", Kind = "other" };
        var memory = new Memory();
        var take = app.Services.GetRequiredService<TakeIn>();
        var (started, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var came = await take.RunAsync(new ImportOrder { Scope = scope, File = file, Mapping = mapping, Progress = memory }, cancel);
        var importing = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        if (came is not TakenIn.Done done || done.Result.Taken != rows)
            throw new InvalidOperationException($"The import came out as {came}.");

        // The same file once more: nothing new.
        started = Stopwatch.GetTimestamp();
        var again = (TakenIn.Done)await app.Services.GetRequiredService<TakeIn>().RunAsync(new ImportOrder { Scope = scope, File = file, Mapping = mapping }, cancel);
        var repeating = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var copying = await CopyAsync(settings.Database!, s_tables, cancel) + await CopyAsync(settings.KeyDatabase!, ["keys"], cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"import: {rows:N0} rows ({new FileInfo(path).Length >> 20} MB) in {importing:N1} s, {rows / importing:N0}/s, {cpu.TotalSeconds:N1} s of CPU in the program, memory {memory.Early >> 20} MB early and {memory.Most >> 20} MB at most; bare COPY of the same rows of {s_tables.Length + 1} tables {copying:N1} s, {rows / copying:N0}/s; ratio {copying / importing:N2}; the same file again {repeating:N1} s, {again.Result.There:N0} there already"));
        return 0;
    }

    private static async Task WriteAsync(string path, int rows, BodyDirectory directory, CancellationToken cancel)
    {
        var villages = directory.Places.Where(place => place.Code.Level == PlaceLevel.Village && place.Code.County == 532901).Take(1000).ToList();
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(true));
        await writer.WriteLineAsync("登记编号,受理日期,地点,申请人,联系电话,身份证号,对方当事人,主要事实,办理结果,办结日期,备注");
        for (var row = 1; row <= rows; row++)
        {
            cancel.ThrowIfCancellationRequested();
            var place = villages[row * 7 % villages.Count].FullName;
            var day = new DateOnly(2024, 1, 1).AddDays(row % 600);
            var open = row % 10 == 0;
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"登{row},{day:yyyy/M/d},{place},杨示例,199{row % 100_000_000:00000000},532901198001011234,赵示例,{s_what[row % s_what.Length]}，编号{row},{(open ? "办理中" : row % 4 == 0 ? "调解不成功" : "调解成功")},{(open ? "" : day.AddDays(20).ToString("yyyy/M/d", CultureInfo.InvariantCulture))},没有"));
        }
    }

    private static async Task<double> CopyAsync(string connection, string[] tables, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await source.OpenConnectionAsync(cancel);
        var files = new List<(string Table, string File)>();
        foreach (var table in tables)
        {
            var file = Path.GetTempFileName();
            files.Add((table, file));
            await using (var written = File.Create(file))
            await using (var from = await open.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)", cancel))
                await from.CopyToAsync(written, cancel);
            await using var empty = source.CreateCommand($"truncate {table}");
            await empty.ExecuteNonQueryAsync(cancel);
        }

        await using (var settle = source.CreateCommand("checkpoint"))
            await settle.ExecuteNonQueryAsync(cancel);
        var started = Stopwatch.GetTimestamp();
        foreach (var (table, file) in files)
        {
            await using var read = File.OpenRead(file);
            await using var to = await open.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", cancel);
            await read.CopyToAsync(to, cancel);
        }

        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var (_, file) in files)
            File.Delete(file);
        return took;
    }

    /// <summary>The memory of the program as it goes: after the first tenth, and at most.</summary>
    private sealed class Memory : IProgress<ImportProgress>
    {
        private readonly Process _process = Process.GetCurrentProcess();

        public long Early { get; private set; }

        public long Most { get; private set; }

        public void Report(ImportProgress value)
        {
            _process.Refresh();
            Most = Math.Max(Most, _process.WorkingSet64);
            if (value.Part < 0.1)
                Early = Math.Max(Early, _process.WorkingSet64);
        }
    }
}
