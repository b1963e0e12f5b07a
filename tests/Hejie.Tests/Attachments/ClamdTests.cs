using System.Security.Cryptography;
using Hejie.Kernel;
using Hejie.Matters.Intake.Attachments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hejie.Tests.Attachments;

/// <summary>How clamd is asked, and what is made of its answers.</summary>
public sealed class ClamdTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-clamd-").FullName;
    private readonly FakeClamd _clamd = new();

    public void Dispose()
    {
        _clamd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData(AttachmentLimits.FileBytes)]
    public async Task A_file_of_any_length_arrives_whole(int length)
    {
        var file = RandomNumberGenerator.GetBytes(length);
        (await ScanAsync(file)).ShouldBeOfType<Scanned.Clean>();
        _clamd.Scanned.ShouldHaveSingleItem().ShouldBe(file);
        _clamd.Wrong.ShouldBeNull();
    }

    [Fact]
    public async Task What_it_finds_is_told_by_its_name() =>
        (await ScanAsync([.. "before "u8, .. FakeClamd.Eicar, .. " and after"u8])).ShouldBe(new Scanned.Infected("Eicar-Test-Signature"));

    [Theory]
    [InlineData("")]
    [InlineData("stream: ")]
    [InlineData("stream: OK and more")]
    [InlineData(" FOUND")]
    [InlineData("stream:  FOUND")]
    [InlineData("stream: Can't allocate memory ERROR")]
    public async Task Whatever_is_not_a_clear_answer_is_none(string says)
    {
        _clamd.Says = says;
        (await ScanAsync([1, 2, 3])).ShouldBeOfType<Scanned.Unknown>();
    }

    [Fact]
    public async Task One_that_takes_less_than_this_program_lets_nothing_through()
    {
        _clamd.Most = 100_000;
        (await ScanAsync(new byte[5_000_000])).ShouldBeOfType<Scanned.Unknown>();
    }

    [Fact]
    public async Task One_that_never_answers_is_not_waited_for_for_ever()
    {
        _clamd.Silent = true;
        (await ScanAsync([1, 2, 3])).ShouldBeOfType<Scanned.Unknown>();
    }

    [Fact]
    public async Task Who_goes_away_meanwhile_is_not_told_of_the_scanner()
    {
        _clamd.Silent = true;
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(() => Scanner(_clamd.Address).ScanAsync(new byte[3], gone.Token));
    }

    [Fact]
    public async Task One_that_is_away_lets_nothing_through()
    {
        _clamd.Dispose();
        (await ScanAsync([1, 2, 3])).ShouldBeOfType<Scanned.Unknown>();
        (await Scanner(new ServiceAddress.Local(Path.Combine(_folder, "nobody"))).ScanAsync(new byte[3], TestContext.Current.CancellationToken)).ShouldBeOfType<Scanned.Unknown>();
    }

    [Fact]
    public async Task A_socket_in_the_file_system_is_spoken_to_in_the_same_way()
    {
        using var clamd = new FakeClamd(Path.Combine(_folder, "clamd.sock"));
        (await Scanner(clamd.Address).ScanAsync(FakeClamd.Eicar, TestContext.Current.CancellationToken)).ShouldBeOfType<Scanned.Infected>();
    }

    [Fact]
    public async Task A_private_address_is_called_only_where_that_is_said()
    {
        foreach (var hosts in new string[][] { [], ["127.0.0.1"] })
        {
            var scanner = new Clamd(_clamd.Address, hosts, NullLogger<Clamd>.Instance);
            (await scanner.ScanAsync(new byte[3], TestContext.Current.CancellationToken)).ShouldBeOfType<Scanned.Unknown>();
        }

        _clamd.Scanned.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("clamd:3310", true)]
    [InlineData("[::1]:3310", true)]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("clamd", false)]
    [InlineData("clamd:0", false)]
    [InlineData("clamd:99999", false)]
    [InlineData("user@clamd:3310", false)]
    [InlineData("clamd:3310/path", false)]
    [InlineData("unix:clamd.ctl", false)]
    [InlineData("", false)]
    public void An_address_is_a_host_with_a_port_or_a_socket(string text, bool valid) => ServiceAddress.TryParse(text, out _).ShouldBe(valid);

    private Task<Scanned> ScanAsync(byte[] file) => Scanner(_clamd.Address).ScanAsync(file, TestContext.Current.CancellationToken);

    private static Clamd Scanner(ServiceAddress address) => new(address, ["private:127.0.0.1"], NullLogger<Clamd>.Instance) { Patience = TimeSpan.FromSeconds(2) };
}
