using Hejie.Kernel;

namespace Hejie.Tests.Operations;

/// <summary>What an installation is told by its environment: what is written wrongly keeps it from starting.</summary>
[Collection(typeof(Terminal))]
public sealed class SettingsTests
{
    [Theory]
    [InlineData("https://sms.example.cn/send", "", true)]
    [InlineData("http://127.0.0.1:8080/send", "private:127.0.0.1", true)]
    [InlineData("http://127.0.0.1:8080/send", "127.0.0.1", false)]
    [InlineData("http://sms.example.cn/send", "sms.example.cn", false)]
    [InlineData("ftp://sms.example.cn/", "", false)]
    [InlineData("sms.example.cn", "", false)]
    public void Codes_and_numbers_go_by_tls_or_within_a_network_that_is_named(string gateway, string outgoing, bool taken)
    {
        foreach (var name in new[] { "HEJIE_SMS_URL", "HEJIE_OIDC_AUTHORITY" })
            Taken(("HEJIE_OUTGOING", outgoing), (name, gateway), ("HEJIE_OIDC_CLIENT", name[6] == 'O' ? "hejie" : ""), ("HEJIE_OIDC_SECRET", name[6] == 'O' ? "secret" : "")).ShouldBe(taken, name);
    }

    [Fact]
    public void A_provider_is_set_whole_or_not_at_all()
    {
        Taken(("HEJIE_OIDC_AUTHORITY", "https://id.example.cn")).ShouldBeFalse();
        Taken(("HEJIE_OIDC_AUTHORITY", "https://id.example.cn"), ("HEJIE_OIDC_CLIENT", "hejie")).ShouldBeFalse();
        Taken(("HEJIE_OIDC_SECRET", "secret")).ShouldBeFalse();
    }

    [Fact]
    public void A_scanner_is_a_host_with_a_port_or_a_socket()
    {
        Taken(("HEJIE_CLAMD", "unix:/run/clamav/clamd.ctl")).ShouldBeTrue();
        Taken(("HEJIE_CLAMD", "clamd")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("smtps://hejie@post.example.cn:465", "hejie@example.cn", true)]
    [InlineData("smtp://post.example.cn", "hejie@example.cn", true)]
    [InlineData("smtps://hejie:secret@post.example.cn", "hejie@example.cn", false)]
    [InlineData("https://post.example.cn", "hejie@example.cn", false)]
    [InlineData("smtps://post.example.cn", "", false)]
    [InlineData("smtps://post.example.cn", "hejie", false)]
    [InlineData("", "hejie@example.cn", false)]
    public void A_mail_server_is_set_with_its_sender_and_its_password_stands_apart(string server, string from, bool taken) =>
        Taken(("HEJIE_SMTP", server), ("HEJIE_MAIL_FROM", from), ("HEJIE_SMTP_PASSWORD", "this-password")).ShouldBe(taken);

    [Fact]
    public void No_secret_is_printed_with_the_settings()
    {
        var settings = Read(("HEJIE_SMS_URL", "https://sms.example.cn/"), ("HEJIE_SMS_TOKEN", "this-token"),
            ("HEJIE_OIDC_AUTHORITY", "https://id.example.cn"), ("HEJIE_OIDC_CLIENT", "hejie"), ("HEJIE_OIDC_SECRET", "this-secret"),
            ("HEJIE_SMTP", "smtps://hejie@post.example.cn"), ("HEJIE_MAIL_FROM", "hejie@example.cn"), ("HEJIE_SMTP_PASSWORD", "this-password"), ("HEJIE_VOICE_URL", "https://voice.example.cn/"),
            ("HEJIE_VOICE_TOKEN", "this-other-token"));
        settings.Mail!.Password!.Reveal().ShouldBe("this-password");
        settings.Mail.Port.ShouldBe(465);
        settings.VoiceToken!.Reveal().ShouldBe("this-other-token");
        settings.SmsToken!.Reveal().ShouldBe("this-token");
        settings.Provider!.Secret.Reveal().ShouldBe("this-secret");
        settings.ToString().ShouldContain("sms.example.cn");
        settings.ToString().ShouldNotContain("this-");
    }

    private static bool Taken(params (string Name, string Value)[] set)
    {
        try
        {
            Read(set);
            return true;
        }
        catch (InvalidOperationException wrong)
        {
            wrong.Message.ShouldContain("HEJIE_");
            return false;
        }
    }

    private static Settings Read(params (string Name, string Value)[] set)
    {
        var before = set.Select(pair => (pair.Name, Value: Environment.GetEnvironmentVariable(pair.Name))).ToList();
        try
        {
            foreach (var (name, value) in set)
                Environment.SetEnvironmentVariable(name, value);
            return Settings.FromEnvironment();
        }
        finally
        {
            foreach (var (name, value) in before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
