using System.Runtime.InteropServices;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>What is taken in.</summary>
internal enum Taken
{
    /// <summary>Any kind of file, pictures as they are.</summary>
    File,

    /// <summary>A photo as it is.</summary>
    Photo,

    /// <summary>A photo in blocks so coarse that nobody in it is known.</summary>
    CoarsePhoto,
}

/// <summary>Takes in one file: measures it, decides what it is, has it scanned as it came, cleans a picture, seals and stores it.</summary>
internal sealed class ReceiveAttachment(IScanUploads scanner, ImageCleaner cleaner, SealedFileStore store)
{
    private const int Step = 64 * 1024;

    /// <summary>Receives a file.</summary>
    /// <param name="content">What the sender sends; read no further than the limit.</param>
    /// <param name="held">How many files the filing holds already.</param>
    /// <param name="county">The matter's county, six digits.</param>
    /// <param name="key">The matter's or draft's key, 32 bytes.</param>
    /// <param name="cancellation">Ends it; nothing is then kept.</param>
    public Task<Received> ReceiveAsync(Stream content, int held, int county, ReadOnlyMemory<byte> key, CancellationToken cancellation) =>
        ReceiveAsync(content, held, county, key, Taken.File, cancellation);

    /// <summary>Receives a file, or a photo alone.</summary>
    /// <param name="content">What the sender sends; read no further than the limit.</param>
    /// <param name="held">How many files the filing holds already.</param>
    /// <param name="county">The matter's county, six digits.</param>
    /// <param name="key">The matter's or draft's key, 32 bytes.</param>
    /// <param name="taken">What is taken in; anything else is refused.</param>
    /// <param name="cancellation">Ends it; nothing is then kept.</param>
    public async Task<Received> ReceiveAsync(Stream content, int held, int county, ReadOnlyMemory<byte> key, Taken taken, CancellationToken cancellation)
    {
        if (held >= AttachmentLimits.Files) return new Received.Refused(AttachmentCodes.Count);
        if (await ReadAsync(content, cancellation) is not { } bytes) return new Received.Refused(AttachmentCodes.Size);

        return FileKind.Of(bytes) switch
        {
            Recognised.Refused refused => new Received.Refused(refused.Code),
            Recognised.Known known when taken != Taken.File && !known.Kind.IsPicture() => new Received.Refused(AttachmentCodes.Kind),
            Recognised.Known known => await scanner.ScanAsync(bytes, cancellation) switch
            {
                Scanned.Clean => await KeepAsync(bytes, known.Kind, taken == Taken.CoarsePhoto, county, key, cancellation),
                Scanned.Infected => new Received.Refused(AttachmentCodes.Infected),
                _ => new Received.Refused(AttachmentCodes.Unscanned),
            },
            _ => throw new InvalidOperationException("A file is known or refused."),
        };
    }

    private async Task<Received> KeepAsync(ReadOnlyMemory<byte> bytes, AttachmentKind kind, bool coarse, int county, ReadOnlyMemory<byte> key, CancellationToken cancellation) =>
        !kind.IsPicture()
            ? await StoreAsync(bytes, kind, county, key, cancellation)
            : await cleaner.CleanAsync(bytes, coarse, cancellation) switch
            {
                Cleaned.Done clean => await StoreAsync(clean.Bytes, clean.Kind, county, key, cancellation),
                Cleaned.Refused refused => new Received.Refused(refused.Code),
                _ => throw new InvalidOperationException("A picture is cleaned or refused."),
            };

    private async Task<Received> StoreAsync(ReadOnlyMemory<byte> bytes, AttachmentKind kind, int county, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        MemoryMarshal.TryGetArray(bytes, out var array);
        using var stream = new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
        var address = await store.WriteAsync(county, stream, key, cancellation);
        return new Received.Accepted(new Stored(county, address, kind, bytes.Length));
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[Step];
        var length = 0;
        while (true)
        {
            var read = await content.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > AttachmentLimits.FileBytes) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, AttachmentLimits.FileBytes + 1));
        }
    }
}
