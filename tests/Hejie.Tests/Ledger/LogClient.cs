using System.Buffers.Binary;
using System.Net;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Ledger;

/// <summary>A county's log as anybody meets it: over HTTP, with its published key.</summary>
internal sealed class LogClient(Installation hejie, int county) : IDisposable
{
    private readonly HttpClient _http = hejie.Client();

    /// <summary>Brings what was filed under a checkpoint, as the background does within two seconds; the two may meet.</summary>
    public async Task PublishAsync()
    {
        await GrowAsync();
        var size = (await RowAsync())!.Size;
        for (var tries = 0; (await RowAsync())!.CheckpointSize < size; tries++)
        {
            tries.ShouldBeLessThan(50);
            hejie.Time.Advance(SignLog.Pause);
            await hejie.Services.GetRequiredService<SignLog>().RunAsync(CancellationToken.None);
        }
    }

    /// <summary>Takes all that was filed into the tree.</summary>
    public async Task GrowAsync()
    {
        for (var tries = 0; ; tries++)
        {
            tries.ShouldBeLessThan(50);
            await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(county, CancellationToken.None);
            await hejie.Services.GetRequiredService<GrowLog>().RunAsync(county, CancellationToken.None);
            var entries = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Entries.LongCountAsync(row => row.County == county));
            if ((await RowAsync())!.Size == entries)
                return;
        }
    }

    public Task<LogRow?> RowAsync() => hejie.InScopeAsync(services => services.GetRequiredService<ReadLog>().FindAsync(county, CancellationToken.None));

    public Task<HttpResponseMessage> GetAsync(string path) =>
        _http.GetAsync(new Uri($"/ledger/{county}/{path}", UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public async Task<VerifierKey> KeyAsync()
    {
        VerifierKey.TryParse((await TextAsync("vkey")).TrimEnd('\n'), out var key).ShouldBeTrue();
        return key;
    }

    /// <summary>The checkpoint, verified with the published key.</summary>
    public async Task<(SignedNote Note, Checkpoint Checkpoint)> CheckpointAsync()
    {
        SignedNote.TryParse(await TextAsync("checkpoint"), out var note).ShouldBeTrue();
        var key = await KeyAsync();
        key.Check(note, out _).ShouldBe(SignatureState.Valid);
        Checkpoint.TryParse(note.Text, out var checkpoint).ShouldBeTrue();
        checkpoint.Origin.ShouldBe(key.Name);
        return (note, checkpoint);
    }

    /// <summary>The data of all leaves of a tree, from its entry bundles.</summary>
    public async Task<List<Digest>> LeavesAsync(long size)
    {
        const int step = 2 + Digest.Size;
        var leaves = new List<Digest>();
        for (var index = 0L; leaves.Count < size; index++)
        {
            var tile = new TileId(TileId.Entries, index);
            var width = tile.WidthIn(size);
            var bundle = await BytesAsync(tile.Path(width));
            bundle.Length.ShouldBe(width * step);
            for (var at = 0; at < bundle.Length; at += step)
            {
                BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at)).ShouldBe((ushort)Digest.Size);
                leaves.Add(new Digest(bundle.AsSpan(at + 2, Digest.Size)));
            }
        }

        return leaves;
    }

    /// <summary>Hashes over ranges of a tree, from the tiles that they need.</summary>
    public async Task<IReadOnlyList<Digest>> HashesAsync(long size, IReadOnlyList<LeafRange> ranges)
    {
        var tiles = new Dictionary<TileId, byte[]>();
        foreach (var tile in TileId.Under(ranges))
            tiles.Add(tile, await BytesAsync(tile.Path(tile.WidthIn(size))));
        return new TileHashes(tiles).Of(ranges);
    }

    public void Dispose() => _http.Dispose();
}
