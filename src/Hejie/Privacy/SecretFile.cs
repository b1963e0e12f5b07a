using System.Security.Cryptography;

namespace Hejie.Privacy;

/// <summary>A secret of the installation: a file in <c>HEJIE_KEYS</c> that its owner alone reads.</summary>
internal static class SecretFile
{
    public const int Size = 32;

    /// <summary>Reads the secret, or makes it on the first start.</summary>
    /// <exception cref="InvalidDataException">The file is no secret: it is never replaced, since much hangs on it.</exception>
    public static byte[] LoadOrCreate(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            Create(path);
        var secret = File.ReadAllBytes(path);
        return secret.Length == Size ? secret : throw new InvalidDataException($"{path} is not a key: {Size} bytes are expected.");
    }

    private static void Create(string path)
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
}
