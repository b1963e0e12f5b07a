using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// The format of a sealed file: a format byte and a random salt, then chunks of AES-256-GCM, each with its tag.
/// The file's own key is derived from the matter's key and the salt; a chunk's nonce is its number and whether it
/// is the last, so that no chunk can be moved, repeated or cut off.
/// </summary>
internal static class SealedChunks
{
    public const byte Format = 1;
    public const int KeyBytes = 32;
    public const int HeaderBytes = 33;
    public const int PlainBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int SealedBytes = PlainBytes + TagBytes;

    public static byte[] NewHeader()
    {
        var header = new byte[HeaderBytes];
        header[0] = Format;
        RandomNumberGenerator.Fill(header.AsSpan(1));
        return header;
    }

    public static AesGcm CipherFor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> header)
    {
        if (key.Length != KeyBytes) throw new ArgumentException("A matter's key has 32 bytes.", nameof(key));
        Span<byte> fileKey = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, fileKey, header[1..], "hejie attachment 1"u8);
        try
        {
            return new AesGcm(fileKey, TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    /// <summary>Seals one chunk; answers its length with the tag.</summary>
    public static int Seal(AesGcm cipher, ReadOnlySpan<byte> header, int number, bool last, ReadOnlySpan<byte> plain, Span<byte> sealedChunk)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, number, last);
        cipher.Encrypt(nonce, plain, sealedChunk[..plain.Length], sealedChunk.Slice(plain.Length, TagBytes), header);
        return plain.Length + TagBytes;
    }

    /// <summary>Opens one chunk; answers its plain length.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The chunk is not what was sealed at this place with this key.</exception>
    public static int Open(AesGcm cipher, ReadOnlySpan<byte> header, int number, bool last, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, number, last);
        var length = sealedChunk.Length - TagBytes;
        if (length < 0) throw new AuthenticationTagMismatchException();
        cipher.Decrypt(nonce, sealedChunk[..length], sealedChunk[length..], plain[..length], header);
        return length;
    }

    private static void WriteNonce(Span<byte> nonce, int number, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[7..], number);
        nonce[11] = last ? (byte)1 : (byte)0;
    }
}
