using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// Files on disk, each sealed with its matter's key and named by the SHA-256 of its ciphertext, under
/// attachments/county/first two digits. The same content sealed twice has two addresses: nothing is shared between matters.
/// </summary>
internal sealed partial class SealedFileStore
{
    /// <summary>The folder of all files, in the installation's data.</summary>
    public const string Folder = "attachments";

    private const string Incoming = "incoming";
    private const int SweepBatch = 500;

    private readonly string root;
    private readonly DurableFolders folders = new();

    /// <summary>Uses the folder of the installation's data, <c>HEJIE_DATA</c>.</summary>
    public SealedFileStore(string dataFolder) => root = Path.Combine(Path.GetFullPath(dataFolder), Folder);

    /// <summary>Seals what the stream holds; when this returns its address, the file is on the disk to stay.</summary>
    public async Task<string> WriteAsync(int county, Stream content, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var incoming = Path.Combine(CountyFolder(county), Incoming);
        folders.Make(Path.GetDirectoryName(root)!, incoming);
        var temporary = Path.Combine(incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            string address;
            await using (var file = new FileStream(temporary, NewFile()))
            {
                address = await SealAsync(content, file, key, cancellation);
                file.Flush(flushToDisk: true);
            }

            var path = PathOf(county, address);
            var folder = Path.GetDirectoryName(path)!;
            folders.Make(Path.GetDirectoryName(root)!, folder);
            File.Move(temporary, path);
            DurableFolders.Sync(folder);
            return address;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a file for reading forward, after checking that it is the one its address names.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not the one that was written.</exception>
    /// <exception cref="AuthenticationTagMismatchException">On reading: the key is another matter's.</exception>
    public async Task<Stream> OpenAsync(int county, string address, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var file = new FileStream(PathOf(county, address), new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        try
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)) != address)
                throw new InvalidDataException($"The attachment {county}/{address} is not the file that was written.");

            file.Position = 0;
            var header = new byte[SealedChunks.HeaderBytes];
            await file.ReadExactlyAsync(header, cancellation);
            if (header[0] != SealedChunks.Format) throw new InvalidDataException($"The attachment {county}/{address} has the unknown format {header[0]}.");
            return new SealedReadStream(file, key.Span, header);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes a file; one that is gone already is no error.</summary>
    public void Delete(int county, string address)
    {
        var path = PathOf(county, address);
        if (!File.Exists(path)) return;
        File.Delete(path);
        DurableFolders.Sync(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Deletes files last written before <paramref name="olderThan"/> (UTC) that no matter knows, and what broken
    /// uploads left. <paramref name="known"/> is asked per county, a batch of addresses at a time.
    /// </summary>
    /// <returns>How many files were deleted.</returns>
    public async Task<int> SweepAsync(KnownAddresses known, DateTimeOffset olderThan, CancellationToken cancellation)
    {
        if (!Directory.Exists(root)) return 0;
        var deleted = 0;
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            var county = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            var old = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LastWriteTimeUtc < olderThan.UtcDateTime);
            foreach (var batch in old.Chunk(SweepBatch))
            {
                var kept = await known(county, [.. batch.Select(file => file.Name).Where(name => AddressPattern.IsMatch(name))], cancellation);
                foreach (var file in batch.Where(file => !kept.Contains(file.Name)))
                {
                    file.Delete();
                    deleted++;
                }
            }
        }

        return deleted;
    }

    /// <summary>Where a file lies in the installation's data, and in a backup: <c>attachments/county/first two digits/address</c>.</summary>
    public static string Place(int county, string address) =>
        string.Join('/', Folder, county.ToString(CultureInfo.InvariantCulture), address[..2], address);

    /// <summary>Every file that is there, as <see cref="Place"/> names it; what is only coming in is none yet.</summary>
    public IEnumerable<string> Places()
    {
        if (!Directory.Exists(root)) yield break;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            if (AddressPattern.IsMatch(Path.GetFileName(path)))
                yield return Path.GetRelativePath(Path.GetDirectoryName(root)!, path).Replace(Path.DirectorySeparatorChar, '/');
        }
    }

    private static async Task<string> SealAsync(Stream content, FileStream file, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = SealedChunks.NewHeader();
        using var cipher = SealedChunks.CipherFor(key.Span, header);
        hash.AppendData(header);
        await file.WriteAsync(header, cancellation);

        var (plain, next, sealedChunk) = (new byte[SealedChunks.PlainBytes], new byte[SealedChunks.PlainBytes], new byte[SealedChunks.SealedBytes]);
        var length = await content.ReadAtLeastAsync(plain, plain.Length, throwOnEndOfStream: false, cancellation);
        for (var (number, last) = (0, false); !last; number++)
        {
            // Only a full chunk can be followed by another.
            var following = length < plain.Length ? 0 : await content.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancellation);
            last = following == 0;
            var written = SealedChunks.Seal(cipher, header, number, last, plain.AsSpan(0, length), sealedChunk);
            hash.AppendData(sealedChunk, 0, written);
            await file.WriteAsync(sealedChunk.AsMemory(0, written), cancellation);
            (plain, next, length) = (next, plain, following);
        }

        CryptographicOperations.ZeroMemory(plain);
        CryptographicOperations.ZeroMemory(next);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileStreamOptions NewFile() => new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    private string CountyFolder(int county) => county is >= 100_000 and <= 999_999
        ? Path.Combine(root, county.ToString(CultureInfo.InvariantCulture))
        : throw new ArgumentOutOfRangeException(nameof(county), county, "A county has six digits.");

    private string PathOf(int county, string address) => AddressPattern.IsMatch(address)
        ? Path.Combine(CountyFolder(county), address[..2], address)
        : throw new ArgumentException("An address has 64 hexadecimal digits.", nameof(address));

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex AddressPattern { get; }
}

/// <summary>Answers which of a county's addresses belong to a matter or a draft.</summary>
internal delegate Task<IReadOnlySet<string>> KnownAddresses(int county, IReadOnlyCollection<string> addresses, CancellationToken cancellation);
