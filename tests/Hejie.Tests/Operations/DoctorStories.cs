using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Operations.Health;
using Hejie.Privacy;
using Hejie.Rules.Catalogue;
using Hejie.Tests.Crash;
using Hejie.Tests.Ledger;
using Hejie.Tests.Ui;
using Hejie.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Operations;

/// <summary>Whoever runs an installation asks what is wrong with it, and reads what to do.</summary>
public abstract partial class DoctorStories(Installation hejie)
{
    private const int County = 532901;

    [Fact]
    public async Task An_installation_that_is_well_is_told_to_be()
    {
        await hejie.FileAsync();
        await PublishAsync();
        var found = await LookAsync();
        found.Where(finding => finding.Condition == Condition.Bad).ShouldBeEmpty();
        foreach (var code in new[] { "database", "key-store", "catalogue", "logs", "messages", "key-files" })
            found.Select(finding => finding.Code).ShouldContain(code);
    }

    [Fact]
    public async Task What_waits_too_long_is_found()
    {
        await hejie.FileAsync();
        await PublishAsync();
        await hejie.FileAsync();
        var later = hejie.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        (await LookAsync(later)).Select(finding => finding.Code).ShouldContain("pending-old");
        await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(County, CancellationToken.None);
        await hejie.Services.GetRequiredService<GrowLog>().RunAsync(County, CancellationToken.None);
        (await LookAsync(later)).Select(finding => finding.Code).ShouldContain("log-unsigned");
    }

    [Fact]
    public async Task A_clock_before_what_is_recorded_and_keys_that_others_read_are_found()
    {
        await hejie.FileAsync();
        await PublishAsync();
        (await LookAsync(hejie.Time.GetUtcNow() - TimeSpan.FromHours(1))).Select(finding => finding.Code).ShouldContain("clock-back");
        var key = Path.Combine(hejie.Services.GetRequiredService<Settings>().Keys, InstallationKey.FileName);
        var mode = File.GetUnixFileMode(key);
        File.SetUnixFileMode(key, mode | UnixFileMode.OtherRead);
        (await LookAsync()).Select(finding => finding.Code).ShouldContain("key-readable");
        File.SetUnixFileMode(key, mode);
    }

    [Fact]
    public async Task A_log_that_does_not_continue_what_was_signed_is_found()
    {
        await hejie.FileAsync();
        await PublishAsync();
        var origin = hejie.Services.GetRequiredService<LogIdentity>().KeyOf(County).Verifier.Name;
        await using var store = await hejie.Services.GetRequiredService<IDbContextFactory<KeyDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var size = await store.Signed.Where(row => row.Origin == origin).Select(row => row.Size).SingleAsync(TestContext.Current.CancellationToken);
        await store.Signed.Where(row => row.Origin == origin).ExecuteUpdateAsync(set => set.SetProperty(row => row.Size, size + 5), TestContext.Current.CancellationToken);
        (await LookAsync()).Select(finding => finding.Code).ShouldContain("log-older");
        await store.Signed.Where(row => row.Origin == origin).ExecuteUpdateAsync(set => set.SetProperty(row => row.Size, size), TestContext.Current.CancellationToken);
        (await LookAsync()).Select(finding => finding.Code).ShouldNotContain("log-older");
    }

    [Fact]
    public async Task The_doctor_is_a_verb_for_people_and_for_programs()
    {
        var settings = hejie.Services.GetRequiredService<Settings>();
        var ran = await ProgramProcess.RunAsync(settings, "", "doctor", "--json");
        var body = JsonDocument.Parse(ran.Out).RootElement;
        body.GetProperty("well").GetBoolean().ShouldBe(ran.Code == 0);
        var backup = body.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("code").GetString() == "backup-none");
        backup.GetProperty("condition").GetString().ShouldBe("odd");
        backup.GetProperty("do").GetProperty("en").GetString()!.ShouldContain("./hejie backup");

        var nowhere = await ProgramProcess.RunAsync(settings with { Keys = Path.Combine(Path.GetTempPath(), "hejie-no-keys"), Data = Path.Combine(Path.GetTempPath(), "hejie-no-data") }, "", "doctor");
        nowhere.Code.ShouldBe(1);
        nowhere.Out.ShouldContain("There is no key file");
        nowhere.Out.ShouldContain("没有密钥文件");
        Directory.Exists(Path.Combine(Path.GetTempPath(), "hejie-no-keys")).ShouldBeFalse("nothing is made");
    }

    [Fact]
    public void Every_finding_has_its_words_in_both_languages()
    {
        var book = WordBook.Load(Path.Combine(SourceTree.Root, "catalogue", "words"));
        var codes = SourceTree.Sources(".cs").SelectMany(source => Said().Matches(source.Text)).Select(match => (Good: match.Groups[1].Value == "Good", Code: match.Groups[2].Value)).Distinct().ToList();
        codes.Count.ShouldBeGreaterThan(40);
        foreach (var (good, code) in codes)
        {
            foreach (var language in new[] { Language.Chinese, Language.English })
            {
                book.In(language).Find("doctor." + code).ShouldNotBeNull(code);
                (book.In(language).Find($"doctor.{code}.do") is null).ShouldBe(good, code);
            }
        }
    }

    [GeneratedRegex("""Finding\.(Good|Odd|Bad)\("([a-z-]+)"[,)]""")]
    private static partial Regex Said();

    private async Task PublishAsync()
    {
        using var log = new LogClient(hejie, County);
        await log.PublishAsync();
    }

    private Task<IReadOnlyList<Finding>> LookAsync() => LookAsync(hejie.Time.GetUtcNow());

    private async Task<IReadOnlyList<Finding>> LookAsync(DateTimeOffset now)
    {
        await using var app = HejieApp.Build(hejie.Services.GetRequiredService<Settings>(), [], builder => builder.Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(now)));
        // The database's own clock is a real one.
        return [.. (await Doctor.LookAsync(app.Services, CancellationToken.None)).Where(finding => finding.Code != "clock-apart")];
    }
}

public sealed class DoctorStoriesOnSqlite(UnsequencedOnSqlite hejie) : DoctorStories(hejie), IClassFixture<UnsequencedOnSqlite>;

public sealed class DoctorStoriesOnPostgres(UnsequencedOnPostgres hejie) : DoctorStories(hejie), IClassFixture<UnsequencedOnPostgres>;

/// <summary>An installation on SQLite whose entries wait for their positions until the test gives them.</summary>
public sealed class UnsequencedOnSqlite : SqliteInstallation
{
    private protected override void Configure(WebApplicationBuilder builder) => LeaveToTests(builder.Services, new HashSet<Type?> { typeof(Sequencer) });
}

/// <summary>An installation on PostgreSQL whose entries wait for their positions until the test gives them.</summary>
public sealed class UnsequencedOnPostgres : PostgresInstallation
{
    private protected override void Configure(WebApplicationBuilder builder) => LeaveToTests(builder.Services, new HashSet<Type?> { typeof(Sequencer) });
}
