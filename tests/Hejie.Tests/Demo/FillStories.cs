using Hejie.Data;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Demo;

/// <summary>A database that is filled for measuring.</summary>
public abstract class FillStories(Installation hejie)
{
    [Fact]
    public async Task Filling_goes_on_where_it_stopped_and_leaves_every_table_consistent()
    {
        await FillAsync(300);
        (await hejie.InScopeAsync(DemoStories.ConsistentAsync)).ShouldBe(300);

        await FillAsync(700);
        (await hejie.InScopeAsync(DemoStories.ConsistentAsync)).ShouldBe(700);

        await FillAsync(500);
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Matters.TagWith(AcrossCounties.Tag).CountAsync())).ShouldBe(700);
        var entries = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Entries.TagWith(AcrossCounties.Tag).CountAsync());
        (entries / 700.0).ShouldBeInRange(2.5, 6);
    }

    private Task FillAsync(int count) => ActivatorUtilities.CreateInstance<FillMatters>(
        hejie.Services, hejie.Services.GetRequiredService<CatalogueHolder>().Current, hejie.Bodies)
        .RunAsync(count, seed: 7, progress: null, CancellationToken.None);
}

public sealed class FillStoriesOnSqlite(SqliteInstallation hejie) : FillStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class FillStoriesOnPostgres(PostgresInstallation hejie) : FillStories(hejie), IClassFixture<PostgresInstallation>;
