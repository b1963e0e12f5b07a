using System.Security.Cryptography;

namespace Hejie.Privacy;

/// <summary>Seals small pieces with AES-256-GCM: nonce, ciphertext, tag. The associated data says what the piece is, so that it cannot stand elsewhere.</summary>
internal static class Sealer
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> key, ReadOnlySpan<byte> associated)
    {
        var closed = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(closed.AsSpan(0, NonceSize), plain, closed.AsSpan(NonceSize, plain.Length), closed.AsSpan(NonceSize + plain.Length), associated);
        return closed;
    }

    /// <summary>Opens a sealed piece.</summary>
    /// <exception cref="CryptographicException">It was changed, moved, or sealed with another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> closed, ReadOnlySpan<byte> key, ReadOnlySpan<byte> associated)
    {
        if (closed.Length < NonceSize + TagSize)
            throw new CryptographicException("A sealed piece is too short.");
        var plain = new byte[closed.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(closed[..NonceSize], closed[NonceSize..^TagSize], closed[^TagSize..], plain, associated);
        return plain;
    }
}
