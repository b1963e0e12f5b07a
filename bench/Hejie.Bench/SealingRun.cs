using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Bench;

/// <summary>
/// What sealing costs an intake: filings in rounds, and between them all that one filing seals, done for itself. The entry
/// is counted whole, also the writing of its bytes, which would be written without sealing too; so what is told is the most
/// that sealing can cost.
/// </summary>
internal static class SealingRun
{
    private const int Rounds = 6, Filings = 500;

    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var app = HejieApp.Build(await Fresh.InstallationAsync("hejie_sealing", cancel), []);
        await app.PrepareAsync(cancel);
        var services = app.Services;
        var bodies = services.GetRequiredService<DirectoryHolder>().Current;
        var place = bodies.Named("喜洲村", 1)[0].Code.ToString();

        var receipt = await FileAsync(services, place, 100, cancel);
        var seal = await SealsAsync(services, receipt, cancel);
        await seal(100);
        double filing = 0, sealing = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await FileAsync(services, place, Filings, cancel);
            filing += Stopwatch.GetElapsedTime(started).TotalMicroseconds / (Rounds * Filings);
            started = Stopwatch.GetTimestamp();
            await seal(Filings);
            sealing += Stopwatch.GetElapsedTime(started).TotalMicroseconds / (Rounds * Filings);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sealing: an intake of two people and 300 characters takes {filing:0} µs in the program and its database, all that it seals {sealing:0} µs: {100 * sealing / filing:0.0} %"));
        return 0;
    }

    private static async Task<Receipt> FileAsync(IServiceProvider services, string place, int count, CancellationToken cancel)
    {
        Receipt last = null!;
        for (var nth = 0; nth < count; nth++)
        {
            await using var scope = services.CreateAsyncScope();
            var filed = await scope.ServiceProvider.GetRequiredService<FileMatter>().RunAsync(
                new Filing
                {
                    Procedure = "people-mediation",
                    Kind = "neighbour",
                    Place = place,
                    Answers = new Dictionary<string, string> { ["narrative"] = Operation.Narrative, ["people.0.name"] = "赵示例", ["people.0.telephone"] = "19900005678" },
                    Filer = new Person("杨示例", "19900001234", "三组 12 号", PartyRole.Filer),
                },
                "bench", Guid.NewGuid().ToString(), cancel);
            last = ((Filed.Done)filed).Receipt;
        }

        return last;
    }

    /// <summary>All that such a filing seals: a key, made ahead with others; the entry; each person; the first answer.</summary>
    private static async Task<Func<int, Task>> SealsAsync(IServiceProvider services, Receipt receipt, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var (keys, installation) = (services.GetRequiredService<MatterKeys>(), services.GetRequiredService<InstallationKey>());
        var keyId = await db.Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter).Select(row => row.KeyId).SingleAsync(cancel);
        var bytes = await db.Entries.Where(row => row.County == receipt.County && row.Matter == receipt.Matter).Select(row => row.Bytes).SingleAsync(cancel);
        var (header, content) = (EntryCodec.Header(bytes), EntryCodec.Open(bytes, (await keys.FindAsync(keyId, cancel))!.Bytes));
        return async count =>
        {
            for (var nth = 0; nth < count; nth++)
            {
                var key = await keys.TakeAsync(cancel);
                EntryCodec.Encode(header, content, key.Bytes);
                for (var person = 0; person < content.People.Count; person++)
                    SealedPerson.Seal(content.People[person], receipt.Matter, person + 1, key);
                var request = RequestKey.For("bench", Guid.NewGuid().ToString(), "");
                Sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(receipt, ReceiptJson.Default.Receipt), installation.For("answers", request.Secret), request.Client);
            }
        };
    }
}
