using System.Security.Cryptography;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>The plain content of a sealed file, read forward; no byte is given out before its chunk is verified.</summary>
internal sealed class SealedReadStream : Stream
{
    private readonly FileStream file;
    private readonly AesGcm cipher;
    private readonly byte[] header;
    private readonly byte[] sealedChunk = new byte[SealedChunks.SealedBytes];
    private readonly byte[] plain = new byte[SealedChunks.PlainBytes];
    private int number;
    private int start;
    private int end;

    /// <summary>Takes over a file that stands behind its header.</summary>
    public SealedReadStream(FileStream file, ReadOnlySpan<byte> key, byte[] header)
    {
        (this.file, this.header) = (file, header);
        cipher = SealedChunks.CipherFor(key, header);
        var body = file.Length - SealedChunks.HeaderBytes;
        var chunks = (body + SealedChunks.SealedBytes - 1) / SealedChunks.SealedBytes;
        Length = Math.Max(0, body - chunks * SealedChunks.TagBytes);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Bytes of the plain content.</summary>
    public override long Length { get; }

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool AtEnd => number > 0 && file.Position == file.Length;

    public override int Read(Span<byte> buffer)
    {
        if (start == end && !AtEnd) Open(file.ReadAtLeast(sealedChunk, sealedChunk.Length, throwOnEndOfStream: false));
        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start == end && !AtEnd) Open(await file.ReadAtLeastAsync(sealedChunk, sealedChunk.Length, throwOnEndOfStream: false, cancellationToken));
        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(plain);
            cipher.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Open(int read)
    {
        (start, end) = (0, SealedChunks.Open(cipher, header, number, file.Position == file.Length, sealedChunk.AsSpan(0, read), plain));
        number++;
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, end - start);
        plain.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }
}
