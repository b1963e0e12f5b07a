namespace Hejie.Ledger.Verbs;

/// <summary>The key of a witness in a file that its owner alone reads.</summary>
internal static class WitnessKey
{
    /// <summary>Makes a key.</summary>
    /// <returns>False where the name is no proper one.</returns>
    public static bool TryMake(string file, string name)
    {
        SigningKey key;
        try
        {
            key = SigningKey.Fresh(name, KeyUse.Cosignature);
        }
        catch (ArgumentException)
        {
            return false;
        }

        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(System.Text.Encoding.UTF8.GetBytes(key.Secret() + "\n"));
        stream.Flush(flushToDisk: true);
        return true;
    }
}
