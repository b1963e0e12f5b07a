using CsCheck;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Notices;

namespace Hejie.Rules.Tests.Notices;

/// <summary>The texts of notices, as the catalogue states them.</summary>
public sealed class NoticeBookTests
{
    private const string File = "notices/notices.yaml";

    private static readonly string s_text = CatalogueFiles.Text(File);

    [Fact]
    public void Every_kind_has_its_text_by_every_channel_that_tells_it()
    {
        var book = NoticeBook.Load(File, s_text);
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            foreach (var channel in Enum.GetValues<NoticeChannel>().Where(channel => NoticeBook.IsToldBy(kind, channel)))
                book.Text(kind, channel).Text.Zh.ShouldNotBeEmpty();
        }

        book.Quiet.ShouldBe(new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0)));
        book.Again.ShouldBe(TimeSpan.FromMinutes(5));
        book.Before(TimeSpan.FromDays(60)).ShouldBe(TimeSpan.FromDays(3));
        book.Before(TimeSpan.FromDays(5)).ShouldBe(TimeSpan.FromDays(1));
        book.Parties.Date.Zh.ShouldBe("和解平台：有一个日期");
    }

    [Theory]
    [InlineData("和解平台：{body}有新的待办。{link}", "{name}有新的待办。{link}", "'{name}' would be shown as it stands: this text knows {body} and {link} and {due}")]
    [InlineData("这里是和解平台。{body}收到一条险情快报", "这里是和解平台。{link}收到一条险情快报", "this text knows {body}")]
    [InlineData("和解平台：有新的待办\"", "和解平台：{body}有新的待办\"", "this text has no placeholders")]
    [InlineData("  referral:", "  gossip:", "unknown key 'gossip'")]
    [InlineData("  referral:", "  gossip:", "'referral' is missing")]
    [InlineData("{what}查询码 {code}", "{what}查询码 {kind}", "'{kind}' would be shown")]
    [InlineData("from: \"22:00\"", "from: \"late\"", "'late' is no time of day")]
    [InlineData("minutes: 5", "minutes: 0", "'minutes' must be 1 to 60, not 0")]
    [InlineData("您说的事收到了。, en: What you told us has arrived.", "您说的事收到了。", "'en' is missing")]
    public void A_text_with_what_is_not_filled_or_a_kind_that_is_not_told_is_refused(string stood, string stands, string told)
    {
        s_text.ShouldContain(stood);
        Should.Throw<CatalogueException>(() => NoticeBook.Load(File, s_text.Replace(stood, stands, StringComparison.Ordinal)))
            .Problems.ShouldContain(problem => problem.Reason.Contains(told, StringComparison.Ordinal) && problem.File == File);
    }

    [Fact]
    public void Quiet_hours_end_when_they_say_and_nothing_waits_longer_than_a_day() =>
        Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Int[0, 2879]).Sample((from, until, minute) =>
        {
            var quiet = new QuietHours(TimeOnly.MinValue.AddMinutes(from), TimeOnly.MinValue.AddMinutes(until));
            var at = new DateTime(2026, 2, 2).AddMinutes(minute);
            if (quiet.EndAfter(at) is not { } end)
                return;
            end.ShouldBeGreaterThan(at);
            (end - at).ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(1));
            TimeOnly.FromDateTime(end).ShouldBe(quiet.Until);
            quiet.EndAfter(end).ShouldBeNull();
        });
}
