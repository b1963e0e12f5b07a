using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Matters.Intake.Attachments;

namespace Hejie.Operations.Backups;

/// <summary>
/// The folder of a backup. It is written under another name and takes its own once it is whole. The list of its files is
/// one that <c>sha256sum -c</c> reads.
/// </summary>
internal sealed class BackupFolder(string path) : IDisposable
{
    /// <summary>The list of files with their hashes.</summary>
    public const string Sums = "SHA256SUMS";

    /// <summary>The manifest.</summary>
    public const string About = "manifest.json";

    private readonly string _part = path + ".part";
    private StreamWriter? _sums;
    private long _files;
    private long _bytes;

    /// <summary>Begins it; what a broken run left is cleared away.</summary>
    public void Begin()
    {
        if (Directory.Exists(_part))
            Directory.Delete(_part, recursive: true);
        Directory.CreateDirectory(_part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _sums = new StreamWriter(new FileStream(Path.Combine(_part, Sums), FileMode.CreateNew, FileAccess.ReadWrite), new UTF8Encoding(false)) { NewLine = "\n" };
    }

    /// <summary>Where a file goes while it is being written.</summary>
    public string Of(string name) => Path.Combine(_part, name);

    /// <summary>Lists a file that was written by another hand.</summary>
    public async Task ListAsync(string name, CancellationToken cancel)
    {
        await using var file = Open(Of(name));
        Add(name, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)), file.Length);
    }

    /// <summary>Copies a file and lists it.</summary>
    /// <returns>The hash of what was copied; null where the file is gone meanwhile.</returns>
    public async Task<string?> CopyAsync(string from, string name, CancellationToken cancel)
    {
        try
        {
            await using var source = Open(from);
            Directory.CreateDirectory(Path.GetDirectoryName(Of(name))!);
            var (hash, bytes) = await CopyAsync(source, Of(name), cancel);
            Add(name, hash, bytes);
            return hash;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes the manifest, and gives the folder its name.</summary>
    /// <param name="manifest">Makes the manifest of how many files, how many bytes and the hash of the list.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Manifest> EndAsync(Func<long, long, string, Manifest> manifest, CancellationToken cancel)
    {
        await _sums!.FlushAsync(cancel);
        ((FileStream)_sums.BaseStream).Flush(flushToDisk: true);
        _sums.BaseStream.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(_sums.BaseStream, cancel));
        await _sums.DisposeAsync();
        _sums = null;
        var written = manifest(_files, _bytes, hash);
        await using (var file = new FileStream(Of(About), FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(written.Write(), cancel);
            file.Flush(flushToDisk: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(_part, "*", SearchOption.AllDirectories).Append(_part))
            DurableFolders.Sync(folder);
        Directory.Move(_part, path);
        DurableFolders.Sync(Path.GetDirectoryName(path)!);
        return written;
    }

    /// <summary>What was not ended is no backup, and only fills the disk.</summary>
    public void Dispose()
    {
        _sums?.Dispose();
        if (Directory.Exists(_part))
            Directory.Delete(_part, recursive: true);
    }

    /// <summary>Copies a stream to a new file that is on the disk to stay.</summary>
    public static async Task<(string Hash, long Bytes)> CopyAsync(Stream source, string target, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(target, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0; bytes += read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    /// <summary>Holds every file of a backup against the list, and the list against the manifest.</summary>
    /// <returns>The first file that differs, is missing or is not listed as it should be; null where all are as they were written.</returns>
    public static async Task<string?> DiffersAsync(string folder, Manifest manifest, CancellationToken cancel)
    {
        var list = Path.Combine(folder, Sums);
        if (!File.Exists(list))
            return Sums;
        await using (var sums = Open(list))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(sums, cancel)) != manifest.Sums)
                return Sums;
        }

        var files = 0L;
        await foreach (var line in File.ReadLinesAsync(list, cancel))
        {
            files++;
            if (line.Length < 67 || !IsWithin(folder, line[66..]))
                return Sums;
            var file = Path.Combine(folder, line[66..]);
            if (!File.Exists(file))
                return line[66..];
            await using var stream = Open(file);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != line[..64])
                return line[66..];
        }

        return files == manifest.Files ? null : Sums;
    }

    /// <summary>The files of a backup, as they are listed.</summary>
    public static IEnumerable<string> Files(string folder) => File.ReadLines(Path.Combine(folder, Sums)).Select(line => line[66..]);

    private static bool IsWithin(string folder, string name) =>
        Path.GetFullPath(Path.Combine(folder, name)).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static FileStream Open(string file) => new(
        file, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0, Share = FileShare.Read | FileShare.Delete });

    private void Add(string name, string hash, long bytes)
    {
        _sums!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hash}  {name}"));
        _files++;
        _bytes += bytes;
    }
}
