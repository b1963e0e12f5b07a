using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Tests.Staff;
using Hejie.Tests.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.House;

/// <summary>Where the program meets the world.</summary>
public sealed partial class EdgeTests(StrictInstallation hejie) : IClassFixture<StrictInstallation>
{
    [Fact]
    public async Task Too_many_requests_of_one_address_are_told_to_wait_and_others_are_served()
    {
        using var eager = hejie.Client(from: "127.0.0.7");
        using var other = hejie.Client(from: "127.0.0.8");
        var refused = await UntilRefusedAsync(eager, "/about");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("试得太快了");

        using var program = await UntilRefusedAsync(eager, "/api/v1/rules");
        program.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await program.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("http.429");
        (await other.GetAsync(new Uri("/about", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await eager.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.Dispose();
    }

    [Fact]
    public async Task Many_addresses_together_have_no_more_codes_sent_than_an_hour_allows()
    {
        hejie.Time.Advance(TimeSpan.FromHours(2));
        var county = hejie.Place("喜洲村").Code.County;
        async Task<string> AskAsync(int nth)
        {
            using var client = hejie.Client(from: $"127.0.2.{nth}");
            using var body = new StringContent($$"""{"telephone": "199000088{{nth:00}}"}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri($"/api/v1/counties/{county}/recovery", UriKind.Relative), body, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? "" : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        }

        for (var nth = 1; nth <= StrictInstallation.Codes; nth++)
            (await AskAsync(nth)).ShouldBe("");
        var refused = await AskAsync(StrictInstallation.Codes + 1);
        refused.ShouldStartWith("429");
        refused.ShouldContain("code.too-many");
        hejie.Time.Advance(TimeSpan.FromMinutes(61));
        (await AskAsync(StrictInstallation.Codes + 2)).ShouldBe("");
    }

    [Fact]
    public async Task A_password_takes_its_rounds_and_one_that_was_stored_with_fewer_is_stored_anew()
    {
        var account = new Account { UserName = "rounds", DisplayName = "示例人员" };
        var few = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 209_999 })).HashPassword(account, Officer.Password);
        await hejie.InScopeAsync(services =>
        {
            var hasher = services.GetRequiredService<IPasswordHasher<Account>>();
            hasher.VerifyHashedPassword(account, few, Officer.Password).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
            hasher.VerifyHashedPassword(account, hasher.HashPassword(account, Officer.Password), Officer.Password).ShouldBe(PasswordVerificationResult.Success);
            return Task.FromResult(true);
        });
    }

    [Fact]
    public async Task The_proxy_that_is_named_is_believed_about_who_asks_and_how_and_nobody_else()
    {
        using var proxy = hejie.Client(from: "127.0.0.9");
        using var liar = hejie.Client(from: "127.0.0.10");
        var (secure, plain) = (await ForwardedAsync(proxy), await ForwardedAsync(liar));

        secure.Headers.TryGetValues("Strict-Transport-Security", out _).ShouldBeTrue();
        secure.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("; secure", StringComparison.Ordinal) && cookie.Contains("samesite=", StringComparison.Ordinal));
        plain.Headers.TryGetValues("Strict-Transport-Security", out _).ShouldBeFalse();
        secure.Dispose();
        plain.Dispose();
    }

    [Fact]
    public async Task Nothing_opens_before_a_second_factor_is_set_up()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        using var officer = new Officer(hejie, "127.0.0.11");
        using (var inside = await officer.SignInAsync(name, Officer.Password))
            inside.Headers.Location!.OriginalString.ShouldBe("/me/second");
        (await officer.OpenAsync("/me/second")).Text.ShouldContain("先设好第二道验证");
        using (var desk = await officer.GetAsync("/desk"))
            desk.Headers.Location!.OriginalString.ShouldBe("/me/second");
        using var program = hejie.Client(from: "127.0.0.11");
        using var body = new StringContent($$"""{"userName": "{{name}}", "password": "{{Officer.Password}}"}""", Encoding.UTF8, "application/json");
        using var session = await program.PostAsync(new Uri("/api/v1/session", UriKind.Relative), body, TestContext.Current.CancellationToken);
        session.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await session.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("session.second");

        (await officer.SendAsync(await officer.OpenAsync("/me/second"), "main form.door", ("password", Officer.Password))).Dispose();
        var page = await officer.OpenAsync("/me/second/authenticator");
        var key = page.Find("main p code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        (await officer.SendAsync(page, "main form.door", ("code", Totp.Code(key, hejie.Time.GetUtcNow())))).Dispose();
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_a_passkey_is_not_let_in_by_the_password_alone()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        await hejie.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            var account = (await accounts.FindByNameAsync(name))!;
            return await accounts.AddOrUpdatePasskeyAsync(account, new UserPasskeyInfo([1, 2, 3], [4], hejie.Time.GetUtcNow(), 0, null, true, false, false, [5], [6]));
        });
        using var thief = new Officer(hejie, "127.0.0.12");
        using (var door = await thief.SignInAsync(name, Officer.Password))
            (await Officer.ReadAsync(door)).Find(".govuk-error-summary")!.TextContent.ShouldContain("通行密钥");
        (await thief.StatusAsync("/me/second")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Every_form_is_refused_without_its_token()
    {
        var number = 20;
        foreach (var row in PermissionRow.Of(await hejie.RoutesAsync()).Where(row => row is { Method: "POST", IsApi: false, Access: Access.Public or Access.Party }))
        {
            // Each from an address of its own: this is not about how many.
            using var client = hejie.Client(from: $"127.0.1.{number++}");
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "x", ["password"] = "y" });
            var address = row.Route.Replace("{procedure}", "people-mediation", StringComparison.Ordinal).Replace("{field}", "narrative", StringComparison.Ordinal).Replace("{move}", "sign", StringComparison.Ordinal);
            using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
            // Who has no draft or matter is led to where one begins, before the form is read.
            int[] refused = row.Access == Access.Party || row.Route.EndsWith("/upload", StringComparison.Ordinal) ? [302, 400] : [400];
            refused.ShouldContain((int)answer.StatusCode, row.Route);
        }
    }

    [Theory]
    [InlineData("a text of three MB")]
    [InlineData("of no told length")]
    [InlineData("two thousand fields")]
    [InlineData("a text beyond what a form may hold")]
    public async Task A_form_that_is_too_large_is_told_so_on_a_page(string form)
    {
        using var client = hejie.Client(from: "127.0.0.12");
        using HttpContent large = form switch
        {
            "two thousand fields" => new FormUrlEncodedContent(Enumerable.Range(0, 2000).Select(number => KeyValuePair.Create($"field{number}", "x"))),
            "a text beyond what a form may hold" => new MultipartFormDataContent { { new StringContent(new string('x', 5 << 20)), "name" } },
            _ => new StringContent("name=" + new string('x', form == "of no told length" ? 2_200_000 : 3 << 20), Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signin") { Content = large };
        request.Headers.TransferEncodingChunked = form == "of no told length";
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("What was sent is too large");
    }

    [Theory]
    [InlineData(1_500_000, false)]
    [InlineData(3 << 20, false)]
    [InlineData(1_100_000, true)]
    public async Task A_body_that_is_too_large_is_told_so_to_a_program(int length, bool chunked)
    {
        using var client = hejie.Client(from: "127.0.0.14");
        using var large = new StringContent($$"""{"userName": "{{new string('x', length)}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = large };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CodeAsync(answer)).ShouldBe("body.large");
    }

    [Fact]
    public async Task An_upload_that_is_too_large_is_told_so_before_it_is_sent()
    {
        using var client = hejie.Client(from: "127.0.0.15");
        foreach (var path in new[] { "/api/v1/drafts/files", "/file/people-mediation/files/upload" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new NeverSent(65L << 20) };
            request.Headers.ExpectContinue = true;
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            if (path.StartsWith("/api", StringComparison.Ordinal))
                (await CodeAsync(answer)).ShouldBe("http.413");
            else
                (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("文字或文件太大");
        }
    }

    [Theory]
    [InlineData("multipart/form-data", "nothing")]
    [InlineData("multipart/form-data; boundary=X", "--X\r\nno head\r\n\r\n")]
    [InlineData("multipart/form-data; boundary=X", "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut")]
    public async Task A_form_that_is_none_is_refused_as_such(string type, string body)
    {
        using var client = hejie.Client(from: "127.0.0.16");
        using var broken = new StringContent(body);
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var answer = await client.PostAsync(new Uri("/signin", UriKind.Relative), broken, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Calls_go_to_named_hosts_alone_and_to_private_addresses_only_where_they_are_meant()
    {
        using var client = hejie.Services.GetRequiredService<IHttpClientFactory>().CreateClient(Outgoing.Client);
        var unnamed = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://example.org/"), TestContext.Current.CancellationToken));
        Told(unnamed).ShouldContain("HEJIE_OUTGOING");
        // Its name is allowed, and its address is this machine's.
        var inner = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://localhost:{hejie.Address.Port}/healthz"), TestContext.Current.CancellationToken));
        Told(inner).ShouldContain("private");
        (await client.GetStringAsync(new Uri($"http://127.0.0.1:{hejie.Address.Port}/healthz"), TestContext.Current.CancellationToken)).ShouldBe("ok");
        // A redirect is not followed: it could lead anywhere.
        using var moved = await client.GetAsync(new Uri($"http://127.0.0.1:{hejie.Address.Port}/desk"), TestContext.Current.CancellationToken);
        moved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.0", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.100.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("203.0.114.1", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("2400:3200::1", false)]
    public void A_private_address_is_known_in_whatever_form(string address, bool isPrivate) =>
        Outgoing.IsPrivate(IPAddress.Parse(address)).ShouldBe(isPrivate);

    [Fact]
    public void Nothing_calls_out_another_way() =>
        SourceTree.Sources(".cs")
            .Where(source => !source.File.EndsWith("Kernel/Outgoing.cs", StringComparison.Ordinal) && AnotherWayOut().IsMatch(source.Text))
            .Select(source => source.File).ShouldBeEmpty();

    [Fact]
    public void Every_setting_is_known_by_its_name() =>
        SettingName().Matches(string.Concat(SourceTree.Sources("Kernel/Settings.cs").Select(source => source.Text))).Select(match => match.Value)
            .Distinct().Order(StringComparer.Ordinal).ShouldBe(Settings.Names);

    [GeneratedRegex(@"HEJIE_[A-Z_]+")]
    private static partial Regex SettingName();

    /// <summary>A handler of one's own, or a client over any but the one of <see cref="Outgoing"/>.</summary>
    [GeneratedRegex(@"new (SocketsHttpHandler|HttpClientHandler)\b|new HttpClient\((?!Outgoing\.Handler\()|HttpClient \w+ = new\(|new (TcpClient|WebClient|UdpClient|Socket|Ping)\(")]
    private static partial Regex AnotherWayOut();

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static string Told(Exception error) => error.Message + error.InnerException?.Message;

    private static async Task<HttpResponseMessage> UntilRefusedAsync(HttpClient client, string path)
    {
        for (var tried = 0; tried <= StrictInstallation.Requests * 3; tried++)
        {
            var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return answer;
            answer.Dispose();
        }

        throw new ShouldAssertException("Nothing was refused.");
    }

    private static async Task<HttpResponseMessage> ForwardedAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin");
        request.Headers.Host = "hejie.example.cn";
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A file of which only the length is ever told.</summary>
    private sealed class NeverSent : HttpContent
    {
        private readonly long _length;

        public NeverSent(long length)
        {
            _length = length;
            Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/octet-stream");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new InvalidOperationException("Nobody asked for it.");

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
