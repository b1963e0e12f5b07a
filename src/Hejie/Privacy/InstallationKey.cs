using System.Security.Cryptography;
using System.Text;

namespace Hejie.Privacy;

/// <summary>
/// The installation's key: a file in <c>HEJIE_KEYS</c>, never in the database or its backups. From it come the keys for
/// wrapping, for hashes and for drafts, each of its own purpose.
/// </summary>
internal sealed class InstallationKey
{
    /// <summary>The key's file in <c>HEJIE_KEYS</c>.</summary>
    public const string FileName = "installation.key";

    private readonly byte[] _key;

    private InstallationKey(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes it on the first start. The file is readable by its owner only.</summary>
    /// <exception cref="InvalidDataException">The file is not a key: it is never replaced, since all data hangs on it.</exception>
    public static InstallationKey LoadOrCreate(string folder) => new(SecretFile.LoadOrCreate(folder, FileName));

    /// <summary>A key for one purpose.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, SecretFile.Size, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>A key for one purpose that also needs a secret from elsewhere.</summary>
    public byte[] For(string purpose, ReadOnlySpan<byte> secret)
    {
        var key = new byte[SecretFile.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, key, secret, Encoding.UTF8.GetBytes(purpose));
        return key;
    }
}
