using System.Globalization;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Matters.Intake.Attachments;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Backups;

/// <summary>How far a backup or a restore has come.</summary>
/// <param name="Step">What is being done; its words are <c>backup.step-STEP</c>.</param>
/// <param name="Count">How many files so far.</param>
internal readonly record struct Progress(string Step, long Count);

/// <summary>What came of a backup.</summary>
internal abstract record BackedUp
{
    private BackedUp()
    {
    }

    /// <summary>It is whole.</summary>
    /// <param name="Manifest">What it holds.</param>
    /// <param name="Faults">Attachments that are missing or damaged in the installation itself.</param>
    public sealed record Done(Manifest Manifest, IReadOnlyList<FieldError> Faults) : BackedUp;

    /// <summary>Nothing was made.</summary>
    public sealed record Refused(FieldError Error) : BackedUp;
}

/// <summary>
/// Backs an installation up while people work: the database as it stands at one instant, then the attachments. A file is
/// on the disk before the entry that names it, and none ever changes: so whatever the database names is there when it is
/// copied afterwards, and what came later is an orphan that is swept. The other way round an entry could name a file that
/// was not there yet when the files were copied. Keys are never part of it, and so what is forgotten stays so.
/// </summary>
internal sealed class MakeBackup(HejieDb db, IDialect dialect, SealedFileStore files, Settings settings, TimeProvider time)
{
    /// <summary>The attachments that the copied database names, one a line; only while the backup is being made.</summary>
    private const string Named = "named.txt";

    private const int MostFaults = 100;

    public async Task<BackedUp> RunAsync(string target, IProgress<Progress> progress, CancellationToken cancel)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (Refusal(path) is { } refused)
            return new BackedUp.Refused(refused);
        if (await dialect.IsEmptyAsync(db, cancel))
            return new BackedUp.Refused(new FieldError("", "backup.empty"));
        using var folder = new BackupFolder(path);
        folder.Begin();
        progress.Report(new Progress("database", 0));
        Manifest? about = null;
        try
        {
            await dialect.CopyAsync(db, folder.Of(dialect.CopyName), async copied => about = await LookAsync(copied, folder.Of(Named), cancel), cancel);
        }
        catch (CopyFailed failed)
        {
            return new BackedUp.Refused(new FieldError("", failed.Code, failed.Detail));
        }

        await folder.ListAsync(dialect.CopyName, cancel);
        var faults = await CopyFilesAsync(folder, progress, cancel);
        await MissingAsync(folder, faults, cancel);
        File.Delete(folder.Of(Named));
        var manifest = await folder.EndAsync((count, bytes, sums) => about! with { Files = count, Bytes = bytes, Sums = sums }, cancel);
        await LastBackup.KeepAsync(settings, path, manifest, cancel);
        return new BackedUp.Done(manifest, faults);
    }

    private FieldError? Refusal(string path)
    {
        if (Path.Exists(path))
            return new FieldError("", "backup.exists", path);
        // Whoever has the data must not have the keys with them, and data that hold their own backup are lost with it.
        if (new[] { settings.Keys, settings.Data }.Any(kept => (path + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(kept) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            return new FieldError("", "backup.inside", path);
        if (settings is { Database: { } data, KeyDatabase: { } keys } && dialect.IsSame(data, keys))
            return new FieldError("", "backup.with-keys");
        return Directory.Exists(Path.GetDirectoryName(path)) ? null : new FieldError("", "backup.no-folder", Path.GetDirectoryName(path)!);
    }

    /// <summary>What the copied database is, and which files it names.</summary>
    private async Task<Manifest> LookAsync(HejieDb copied, string named, CancellationToken cancel)
    {
        var migration = (await copied.Database.GetAppliedMigrationsAsync(cancel)).Last();
        var about = new Manifest(Manifest.First, time.GetUtcNow(), dialect.Kind, migration, null, null, [], 0, 0, "");
        // Tables of an older shape are copied as they are, before a new version makes them over: the program cannot read them.
        await using var list = new StreamWriter(named);
        if ((await copied.Database.GetPendingMigrationsAsync(cancel)).Any())
            return about;
        var identity = await LogIdentity.FindAsync(copied, cancel);
        var logs = await copied.Logs.AsNoTracking().TagWith(AcrossCounties.Tag).OrderBy(row => row.County)
            .Select(row => new ManifestLog(row.County, row.Size, row.Checkpoint)).ToListAsync(cancel);
        await foreach (var file in copied.Attachments.AsNoTracking().TagWith(AcrossCounties.Tag).Select(row => new { row.County, row.Address }).AsAsyncEnumerable().WithCancellation(cancel))
            await list.WriteLineAsync(SealedFileStore.Place(file.County, file.Address));
        return about with { Origin = identity?.Origin, Key = identity is null ? null : Convert.ToBase64String(identity.Key), Logs = logs };
    }

    private async Task<List<FieldError>> CopyFilesAsync(BackupFolder folder, IProgress<Progress> progress, CancellationToken cancel)
    {
        var faults = new List<FieldError>();
        var count = 0L;
        foreach (var place in files.Places())
        {
            // One that is gone meanwhile was forgotten or swept.
            if (await folder.CopyAsync(Path.Combine(settings.Data, place), place, cancel) is { } hash && hash != Path.GetFileName(place))
                Fault(faults, "backup.damaged", place);
            progress.Report(new Progress("files", ++count));
        }

        return faults;
    }

    /// <summary>Names the files that the database names and nobody has, unless their matter was forgotten while this went on.</summary>
    private async Task MissingAsync(BackupFolder folder, List<FieldError> faults, CancellationToken cancel)
    {
        await foreach (var place in File.ReadLinesAsync(folder.Of(Named), cancel))
        {
            if (File.Exists(folder.Of(place)))
                continue;
            var parts = place.Split('/');
            var county = int.Parse(parts[1], CultureInfo.InvariantCulture);
            var address = parts[^1];
            if (await db.Attachments.AnyAsync(row => row.County == county && row.Address == address, cancel))
                Fault(faults, "backup.missing", place);
        }
    }

    private static void Fault(List<FieldError> faults, string code, string place)
    {
        if (faults.Count < MostFaults)
            faults.Add(new FieldError("", code, place));
    }
}
