using System.Security.Cryptography;
using System.Text;

namespace Hejie.Privacy;

/// <summary>
/// The installation's key: a file in <c>HEJIE_KEYS</c>, never in the database or its backups. From it come the keys for
/// wrapping, for hashes and for drafts, each of its own purpose.
/// </summary>
internal sealed class InstallationKey
{
    private const int Size = 32;
    private readonly byte[] _key;

    private InstallationKey(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes it on the first start. The file is readable by its owner only.</summary>
    /// <exception cref="InvalidDataException">The file is not a key: it is never replaced, since all data hangs on it.</exception>
    public static InstallationKey LoadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "installation.key");
        if (!File.Exists(path))
        {
            var fresh = path + "." + Guid.NewGuid().ToString("N");
            using (var file = new FileStream(fresh, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.Write(RandomNumberGenerator.GetBytes(Size));
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: false);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Size ? new InstallationKey(key) : throw new InvalidDataException($"{path} is not an installation key: {Size} bytes are expected.");
    }

    /// <summary>A key for one purpose.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Size, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>A key for one purpose that also needs a secret from elsewhere.</summary>
    public byte[] For(string purpose, ReadOnlySpan<byte> secret)
    {
        var key = new byte[Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, key, secret, Encoding.UTF8.GetBytes(purpose));
        return key;
    }
}
