using Hejie.Data;
using Hejie.Journal;
using Hejie.Journal.Following;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Journal;

/// <summary>A reader that takes entries down in memory, and can be made to fall in the middle of a batch.</summary>
internal sealed class Listening : IFollowsJournal
{
    public string Reader => "listening";

    public int Batch => 3;

    /// <summary>What it took, in the order it took it.</summary>
    public List<(int County, long Position, string Kind)> Taken { get; } = [];

    public bool Falls { get; set; }

    public Task TakeAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        if (Falls)
            throw new IOException("It fell.");
        Taken.AddRange(entries.Select(entry => (county, entry.Position, entry.Header.Kind)));
        return Task.CompletedTask;
    }

    public Task ClearAsync(HejieDb db, int county, CancellationToken cancel)
    {
        Taken.RemoveAll(taken => taken.County == county);
        return Task.CompletedTask;
    }
}

/// <summary>A reader takes every entry of the journal once, in its order, whatever happens between.</summary>
public abstract class FollowingStories(Installation hejie)
{
    private const int County = 532901;

    private Listening Reader => hejie.Services.GetServices<IFollowsJournal>().OfType<Listening>().Single();

    [Fact]
    public async Task Every_entry_is_taken_once_and_in_its_order()
    {
        var receipts = new[] { await hejie.FileAsync(), await hejie.FileAsync(), await hejie.FileAsync() };
        await hejie.FollowAsync();
        await hejie.MoveAsync(1, receipts[0], "withdraw");
        await hejie.FollowAsync();
        await hejie.FollowAsync();
        Positions().ShouldBe(await WrittenAsync());
        Reader.Taken.ShouldContain(taken => taken.Kind == "move:withdraw");
    }

    [Fact]
    public async Task What_it_fell_over_is_taken_again_and_nothing_twice()
    {
        await hejie.FileAsync();
        Reader.Falls = true;
        await Should.ThrowAsync<IOException>(hejie.FollowAsync);
        Reader.Falls = false;
        await hejie.FollowAsync();
        Positions().ShouldBe(await WrittenAsync());
    }

    [Fact]
    public async Task Of_two_that_follow_at_once_one_takes_an_entry()
    {
        for (var filed = 0; filed < 4; filed++)
            await hejie.FileAsync();
        await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(County, CancellationToken.None);
        var follow = hejie.Services.GetRequiredService<FollowJournal>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => follow.RunAsync(CancellationToken.None))));
        await hejie.FollowAsync();
        Positions().Order().ShouldBe(await WrittenAsync());
        (await follow.LagAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Begun_anew_it_takes_the_same_again()
    {
        await hejie.FileAsync();
        await hejie.FollowAsync();
        var before = Reader.Taken.ToList();
        await hejie.Services.GetRequiredService<FollowJournal>().BeginAnewAsync(Reader, CancellationToken.None);
        Reader.Taken.ShouldBeEmpty();
        (await hejie.Services.GetRequiredService<FollowJournal>().LagAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        await hejie.FollowAsync();
        Reader.Taken.ShouldBe(before);
    }

    private IEnumerable<long> Positions() => Reader.Taken.Where(taken => taken.County == County).Select(taken => taken.Position);

    private Task<List<long>> WrittenAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Positions.AsNoTracking()
        .Where(row => row.County == County).OrderBy(row => row.Position).Select(row => row.Position).ToListAsync());
}

/// <summary>An installation with a reader of its own.</summary>
public sealed class FollowedSqlite : SqliteInstallation
{
    private protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<IFollowsJournal, Listening>();
}

/// <summary>An installation with a reader of its own.</summary>
public sealed class FollowedPostgres : PostgresInstallation
{
    private protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<IFollowsJournal, Listening>();
}

/// <inheritdoc/>
public sealed class FollowingStoriesOnSqlite(FollowedSqlite hejie) : FollowingStories(hejie), IClassFixture<FollowedSqlite>;

/// <inheritdoc/>
public sealed class FollowingStoriesOnPostgres(FollowedPostgres hejie) : FollowingStories(hejie), IClassFixture<FollowedPostgres>;
