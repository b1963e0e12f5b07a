using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Privacy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Hejie.Data;

/// <summary>Puts the database together.</summary>
internal static class DataModule
{
    /// <summary>The dialect of the key store, which may be another than the database's.</summary>
    public const string KeyStore = "keys";

    public static IServiceCollection AddData(this IServiceCollection services, Settings settings, Task<IModel> model)
    {
        Directory.CreateDirectory(settings.Data);
        Directory.CreateDirectory(settings.Keys);
        if (settings.Database is { } postgres)
        {
            services.AddSingleton<IDialect, PostgresDialect>();
            services.AddDbContextPool<HejieDb, PostgresHejieDb>(options => Postgres(options, postgres).UseModel(model.GetAwaiter().GetResult()));
        }
        else
        {
            services.AddSingleton<IDialect, SqliteDialect>();
            services.AddDbContextPool<HejieDb, SqliteHejieDb>(options => Sqlite(options, settings.SqliteFile).UseModel(model.GetAwaiter().GetResult()));
        }

        if (settings.KeyDatabase is null)
            services.AddKeyedSingleton<IDialect, SqliteDialect>(KeyStore);
        else
            services.AddKeyedSingleton<IDialect, PostgresDialect>(KeyStore);
        services.AddPooledDbContextFactory<KeyDb>(options =>
        {
            Quiet(options);
            if (settings.KeyDatabase is { } keys)
                options.UseNpgsql(Prepared(keys));
            else
                options.UseSqlite(InFile(settings.KeyFile)).AddInterceptors(new SqliteDialect.Pragmas());
        });
        return services;
    }

    public static DbContextOptionsBuilder Postgres(DbContextOptionsBuilder options, string connection) => Quiet(options).UseNpgsql(Prepared(connection));

    public static DbContextOptionsBuilder Sqlite(DbContextOptionsBuilder options, string file) =>
        Quiet(options).UseSqlite(InFile(file)).AddInterceptors(new SqliteDialect.Pragmas());

    /// <summary>Who meets a database that somebody else holds waits ten seconds, and is then told so.</summary>
    private static string InFile(string path) => new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10 }.ToString();

    /// <summary>Statements are few and come again and again: the server plans each once a connection. Nothing is ever set on a session that its next user must be spared.</summary>
    private static string Prepared(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, NoResetOnClose = true }.ToString();

    /// <summary>Two writers meeting is expected and decided by a constraint; what nobody expected is logged by who catches it.</summary>
    private static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings
        .Log((RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug))
        // Whether the migrations make the model is a question for the tests: to ask it at every start builds the model twice.
        .Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>The mapper's model, which it would else build at the first question, with everybody waiting.</summary>
    public static IModel BuildModel(Settings settings)
    {
        if (settings.Database is { } postgres)
        {
            var options = new DbContextOptionsBuilder<PostgresHejieDb>();
            Postgres(options, postgres).UseApplicationServiceProvider(IdentityModule.SchemaOptions());
            using var db = new PostgresHejieDb(options.Options);
            return db.Model;
        }
        else
        {
            var options = new DbContextOptionsBuilder<SqliteHejieDb>();
            Sqlite(options, settings.SqliteFile).UseApplicationServiceProvider(IdentityModule.SchemaOptions());
            using var db = new SqliteHejieDb(options.Options);
            return db.Model;
        }
    }

    /// <summary>Brings the database and the key store to this version's shape.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        await db.Database.MigrateAsync(cancel);
        await scope.ServiceProvider.GetRequiredService<IDialect>().PrepareAsync(db, cancel);
        await using var keys = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<KeyDb>>().CreateDbContextAsync(cancel);
        await keys.Database.EnsureCreatedAsync(cancel);
        await keys.Database.ExecuteSqlRawAsync(KeyDb.Missing, cancel);
    }
}
