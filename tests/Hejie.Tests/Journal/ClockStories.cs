using System.Net;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hejie.Tests.Journal;

/// <summary>The machine's clock is set back: nothing is recorded at a time that is known to be wrong, and nothing is lost.</summary>
public abstract class ClockStories(Installation hejie, ITestOutputHelper output)
{
    private const int County = 532901;

    [Fact]
    public async Task While_the_clock_stands_before_what_is_recorded_requests_are_refused_and_then_taken_again()
    {
        var receipts = new List<Receipt>();
        for (var filed = 0; filed < 10; filed++)
        {
            hejie.Time.Advance(TimeSpan.FromSeconds(1));
            receipts.Add(await hejie.FileAsync());
        }

        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.SendAsync(("do", "next"));
        var entries = await EntriesAsync();
        var right = hejie.Time.GetUtcNow();
        var refused = 0;
        foreach (var back in new[] { TimeSpan.FromSeconds(3), TimeSpan.FromHours(1), TimeSpan.FromDays(20) })
        {
            hejie.Time.AdjustTime(right - back);
            using var client = new ApiClient(hejie);
            var answer = await client.PostAsync($"counties/{County}/matters", ApiClient.Filing(hejie), ApiClient.Key());
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "clock.back"));
            answer.MediaType.ShouldBe("application/problem+json");
            answer.Headers.RetryAfter.ShouldNotBeNull();
            answer.Text("title").ShouldNotBeNullOrEmpty();
            (await Should.ThrowAsync<TroubleException>(() => hejie.MoveAsync(1, receipts[0], "withdraw"))).Trouble.ShouldBe(Trouble.ClockBack);
            refused += 2;
            using var ready = await hejie.Client().GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
            (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe((HttpStatusCode.ServiceUnavailable, "clock"));
        }

        hejie.Time.AdjustTime(right - TimeSpan.FromMinutes(1));
        await villager.SendAsync();
        villager.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        villager.Headers.RetryAfter.ShouldNotBeNull();
        villager.Text.ShouldContain("系统的时间不对");
        (await EntriesAsync()).ShouldBe(entries, "what was refused had no effect");

        hejie.Time.AdjustTime(right);
        await villager.OpenAsync("/file/people-mediation/check");
        await villager.SendAsync();
        villager.Code.Length.ShouldBe(20);
        (await hejie.MoveAsync(1, receipts[0], "withdraw")).ShouldBeOfType<Written.Done>();
        var found = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Matters.Where(row => row.County == County).Select(row => row.Id).ToListAsync());
        receipts.ShouldAllBe(receipt => found.Contains(receipt.Matter));
        output.WriteLine($"{receipts.Count + 1} acknowledged, {found.Count} found; {refused + 1} refused, then served again by the same process");
    }

    [Fact]
    public async Task A_moment_back_is_waited_out_and_no_matter_goes_back_in_time()
    {
        hejie.Time.Advance(TimeSpan.FromMinutes(10));
        var receipt = await hejie.FileAsync();
        var right = hejie.Time.GetUtcNow();
        hejie.Time.AdjustTime(right - TimeSpan.FromSeconds(1.5));
        (await hejie.MoveAsync(1, receipt, "withdraw")).ShouldBeOfType<Written.Done>();
        var recorded = (await hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(County, receipt.Matter, CancellationToken.None)))
            .Select(bytes => EntryCodec.Header(bytes).Recorded).ToList();
        recorded.ShouldBe(recorded.Order().ToList(), "in the order of its numbers");
        recorded[^1].ShouldBe(LegalTime.Micros(right));
        hejie.Time.AdjustTime(right);
    }

    [Fact]
    public async Task A_moment_back_over_midnight_is_not_waited_out_since_dates_hang_on_it()
    {
        var midnight = LegalTime.StartOf(LegalTime.DateOf(hejie.Time.GetUtcNow()).AddDays(1));
        hejie.Time.AdjustTime(midnight.ToUniversalTime());
        await hejie.FileAsync();
        hejie.Time.AdjustTime(midnight.ToUniversalTime() - TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<TroubleException>(() => hejie.FileAsync());
        hejie.Time.AdjustTime(midnight.ToUniversalTime() + TimeSpan.FromSeconds(1));
        await hejie.FileAsync();
    }

    [Fact]
    public async Task A_program_that_starts_with_a_wrong_clock_records_nothing_until_it_is_right()
    {
        await hejie.FileAsync();
        await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(County, CancellationToken.None);
        var wrong = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(hejie.Time.GetUtcNow() - TimeSpan.FromDays(365));
        var settings = hejie.Services.GetRequiredService<Settings>();
        await using (var app = await OpenAsync(settings, wrong))
        {
            await Should.ThrowAsync<TroubleException>(() => FileAsync(app));
            wrong.SetUtcNow(hejie.Time.GetUtcNow());
            await FileAsync(app);
        }

        // Whoever knows that the clock had run ahead and is right now says so; a matter's own entries still never go back.
        var receipt = await hejie.FileAsync();
        wrong = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(hejie.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await using var trusting = await OpenAsync(settings with { TrustsClock = true }, wrong);
        await FileAsync(trusting);
        await using var scope = trusting.Services.CreateAsyncScope();
        var row = scope.ServiceProvider.GetRequiredService<HejieDb>().Matters.Where(matter => matter.County == County && matter.Id == receipt.Matter);
        await Should.ThrowAsync<TroubleException>(() => scope.ServiceProvider.GetRequiredService<Matters.Handling.MakeMove>().RunAsync(
            row, new Matters.Handling.MoveRequest { Move = "withdraw", Actor = new Actor.Party(1, PartyRole.Filer), Answers = new Dictionary<string, string>() }, CancellationToken.None));
    }

    private Task<int> EntriesAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Entries.CountAsync(row => row.County == County));

    private static async Task<WebApplication> OpenAsync(Settings settings, TimeProvider time)
    {
        var app = HejieApp.Build(settings, ["--urls", "http://127.0.0.1:0"], builder => builder.Services.Replace(ServiceDescriptor.Singleton(time)));
        await app.PrepareAsync();
        return app;
    }

    private static async Task FileAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<FileMatter>().RunAsync(
            Installation.Filing("people-mediation", "neighbour", "532901104201", null, "屋檐滴水。", null, true), "test", Guid.NewGuid().ToString(), CancellationToken.None))
            .ShouldBeOfType<Filed.Done>();
    }
}

public sealed class ClockStoriesOnSqlite(SqliteInstallation hejie, ITestOutputHelper output) : ClockStories(hejie, output), IClassFixture<SqliteInstallation>;

public sealed class ClockStoriesOnPostgres(PostgresInstallation hejie, ITestOutputHelper output) : ClockStories(hejie, output), IClassFixture<PostgresInstallation>;
