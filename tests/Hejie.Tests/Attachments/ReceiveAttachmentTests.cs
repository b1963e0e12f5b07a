using System.Security.Cryptography;
using System.Text;
using Hejie.Matters.Intake.Attachments;

namespace Hejie.Tests.Attachments;

public sealed class ReceiveAttachmentTests : IDisposable
{
    private const int Dali = 532901;

    private readonly string data = Directory.CreateTempSubdirectory("hejie-received-").FullName;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ImageCleaner cleaner = new();
    private readonly SealedFileStore store;

    public ReceiveAttachmentTests() => store = new SealedFileStore(data);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        cleaner.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_photograph_is_kept_without_its_position()
    {
        var stored = (await Receive(Samples.PhotoWithPosition(6))).ShouldBeOfType<Received.Accepted>().Stored;

        (stored.County, stored.Kind).ShouldBe((Dali, AttachmentKind.Jpeg));
        var kept = await Read(stored);
        kept.Length.ShouldBe((int)stored.Length);
        Encoding.Latin1.GetString(kept).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_paper_is_kept_byte_for_byte()
    {
        var paper = Documents.AgreementTemplate.Build();

        var stored = (await Receive(paper)).ShouldBeOfType<Received.Accepted>().Stored;

        stored.Kind.ShouldBe(AttachmentKind.Docx);
        (await Read(stored)).ShouldBe(paper);
    }

    [Fact]
    public async Task A_program_named_jpg_is_refused_and_nothing_is_kept()
    {
        (await Receive(Samples.Program)).ShouldBe(new Received.Refused("attachment.kind"));

        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_fifty_megabytes_is_read_no_further_than_the_limit()
    {
        var endless = new EndlessText(50 * 1024 * 1024);

        (await new ReceiveAttachment(new NoScanner(), cleaner, store).ReceiveAsync(endless, 0, Dali, key, Cancellation)).ShouldBe(new Received.Refused("attachment.size"));

        endless.Given.ShouldBe(AttachmentLimits.FileBytes + 1);
    }

    [Fact]
    public async Task Ten_megabytes_are_accepted_and_one_byte_more_is_not()
    {
        var text = new byte[AttachmentLimits.FileBytes];
        Array.Fill(text, (byte)'a');

        (await Receive(text)).ShouldBeOfType<Received.Accepted>().Stored.Length.ShouldBe(AttachmentLimits.FileBytes);
        (await Receive([.. text, (byte)'a'])).ShouldBe(new Received.Refused("attachment.size"));
    }

    [Fact]
    public async Task The_eleventh_file_is_refused_unread() =>
        (await new ReceiveAttachment(new NoScanner(), cleaner, store).ReceiveAsync(Stream.Null, 10, Dali, key, Cancellation)).ShouldBe(new Received.Refused("attachment.count"));

    [Fact]
    public async Task An_empty_file_is_refused() => (await Receive([])).ShouldBe(new Received.Refused("attachment.empty"));

    private Task<Received> Receive(byte[] content) => new ReceiveAttachment(new NoScanner(), cleaner, store).ReceiveAsync(new MemoryStream(content), 0, Dali, key, Cancellation);

    private async Task<byte[]> Read(Stored stored)
    {
        await using var stream = await store.OpenAsync(stored.County, stored.Address, key, Cancellation);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);
        return read.ToArray();
    }

    private sealed class EndlessText(long length) : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - Given);
            buffer.Span[..count].Fill((byte)'a');
            Given += count;
            return ValueTask.FromResult(count);
        }
    }
}
