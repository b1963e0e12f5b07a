using System.Data.Common;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Health;

/// <summary>
/// Looks an installation over: every check says what it found, and one that cannot look does not keep the others from it.
/// Nothing is made and nothing is changed, so it can be asked at any time.
/// </summary>
internal static class Doctor
{
    /// <summary>What stands in the way of putting a program together: it would make new keys where the former ones are missing.</summary>
    public static IReadOnlyList<Finding> Before(Settings settings)
    {
        var found = new List<Finding>();
        foreach (var name in new[] { InstallationKey.FileName, LogIdentity.KeyFile })
        {
            var file = Path.Combine(settings.Keys, name);
            if (!File.Exists(file))
                found.Add(Finding.Bad("key-none", file));
            else if (new FileInfo(file).Length != SecretFile.Size)
                found.Add(Finding.Bad("key-damaged", file));
        }

        return found;
    }

    public static async Task<IReadOnlyList<Finding>> LookAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        T Check<T>() => ActivatorUtilities.CreateInstance<T>(scope.ServiceProvider);
        List<Finding> found = [.. await TryAsync(Check<CheckSettings>(), cancel), .. await TryAsync(Check<CheckDisks>(), cancel), .. await TryAsync(Check<CheckBackup>(), cancel)];
        var database = await DatabaseAsync(scope.ServiceProvider, cancel);
        found.Add(database);
        // Without the tables there is nothing more to ask.
        if (database.Condition == Condition.Good)
        {
            foreach (var check in new ICheck[] { Check<CheckStores>(), Check<CheckClock>(), Check<CheckCatalogue>(), Check<CheckLogs>(), Check<CheckMessages>() })
                found.AddRange(await TryAsync(check, cancel));
        }

        return found;
    }

    private static async Task<Finding> DatabaseAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<HejieDb>();
        try
        {
            if (await services.GetRequiredService<IDialect>().IsEmptyAsync(db, cancel))
                return Finding.Bad("database-empty");
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToHashSet();
            var known = db.Database.GetMigrations().ToList();
            if (!applied.IsSubsetOf(known))
                return Finding.Bad("database-newer", applied.Except(known).First());
            return applied.Count == known.Count ? Finding.Good("database") : Finding.Bad("database-older", known.Except(applied).First());
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or TimeoutException)
        {
            return Finding.Bad("database-away", Said(error));
        }
    }

    private static async Task<IReadOnlyList<Finding>> TryAsync(ICheck check, CancellationToken cancel)
    {
        try
        {
            return await check.LookAsync(cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return [Finding.Bad("check-failed", check.GetType().Name, Said(error))];
        }
    }

    private static string Said(Exception error) => error.GetBaseException().Message.ReplaceLineEndings(" ");
}
