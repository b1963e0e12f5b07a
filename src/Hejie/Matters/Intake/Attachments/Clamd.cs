using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Hejie.Kernel;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// Has files scanned by clamd: its command INSTREAM, a connection for each file. Whatever is not a clear answer is none, so
/// that nothing comes in unscanned while clamd is away, busy, or set to take less than this program.
/// </summary>
internal sealed partial class Clamd(ServiceAddress address, IReadOnlyList<string> hosts, ILogger<Clamd> log) : IScanUploads
{
    private const int Piece = 64 * 1024;
    private const int LongestAnswer = 1024;
    private const string Clean = "stream: OK", Before = "stream: ", After = " FOUND";

    /// <summary>How long one file may take, clamd's queue included.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">The file is larger than any that is taken.</exception>
    public async Task<Scanned> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(file.Length, AttachmentLimits.FileBytes);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Patience);
        try
        {
            await using var clamd = await Outgoing.ConnectAsync(address, hosts, late.Token);
            return Read(await AskAsync(clamd, file, late.Token));
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is IOException or SocketException or HttpRequestException or OperationCanceledException)
        {
            Away(log, error);
            return new Scanned.Unknown();
        }
    }

    internal static async Task<string> AskAsync(Stream clamd, ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        try
        {
            await clamd.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            var length = new byte[sizeof(uint)];
            for (var rest = file; rest.Length > 0; rest = rest[Math.Min(Piece, rest.Length)..])
            {
                var piece = rest[..Math.Min(Piece, rest.Length)];
                BinaryPrimitives.WriteUInt32BigEndian(length, (uint)piece.Length);
                await clamd.WriteAsync(length, cancel);
                await clamd.WriteAsync(piece, cancel);
            }

            await clamd.WriteAsync(new byte[sizeof(uint)], cancel);
        }
        catch (IOException)
        {
            // Clamd that has had enough says so and hangs up, without waiting for the end: what it said is still to be read.
        }

        var answer = new byte[LongestAnswer];
        var read = await clamd.ReadAtLeastAsync(answer, LongestAnswer, throwOnEndOfStream: false, cancel);
        return Encoding.ASCII.GetString(answer, 0, read);
    }

    internal Scanned Read(string answer)
    {
        var told = answer.EndsWith('\0') ? answer[..^1] : "";
        if (told == Clean)
            return new Scanned.Clean();
        if (told.Length > Before.Length + After.Length && told.StartsWith(Before, StringComparison.Ordinal) && told.EndsWith(After, StringComparison.Ordinal))
        {
            var signature = told[Before.Length..^After.Length];
            Found(log, signature);
            return new Scanned.Infected(signature);
        }

        Unclear(log, told);
        return new Scanned.Unknown();
    }

    [LoggerMessage(LogLevel.Warning, "An upload was refused: clamd found {Signature}.")]
    private static partial void Found(ILogger log, string signature);

    [LoggerMessage(LogLevel.Error, "An upload was refused unscanned: clamd answered '{Answer}'.")]
    private static partial void Unclear(ILogger log, string answer);

    [LoggerMessage(LogLevel.Error, "An upload was refused unscanned: clamd did not answer.")]
    private static partial void Away(ILogger log, Exception error);
}
