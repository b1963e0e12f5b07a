using System.Security.Cryptography;
using Hejie.Matters.Intake.Attachments;

namespace Hejie.Tests.Attachments;

public sealed class SealedFileStoreTests : IDisposable
{
    private const int Dali = 532901;

    private readonly string data = Directory.CreateTempSubdirectory("hejie-attachments-").FullName;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly SealedFileStore store;

    public SealedFileStoreTests() => store = new SealedFileStore(data);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024 - 1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(3 * 64 * 1024)]
    [InlineData(10 * 1024 * 1024)]
    public async Task What_is_written_is_read_back(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        var address = await Write(content);

        await using var stream = await store.OpenAsync(Dali, address, key, Cancellation);
        stream.Length.ShouldBe(length);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);
        read.ToArray().ShouldBe(content);

        await using var again = await store.OpenAsync(Dali, address, key, Cancellation);
        using var readSync = new MemoryStream();
        again.CopyTo(readSync);
        readSync.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task The_file_lies_at_the_hash_of_its_ciphertext_and_shows_nothing()
    {
        var address = await Write("院墙照片的说明"u8.ToArray());

        var path = PathOf(address);
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(address);
        bytes.AsSpan().IndexOf("院墙"u8).ShouldBe(-1);
        bytes[0].ShouldBe((byte)1);
        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ShouldBe([path]);
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_same_content_twice_is_two_files() =>
        (await Write("同一张照片"u8.ToArray())).ShouldNotBe(await Write("同一张照片"u8.ToArray()));

    [Fact]
    public async Task A_changed_file_is_never_opened()
    {
        var address = await Write(RandomNumberGenerator.GetBytes(200_000));
        var bytes = await File.ReadAllBytesAsync(PathOf(address), Cancellation);
        foreach (var at in new[] { 0, 1, 40, 100_000, bytes.Length - 1 })
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(PathOf(address), changed, Cancellation);
            await Should.ThrowAsync<InvalidDataException>(() => store.OpenAsync(Dali, address, key, Cancellation));
        }
    }

    [Fact]
    public async Task Another_file_of_the_matter_in_its_place_is_never_opened()
    {
        var (one, other) = (await Write("一"u8.ToArray()), await Write("二"u8.ToArray()));
        File.Copy(PathOf(other), PathOf(one), overwrite: true);

        await Should.ThrowAsync<InvalidDataException>(() => store.OpenAsync(Dali, one, key, Cancellation));
    }

    // Whoever can rename files can give a forged one its own hash as its name; the chunks still tell.
    [Theory]
    [InlineData("changed")]
    [InlineData("cut")]
    [InlineData("swapped")]
    [InlineData("extended")]
    [InlineData("headless")]
    public async Task A_forged_file_with_a_fitting_name_gives_out_no_wrong_byte(string how)
    {
        const int Chunk = 64 * 1024 + 16;
        var content = RandomNumberGenerator.GetBytes(3 * 64 * 1024);
        var bytes = await File.ReadAllBytesAsync(PathOf(await Write(content)), Cancellation);
        byte[] forged = how switch
        {
            "changed" => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
            "cut" => bytes[..^Chunk],
            "swapped" => [.. bytes[..33], .. bytes[(33 + Chunk)..(33 + 2 * Chunk)], .. bytes[33..(33 + Chunk)], .. bytes[(33 + 2 * Chunk)..]],
            "extended" => [.. bytes, .. bytes[^Chunk..]],
            _ => bytes[..33],
        };
        var address = Convert.ToHexStringLower(SHA256.HashData(forged));
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(address))!);
        await File.WriteAllBytesAsync(PathOf(address), forged, Cancellation);

        await using var stream = await store.OpenAsync(Dali, address, key, Cancellation);
        using var read = new MemoryStream();
        await Should.ThrowAsync<AuthenticationTagMismatchException>(() => stream.CopyToAsync(read, Cancellation));
        content.AsSpan().StartsWith(read.ToArray()).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_matters_key_opens_nothing()
    {
        var address = await Write("协议"u8.ToArray());

        await using var stream = await store.OpenAsync(Dali, address, RandomNumberGenerator.GetBytes(32), Cancellation);
        await Should.ThrowAsync<AuthenticationTagMismatchException>(() => stream.CopyToAsync(Stream.Null, Cancellation));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await Should.ThrowAsync<IOException>(() => store.WriteAsync(Dali, new BrokenStream(), key, Cancellation));

        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sweep_takes_old_files_that_nobody_knows_and_nothing_else()
    {
        var (known, orphan, young) = (await Write([1]), await Write([2]), await Write([3]));
        var left = Path.Combine(data, "attachments", "532901", "incoming", "left-by-a-crash");
        await File.WriteAllBytesAsync(left, [4], Cancellation);
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        foreach (var path in new[] { PathOf(known), PathOf(orphan), left }) File.SetLastWriteTimeUtc(path, now.AddDays(-3).UtcDateTime);
        File.SetLastWriteTimeUtc(PathOf(young), now.UtcDateTime);

        var deleted = await store.SweepAsync(
            (county, addresses, _) =>
            {
                county.ShouldBe(Dali);
                addresses.ShouldBe([known, orphan], ignoreOrder: true);
                return Task.FromResult<IReadOnlySet<string>>(new HashSet<string> { known });
            },
            now.AddDays(-2),
            Cancellation);

        deleted.ShouldBe(2);
        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ShouldBe([PathOf(known), PathOf(young)], ignoreOrder: true);
    }

    [Theory]
    [InlineData(0, "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Dali, "../../../../etc/passwd")]
    [InlineData(Dali, "0000000000000000000000000000000000000000000000000000000000000000\n")]
    public async Task No_address_leads_out_of_the_folder(int county, string address) =>
        await Should.ThrowAsync<ArgumentException>(() => store.OpenAsync(county, address, key, Cancellation));

    private Task<string> Write(byte[] content) => store.WriteAsync(Dali, new MemoryStream(content), key, Cancellation);

    private string PathOf(string address) => Path.Combine(data, "attachments", "532901", address[..2], address);

    private sealed class BrokenStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ < 5 ? ValueTask.FromResult(buffer.Length) : throw new IOException("The connection was lost.");
    }
}
