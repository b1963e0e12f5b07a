using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Crash;

/// <summary>Eight residents who file without pause, remember each receipt, and send again what got no answer.</summary>
internal sealed class IntakeLoad(Uri address)
{
    private const int Residents = 8;

    /// <summary>More than the connections that a pool can hold broken.</summary>
    private const int MostTries = 40;

    /// <summary>What was acknowledged: the idempotency key and the matter.</summary>
    public ConcurrentDictionary<string, Guid> Receipts { get; } = new();

    /// <summary>What was sent and never answered.</summary>
    public ConcurrentDictionary<string, bool> Unanswered { get; } = new();

    /// <summary>What was refused for the moment: how often by which code, each with the time to wait.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new();

    /// <summary>Files until cancelled.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Residents).Select(_ => Task.Run(() => FileAsync(stop), CancellationToken.None)));

    /// <summary>
    /// Sends again what got no answer, with the same keys. A connection that broke with its database costs the one
    /// request that finds it broken, which is then sent once more, as a client does.
    /// </summary>
    public async Task ResendAsync()
    {
        using var client = Client();
        foreach (var key in Unanswered.Keys)
        {
            for (var tried = 1; Unanswered.ContainsKey(key); tried++)
            {
                try
                {
                    await SendAsync(client, key);
                }
                catch (HttpRequestException) when (tried < MostTries)
                {
                    await Task.Delay(50, CancellationToken.None);
                }
            }

            Receipts.ShouldContainKey(key, "a repeated filing must be answered");
        }
    }

    /// <summary>Holds the journal against what was acknowledged: all of it is there, once, whole and in the log.</summary>
    /// <returns>The counts, to be written down.</returns>
    public async Task<string> VerifyAsync(Settings settings)
    {
        await using var app = HejieApp.Build(settings, []);
        await app.PrepareAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var matters = await db.Matters.AsNoTracking().Where(matter => matter.County == 532901).ToDictionaryAsync(matter => matter.Id);
        var entries = (await db.Entries.AsNoTracking().Where(entry => entry.County == 532901).ToListAsync()).ToLookup(entry => entry.Matter);

        Receipts.Values.Where(matter => !matters.ContainsKey(matter)).ShouldBeEmpty("a receipt was given for a matter that is not there");
        Receipts.Values.Distinct().Count().ShouldBe(Receipts.Count, "one request made one matter");
        matters.Count.ShouldBe(Receipts.Count, "nothing was filed twice and nothing without a receipt, once all were repeated");
        foreach (var matter in matters.Values)
        {
            var journal = entries[matter.Id].OrderBy(entry => entry.Number).ToList();
            journal.Select(entry => entry.Number).ShouldBe(Enumerable.Range(1, matter.Entries));
            var rebuilt = journal.Aggregate(MatterState.Empty, (state, entry) => state.After(EntryCodec.Header(entry.Bytes).Effects));
            matter.State.ShouldBe(StateCodec.Encode(rebuilt));
        }

        await scope.ServiceProvider.GetRequiredService<Sequencer>().SequenceAsync(532901, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<GrowLog>().RunAsync(532901, CancellationToken.None);
        var audited = await scope.ServiceProvider.GetRequiredService<AuditLog>().RunAsync(532901, CancellationToken.None);
        audited.Problems.ShouldBeEmpty();
        audited.Entries.ShouldBe(matters.Values.Sum(matter => matter.Entries), "every entry stands in the log, once");

        return $"{Receipts.Count} acknowledged, {matters.Count} found";
    }

    private async Task FileAsync(CancellationToken stop)
    {
        using var client = Client();
        while (!stop.IsCancellationRequested)
        {
            var key = Guid.NewGuid().ToString();
            Unanswered[key] = true;
            try
            {
                await SendAsync(client, key);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException or JsonException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private async Task SendAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/counties/532901/matters", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                procedure = "people-mediation",
                kind = "neighbour",
                place = "532901104201",
                answers = new Dictionary<string, string> { ["narrative"] = "隔壁建房，屋檐水滴到我家院墙。" + key },
                filer = new { name = "杨示例", telephone = "19900001234" },
            }),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request, CancellationToken.None);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            response.Headers.RetryAfter.ShouldNotBeNull();
            Refused.AddOrUpdate(problem.GetProperty("code").GetString()!, 1, (_, count) => count + 1);
        }

        if (response.StatusCode != HttpStatusCode.Created)
            throw new HttpRequestException($"{(int)response.StatusCode}");
        var receipt = await response.Content.ReadFromJsonAsync<JsonElement>();
        Receipts[key] = receipt.GetProperty("matter").GetGuid();
        Unanswered.TryRemove(key, out _);
    }

    private HttpClient Client() => new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
}
