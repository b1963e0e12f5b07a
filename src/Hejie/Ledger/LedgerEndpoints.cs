using System.Buffers.Binary;
using Hejie.Identity;

namespace Hejie.Ledger;

/// <summary>The logs for everybody, in the formats of c2sp.org: whoever wants to verify them needs nothing of ours.</summary>
internal static class LedgerEndpoints
{
    /// <summary>What never changes.</summary>
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>What may be another in a moment.</summary>
    private const string Brief = "public, max-age=1";

    private const string Daily = "public, max-age=86400";
    private const string Text = "text/plain; charset=utf-8";

    public static void Map(WebApplication app)
    {
        var log = app.MapGroup("/ledger/{county:int}").For(Access.Public).ExcludeFromDescription();
        log.MapGet("/checkpoint", CheckpointAsync);
        log.MapGet("/vkey", VkeyAsync);
        log.MapGet("/proof/{position:long}", ProofAsync);
        log.MapGet("/tile/{**path}", TileAsync);
    }

    private static async Task<IResult> CheckpointAsync(HttpContext http, int county, ReadLog read, CancellationToken cancel) =>
        (await read.FindAsync(county, cancel))?.Checkpoint is { } note ? Kept(http, Brief, Results.Text(note, Text)) : Results.NotFound();

    private static async Task<IResult> VkeyAsync(HttpContext http, int county, ReadLog read, LogIdentity identity, CancellationToken cancel) =>
        await read.FindAsync(county, cancel) is null
            ? Results.NotFound()
            : Kept(http, Daily, Results.Text(identity.KeyOf(county).Verifier + "\n", Text));

    private static async Task<IResult> ProofAsync(HttpContext http, int county, long position, ReadLog read, CancellationToken cancel) =>
        await read.ProveAsync(county, position, cancel) is { } proof ? Kept(http, Brief, Results.Text(proof.ToString(), Text)) : Results.NotFound();

    private static async Task<IResult> TileAsync(HttpContext http, int county, string path, ReadLog read, CancellationToken cancel)
    {
        if (!TileId.TryParse("tile/" + path, out var tile, out var width) || await read.TileAsync(county, tile, width, cancel) is not { } bytes)
            return Results.NotFound();
        return Kept(http, Immutable, Results.Bytes(tile.Level == TileId.Entries ? Bundle(bytes) : bytes, "application/octet-stream"));
    }

    /// <summary>Each leaf's data with its length before it.</summary>
    private static byte[] Bundle(byte[] leaves)
    {
        const int step = sizeof(ushort) + Digest.Size;
        var bundle = new byte[leaves.Length / Digest.Size * step];
        for (var index = 0; index < leaves.Length / Digest.Size; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(index * step), Digest.Size);
            leaves.AsSpan(index * Digest.Size, Digest.Size).CopyTo(bundle.AsSpan((index * step) + sizeof(ushort)));
        }

        return bundle;
    }

    private static IResult Kept(HttpContext http, string cache, IResult result)
    {
        http.Response.Headers.CacheControl = cache;
        return result;
    }
}
