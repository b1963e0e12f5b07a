using Hejie.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hejie.Data;

/// <summary>
/// Makes the contexts for <c>dotnet ef</c>. Identity decides from its options whether there is a table of passkeys, so
/// the same options are given here as in the program.
/// </summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteHejieDb>
{
    public SqliteHejieDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteHejieDb>();
        DataModule.Sqlite(options, "design.db");
        return new SqliteHejieDb(options.UseApplicationServiceProvider(IdentityModule.SchemaOptions()).Options);
    }
}

/// <inheritdoc cref="DesignTimeSqlite"/>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresHejieDb>
{
    public PostgresHejieDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresHejieDb>();
        DataModule.Postgres(options, "Host=localhost");
        return new PostgresHejieDb(options.UseApplicationServiceProvider(IdentityModule.SchemaOptions()).Options);
    }
}
