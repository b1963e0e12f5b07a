using System.Text;
using System.Text.Json;
using Hejie.Notices;
using Hejie.Notices.Channels;
using Hejie.Rules.Notices;

namespace Hejie.Tests.Notices;

/// <summary>The shapes and signatures that robots take, against values computed elsewhere.</summary>
public sealed class WebhookFormatTests
{
    private const string Secret = "SECtest0123456789";
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(1_770_000_000_123);

    [Fact]
    public void DingTalk_is_signed_in_its_address()
    {
        var call = WebhookFormats.Call(WebhookFormat.DingTalk, new Uri("https://oapi.dingtalk.com/robot/send?access_token=x"), Notice(WebhookFormat.DingTalk), s_now);
        call.Address.Query.ShouldBe("?access_token=x&timestamp=1770000000123&sign=MqrYESGnlF58ZKEzqvn%2Fq3RRcLRO88KXMkxLuYjoODw%3D");
        Read(call).GetProperty("text").GetProperty("content").GetString().ShouldBe("有新的待办。");
    }

    [Fact]
    public void Feishu_is_signed_in_its_message()
    {
        var call = WebhookFormats.Call(WebhookFormat.Feishu, new Uri("https://open.feishu.cn/open-apis/bot/v2/hook/x"), Notice(WebhookFormat.Feishu), s_now);
        var message = Read(call);
        message.GetProperty("timestamp").GetString().ShouldBe("1770000000");
        message.GetProperty("sign").GetString().ShouldBe("jW6dsH5YG9HHA03gAGlO1bJnd4aos3CmJr1rB87XD74=");
        message.GetProperty("msg_type").GetString().ShouldBe("text");
        message.GetProperty("content").GetProperty("text").GetString().ShouldBe("有新的待办。");
    }

    [Fact]
    public void Other_programs_take_a_text_and_a_link()
    {
        var message = Read(WebhookFormats.Call(WebhookFormat.Plain, new Uri("https://desk.example/"), Notice(WebhookFormat.Plain), s_now));
        message.EnumerateObject().Select(member => member.Name).ShouldBe(["id", "text", "link"]);
        message.GetProperty("link").GetString().ShouldBe("https://hejie.example.gov.cn/notices");
    }

    [Theory]
    [InlineData("webhook", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "we-com", null)]
    [InlineData("webhook", "https://elsewhere.example/", "we-com", "address notices.host")]
    [InlineData("webhook", "http://qyapi.weixin.qq.com/", "we-com", "address notices.webhook")]
    [InlineData("webhook", "https://me:secret@qyapi.weixin.qq.com/", "we-com", "address notices.webhook")]
    [InlineData("webhook", "https://qyapi.weixin.qq.com/", "", "format field.required")]
    [InlineData("email", "desk@example.cn", "", null)]
    [InlineData("email", "desk@example.cn\r\nBcc: other@example.cn", "", "address notices.mail")]
    [InlineData("email", "desk", "", "address notices.mail")]
    [InlineData("sms", "19900001234", "", null)]
    [InlineData("sms", "110;rm", "", "address notices.telephone")]
    [InlineData("voice", "19900001234", "", "channel field.choice")]
    public void An_address_is_read_or_refused(string channel, string address, string format, string? error)
    {
        var (target, errors) = TargetForm.Read(channel, address, "all", format, null, ["qyapi.weixin.qq.com"]);
        errors.Select(wrong => $"{wrong.Field} {wrong.Code}").ShouldBe(error is null ? [] : [error]);
        (target is null).ShouldBe(error is not null);
    }

    private static OutgoingNotice Notice(WebhookFormat format) => new(
        Guid.NewGuid(), new NoticeTarget("t", NoticeChannel.Webhook, "", NoticeScope.All, format, Secret), "有新的待办。", "", "https://hejie.example.gov.cn/notices");

    private static JsonElement Read(WebhookCall call) => JsonDocument.Parse(Encoding.UTF8.GetString(call.Body)).RootElement;
}
