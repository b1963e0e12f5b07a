using Npgsql;

namespace Hejie.Tests.Databases;

public sealed class PostgresClusterTests
{
    [Fact]
    public async Task Every_test_class_works_in_a_database_of_its_own()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PlacesAsync()));
        try
        {
            await PostgresCluster.ExecuteAsync(databases[0].ConnectionString, "DELETE FROM place");

            (await CountAsync(databases[0])).ShouldBe(0);
            foreach (var untouched in databases[1..])
                (await CountAsync(untouched)).ShouldBe(2);
        }
        finally
        {
            foreach (var database in databases)
                await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_is_gone_after_its_test_class()
    {
        var database = await PlacesAsync();
        (await CountAsync(database)).ShouldBe(2);

        await database.DisposeAsync();

        var refused = await Should.ThrowAsync<PostgresException>(() => CountAsync(database));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    [Fact]
    public async Task What_the_server_confirms_is_on_disk()
    {
        await using var database = await PlacesAsync();

        (await ReadAsync(database, "SHOW fsync")).ShouldBe("on");
        (await ReadAsync(database, "SHOW synchronous_commit")).ShouldBe("on");
    }

    private static Task<PostgresDatabase> PlacesAsync() => PostgresCluster.CreateDatabaseAsync("places", template =>
        PostgresCluster.ExecuteAsync(template, "CREATE TABLE place AS SELECT * FROM (VALUES ('大理市'), ('喜洲镇')) v (name)"));

    private static async Task<long> CountAsync(PostgresDatabase database) =>
        (long)await ReadAsync(database, "SELECT count(*) FROM place");

    private static async Task<object> ReadAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }
}
