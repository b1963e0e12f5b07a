using Hejie.Kernel;
using Hejie.Notices;
using Hejie.Notices.Channels;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Notices;

/// <summary>E-mail on its way to the installation's server.</summary>
public abstract class MailStories(Installation hejie) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(hejie.Time.GetUtcNow());
    private readonly FakePost _post = new();
    private Notifier _notifier = null!;

    private Hejie.Bodies.Scope Committee => hejie.Post("mediation-committee", "喜洲村", Role.Lead);

    private int County => hejie.Place("喜洲村").Code.County;

    public async ValueTask InitializeAsync()
    {
        _notifier = new Notifier(hejie, _time, new MailChannel(Settings("127.0.0.1"), _time, TimeSpan.FromMilliseconds(700)));
        await _notifier.BeginAsync();
        await _notifier.ChooseAsync(Committee, new NoticeTarget("m", NoticeChannel.Email, "desk@example.cn", NoticeScope.New));
        await hejie.FileAsync();
        await _notifier.TellAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _notifier.Dispose();
        await _post.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_letter_is_handed_over_with_a_name_of_its_own_and_no_word_of_the_matter()
    {
        await _notifier.SendAsync();
        await _notifier.SendAsync();
        var letter = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(_post.Letters.ShouldHaveSingleItem())), TestContext.Current.CancellationToken);
        letter.Subject.ShouldBe("和解平台：有新的待办");
        letter.TextBody!.ShouldContain("https://hejie.example.gov.cn/matters/");
        letter.TextBody!.ShouldNotContain("示例");
        letter.To.ToString().ShouldBe("desk@example.cn");
        letter.From.ToString().ShouldBe("hejie@example.gov.cn");
        letter.Date.ShouldBe(_time.GetUtcNow());
        letter.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        var row = await RowAsync();
        row.Status.ShouldBe(NoticeStatus.Sent);
        letter.MessageId.ShouldBe($"{row.Id:N}@example.gov.cn");
    }

    [Fact]
    public async Task A_server_that_refuses_for_good_is_told_apart_from_one_that_is_busy()
    {
        _post.Refuses = "451 try later";
        await _notifier.SendAsync();
        (await RowAsync()).ShouldSatisfyAllConditions(row => row.Status.ShouldBe(NoticeStatus.Waiting), row => row.Error.ShouldBe(NoticeError.Faulty));
        _post.Refuses = "550 no such mailbox";
        _time.Advance(TimeSpan.FromMinutes(5));
        await _notifier.SendAsync();
        (await RowAsync()).ShouldSatisfyAllConditions(row => row.Status.ShouldBe(NoticeStatus.Failed), row => row.Error.ShouldBe(NoticeError.Refused));
        _post.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_alone_after_its_time()
    {
        _post.Hangs = true;
        await _notifier.SendAsync();
        (await RowAsync()).ShouldSatisfyAllConditions(row => row.Status.ShouldBe(NoticeStatus.Waiting), row => row.Error.ShouldBe(NoticeError.TimedOut));
    }

    [Fact]
    public async Task A_server_that_is_not_of_the_own_network_must_speak_TLS_and_have_a_public_address()
    {
        using var inner = new Notifier(hejie, _time, new MailChannel(Settings("localhost"), _time));
        await inner.SendAsync();
        (await RowAsync()).Error.ShouldBe(NoticeError.NotAllowed);
        _post.Letters.ShouldBeEmpty();

        // One that offers no TLS, and is not named as of the own network, is given nothing.
        var plain = Settings("127.0.0.1") with { Outgoing = [] };
        await Should.ThrowAsync<NoticeFailed>(() => new MailChannel(plain, _time).SendAsync(
            new OutgoingNotice(Guid.NewGuid(), new NoticeTarget("m", NoticeChannel.Email, "desk@example.cn", NoticeScope.All), "", "", null), CancellationToken.None));
        _post.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_installation_without_a_server_keeps_what_waits()
    {
        using var none = new Notifier(hejie, _time, new MailChannel(Settings("127.0.0.1") with { Mail = null }, _time));
        await none.SendAsync();
        (await RowAsync()).ShouldSatisfyAllConditions(row => row.Status.ShouldBe(NoticeStatus.Waiting), row => row.Error.ShouldBe(NoticeError.NotSet));
        _time.Advance(TimeSpan.FromHours(1));
        await _notifier.SendAsync();
        _post.Letters.Count.ShouldBe(1);
    }

    private Settings Settings(string host) =>
        hejie.Services.GetRequiredService<Settings>() with { Mail = new MailServer(host, _post.Port, Tls: false, null, null, "hejie@example.gov.cn") };

    private async Task<NoticeRow> RowAsync() => (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem();
}

public sealed class MailStoriesOnSqlite(NotifyingOnSqlite hejie) : MailStories(hejie), IClassFixture<NotifyingOnSqlite>;

public sealed class MailStoriesOnPostgres(NotifyingOnPostgres hejie) : MailStories(hejie), IClassFixture<NotifyingOnPostgres>;
