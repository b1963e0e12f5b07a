using System.Diagnostics;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Bench;

/// <summary>The whole at one size and at another: figures asked, words sought, the journal followed.</summary>
internal static class WholeRun
{
    private const ulong Seed = 5329;

    public static async Task<int> RunAsync(IReadOnlyList<long> sizes, int times, bool again, bool follow, CancellationToken cancel)
    {
        foreach (var size in sizes)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"hejie_whole_{size}");
            await using var app = HejieApp.Build(again ? Fresh.Settings(name) : await Fresh.InstallationAsync(name, cancel), []);
            await app.PrepareAsync(cancel);
            if (!again)
                await FillAsync(app.Services, size, cancel);
            Say($"{size:N0} matters");
            // The size that is asked first does not pay for what the runtime compiles.
            if (size == sizes[0])
                await FiguresRun.AskAsync(app.Services, asked: 0, cancel: cancel);
            await FiguresRun.AskAsync(app.Services, cancel: cancel);
            await SearchRun.AskAsync(app.Services, times, beside: !again, cancel);
            if (follow)
                await FiguresRun.FollowAsync(app.Services, cancel);
        }

        return 0;
    }

    private static async Task FillAsync(IServiceProvider services, long size, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await ActivatorUtilities.CreateInstance<FillMatters>(
            services, services.GetRequiredService<CatalogueHolder>().Current, services.GetRequiredService<DirectoryHolder>().Current).RunAsync(size, Seed, null, cancel);
        Say($"{size:N0} matters with figures and index filled in {Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} min");
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlRawAsync("vacuum analyze", cancel);
        foreach (var table in await db.Database.SqlQuery<Size>($"select relname as \"Name\", pg_total_relation_size(oid) as \"Bytes\" from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2 desc limit 16").ToListAsync(cancel))
            Say($"  {table.Name}: {table.Bytes / 1048576.0:N0} MiB");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Size(string Name, long Bytes);
}
