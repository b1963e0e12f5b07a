using Npgsql;

namespace Hejie.Tests.Databases;

/// <summary>One test class's own database on the private server; dropped when disposed.</summary>
internal sealed class PostgresDatabase(string server, string name, string? afterwards = null) : IAsyncDisposable
{
    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await PostgresCluster.CheckpointingAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        if (afterwards is not null)
            await PostgresCluster.ExecuteAsync(server, afterwards);
    }
}
