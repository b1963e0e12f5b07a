using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hejie.Kernel;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Attachments;

/// <summary>Uploads where an installation has a virus scanner: whatever way they come, none is kept unscanned.</summary>
public abstract class ScanStories : IDisposable
{
    private readonly Installation _hejie;
    private readonly FakeClamd _clamd;
    private readonly ApiClient _anyone;

    private protected ScanStories(Installation hejie, FakeClamd clamd)
    {
        (_hejie, _clamd, _anyone) = (hejie, clamd, new ApiClient(hejie));
        _clamd.Says = null;
    }

    private static byte[] Virus => [.. "看看这个：\n"u8, .. FakeClamd.Eicar];

    public void Dispose()
    {
        _anyone.Dispose();
        _clamd.Wrong.ShouldBeNull();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_photo_is_scanned_as_it_came_and_taken()
    {
        var (draft, photo) = (await BeginAsync(), Samples.PhotoWithPosition(6));
        (await SendAsync(draft, photo)).Status.ShouldBe(HttpStatusCode.Created);
        _clamd.Scanned.Any(file => file.AsSpan().SequenceEqual(photo)).ShouldBeTrue("with its position, before it is drawn anew");
    }

    [Fact]
    public async Task A_virus_is_refused_by_its_code_and_nothing_of_it_is_kept()
    {
        var (draft, before) = (await BeginAsync(), Kept());
        var refused = await SendAsync(draft, Virus);
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "attachment.infected"));
        Kept().ShouldBe(before);
        (await SendAsync(draft, Samples.Photo())).Status.ShouldBe(HttpStatusCode.Created, "the draft is as good as before");
    }

    [Fact]
    public async Task Where_the_scanner_does_not_answer_a_program_is_told_to_come_again()
    {
        var (draft, before) = (await BeginAsync(), Kept());
        _clamd.Says = "";
        var refused = await SendAsync(draft, Samples.Photo());
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "attachment.unscanned"));
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        Kept().ShouldBe(before);

        _clamd.Says = null;
        (await SendAsync(draft, Samples.Photo())).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_resident_reads_why_and_loses_nothing()
    {
        using var villager = new Resident(_hejie);
        await villager.FillAsync(_hejie, telephone: null);
        await villager.UploadAsync("院墙.jpg", Samples.Photo());
        await villager.UploadAsync("说明.txt", Virus);
        villager.Errors.ShouldContain("有病毒");
        _clamd.Says = "stream: Can't open file or directory ERROR";
        await villager.UploadAsync("院门.jpg", Samples.Photo());
        villager.Errors.ShouldContain("没有应答");

        villager.Page.QuerySelectorAll(".kept li").Length.ShouldBe(1);
        await villager.FileAsync();
        await villager.OpenAsync("/t/" + villager.Code);
        villager.Page.QuerySelectorAll(".kept a").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_desk_reads_why_and_its_form_stays_as_it_was()
    {
        var receipt = await _hejie.FileAsync();
        await _hejie.MoveAsync(_hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), receipt, "accept", ("summary", "屋檐滴水与院墙"));
        using var mediator = await Officer.AtAsync(_hejie, _hejie.Post("mediation-committee", "喜洲村", Role.Mediator));
        await mediator.MakeAsync(receipt, "write-agreement",
            ("facts", "滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "加装檐沟"), ("manner", "自行安装"), ("perform-by", "2026-03-01"));
        var before = Kept();

        (await SignAsync(mediator, receipt, Virus))!.ShouldContain("有病毒");
        _clamd.Says = "";
        (await SignAsync(mediator, receipt, Samples.Photo()))!.ShouldContain("没有应答");
        Kept().ShouldBe(before);

        // Larger than a form without files may be.
        _clamd.Says = null;
        (await SignAsync(mediator, receipt, Encoding.UTF8.GetBytes(new string('a', 3 << 20)))).ShouldBeNull();
        Kept().ShouldBe(before + 1);
    }

    /// <summary>Sends the scan of a signature; why it was refused, or null.</summary>
    private static async Task<string?> SignAsync(Officer mediator, Receipt receipt, byte[] scan)
    {
        using var answer = await mediator.SendAsync(
            await mediator.OpenAsync(Officer.Path(receipt) + "/sign-on-paper"), "form.move", [("scan.upload", "签字页.txt", scan)], ("party", "2"));
        if (answer.StatusCode == HttpStatusCode.Redirect)
            return null;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await Officer.ReadAsync(answer)).Find(".govuk-error-summary")!.TextContent;
    }

    /// <summary>The files that are kept on the disk.</summary>
    private int Kept()
    {
        var folder = Path.Combine(_hejie.Services.GetRequiredService<Settings>().Data, "attachments");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;
    }

    private async Task<string> BeginAsync() =>
        (await _anyone.PostAsync("drafts", new { place = _hejie.Place("喜洲村").Code.ToString() })).Text("token")!;

    private async Task<Answer> SendAsync(string draft, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await _anyone.SendAsync(HttpMethod.Post, "drafts/files", content, ("Draft-Token", draft));
    }
}

/// <summary>An installation on SQLite with a scanner.</summary>
public sealed class ScannedOnSqlite : SqliteInstallation
{
    internal FakeClamd Clamd { get; } = new();

    private protected override Settings Adjust(Settings settings) => settings with { Clamd = Clamd.Address, Outgoing = ["private:127.0.0.1"] };
}

/// <summary>An installation on PostgreSQL with a scanner.</summary>
public sealed class ScannedOnPostgres : PostgresInstallation
{
    internal FakeClamd Clamd { get; } = new();

    private protected override Settings Adjust(Settings settings) => settings with { Clamd = Clamd.Address, Outgoing = ["private:127.0.0.1"] };
}

public sealed class ScanStoriesOnSqlite(ScannedOnSqlite hejie) : ScanStories(hejie, hejie.Clamd), IClassFixture<ScannedOnSqlite>;

public sealed class ScanStoriesOnPostgres(ScannedOnPostgres hejie) : ScanStories(hejie, hejie.Clamd), IClassFixture<ScannedOnPostgres>;
