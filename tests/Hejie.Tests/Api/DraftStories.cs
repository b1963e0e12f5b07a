using System.Net;
using System.Net.Http.Headers;
using Hejie.Data;
using Hejie.Matters.Intake.Drafts;
using Hejie.Privacy;
using Hejie.Tests.Attachments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Api;

/// <summary>What a program sends before it files, and how a lost code is found again.</summary>
public abstract class DraftStories(Installation hejie) : IDisposable
{
    private readonly ApiClient _anyone = new(hejie);

    public void Dispose()
    {
        _anyone.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Photos_are_sent_first_and_stay_with_their_matter_after_the_draft_is_cleared()
    {
        var draft = await BeginAsync();
        var photo = await SendAsync(draft, Samples.Photo(), "院墙.jpg");
        photo.Status.ShouldBe(HttpStatusCode.Created, photo.Body.ToString());
        photo.Text("name").ShouldBe("院墙.jpg");

        var first = await FileAsync(draft);
        var again = await FileAsync(draft);
        first.Status.ShouldBe(HttpStatusCode.Created, first.Body.ToString());
        again.Text("code").ShouldBe(first.Text("code"));
        (await SendAsync(draft, Samples.Photo(), "2.jpg")).Code.ShouldBe("draft.none");

        hejie.Time.Advance(TimeSpan.FromHours(26));
        await hejie.InScopeAsync(services => services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None).ContinueWith(done => done.IsCompletedSuccessfully));
        var matter = Guid.Parse(first.Text("matter")!);
        var county = hejie.Place("喜洲村").Code.County;
        var (files, key) = await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var row = await db.Matters.AsNoTracking().SingleAsync(row => row.County == county && row.Id == matter);
            return (
                await db.Attachments.CountAsync(file => file.County == county && file.Matter == matter),
                await services.GetRequiredService<MatterKeys>().FindAsync(row.KeyId, CancellationToken.None));
        });
        files.ShouldBe(1);
        key.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_says_why()
    {
        var draft = await BeginAsync();
        var program = await SendAsync(draft, [0x4D, 0x5A, .. new byte[200]], "photo.jpg");
        var large = await SendAsync(draft, new byte[(10 * 1024 * 1024) + 1], "large.bin");
        var nobody = await SendAsync("nothing", Samples.Photo(), "a.jpg");

        program.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        program.Code.ShouldBe("attachment.kind");
        large.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        large.Code.ShouldBe("attachment.size");
        nobody.Code.ShouldBe("draft.none");
    }

    [Fact]
    public async Task A_confirmed_telephone_finds_a_lost_code_and_the_old_one_is_void()
    {
        var draft = await BeginAsync();
        (await _anyone.PostAsync("drafts/telephone", new { telephone = "19900001234" }, ("Draft-Token", draft))).Status.ShouldBe(HttpStatusCode.Accepted);
        (await _anyone.PostAsync("drafts/telephone/confirmation", new { code = "nothing" }, ("Draft-Token", draft))).Errors.ShouldBe(["code code.wrong"]);
        (await _anyone.PostAsync("drafts/telephone/confirmation", new { code = LastCode() }, ("Draft-Token", draft))).Status.ShouldBe(HttpStatusCode.NoContent);
        var old = (await FileAsync(draft)).Text("code")!;

        var county = hejie.Place("喜洲村").Code.County;
        var sent = (await _anyone.PostAsync($"counties/{county}/recovery", new { telephone = "19900001234" })).Text("sent");
        var found = await _anyone.PostAsync($"counties/{county}/recovery/confirmation", new { telephone = "19900001234", sent, oneTimeCode = LastCode() });

        var fresh = found.Body.GetProperty("codes")[0].GetProperty("code").GetString()!;
        fresh.ShouldNotBe(old);
        (await _anyone.PostAsync("tracking", new { code = old, digits = "1234" })).Code.ShouldBe("tracking.unknown");
        using var filer = await _anyone.TrackAsync(fresh, "1234");
        (await filer.GetAsync("tracking")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ten_wrong_digits_lock_and_a_one_time_code_opens()
    {
        var receipt = await _anyone.FileAsync();
        var code = receipt.Text("code")!;
        Answer last;
        do
        {
            hejie.Time.Advance(TimeSpan.FromMinutes(2));
            last = await _anyone.PostAsync("tracking", new { code, digits = "0000" });
        }
        while (last.Code == "tracking.digits-wrong");

        last.Code.ShouldBe("tracking.locked");
        hejie.Time.Advance(TimeSpan.FromMinutes(2));
        var sent = (await _anyone.PostAsync("tracking/unlock", new { code })).Text("sent");
        var opened = await _anyone.PostAsync("tracking/unlock/confirmation", new { code, sent, oneTimeCode = LastCode() });
        opened.Status.ShouldBe(HttpStatusCode.OK, opened.Body.ToString());
        (await _anyone.TrackAsync(code, "1234")).Dispose();
    }

    private string LastCode() => System.Text.RegularExpressions.Regex.Match(
        hejie.Outbox.Sent.Last(message => message.Telephone == "19900001234" && message.Text.Contains("验证码", StringComparison.Ordinal)).Text, "[0-9]{6}").Value;

    private async Task<string> BeginAsync()
    {
        var draft = await _anyone.PostAsync("drafts", new { place = hejie.Place("喜洲村").Code.ToString() });
        draft.Status.ShouldBe(HttpStatusCode.Created, draft.Body.ToString());
        return draft.Text("token")!;
    }

    private Task<Answer> FileAsync(string draft) => _anyone.PostAsync(
        $"counties/{hejie.Place("喜洲村").Code.County}/matters", ApiClient.Filing(hejie), ApiClient.Key(), ("Draft-Token", draft));

    private async Task<Answer> SendAsync(string draft, byte[] file, string name)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        return await _anyone.SendAsync(HttpMethod.Post, "drafts/files", content, ("Draft-Token", draft));
    }
}

public sealed class DraftStoriesOnSqlite(SqliteInstallation hejie) : DraftStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class DraftStoriesOnPostgres(PostgresInstallation hejie) : DraftStories(hejie), IClassFixture<PostgresInstallation>;
