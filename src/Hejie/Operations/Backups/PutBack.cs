using System.Data.Common;
using System.Globalization;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Backups;

/// <summary>
/// Puts a backup in the place of an empty installation, or of one whose data are then kept aside. Everything that can be
/// wrong is looked for before anything is touched. What was forgotten since is forgotten again by <see cref="FinishRestore"/>.
/// </summary>
internal sealed class PutBack(HejieDb db, IDialect dialect, SealedFileStore files, MatterKeys keys, Settings settings, TimeProvider time)
{
    /// <returns>What is wrong; null where the data are back.</returns>
    public async Task<FieldError?> RunAsync(string from, bool replace, IProgress<Progress> progress, CancellationToken cancel)
    {
        var about = Path.Combine(from, BackupFolder.About);
        if (!File.Exists(about) || Manifest.Read(await File.ReadAllBytesAsync(about, cancel)) is not { } manifest)
            return new FieldError("", "restore.no-backup", from);
        if (manifest.Database != dialect.Kind)
            return new FieldError("", "restore.kind", manifest.Database);
        if (!db.Database.GetMigrations().Contains(manifest.Migration))
            return new FieldError("", "restore.newer", manifest.Migration);
        if (manifest.Key is { } key && !Convert.FromBase64String(key).AsSpan().SequenceEqual(LogIdentity.KeyIn(settings.Keys)))
            return new FieldError("", "restore.other-key", manifest.Origin);
        if (await KeysAsync(cancel) is { } unfit)
            return unfit;
        var empty = await dialect.IsEmptyAsync(db, cancel) && !files.Places().Any();
        if (!empty && !replace)
            return new FieldError("", "restore.not-empty", settings.Data);
        progress.Report(new Progress("check", 0));
        if (await BackupFolder.DiffersAsync(from, manifest, cancel) is { } differs)
            return new FieldError("", "restore.differs", differs);
        return await PutAsync(from, empty ? null : Aside(), progress, cancel);
    }

    private async Task<FieldError?> KeysAsync(CancellationToken cancel)
    {
        try
        {
            return await keys.FitsAsync(cancel) ? null : new FieldError("", "restore.other-installation-key");
        }
        catch (DbException)
        {
            // It is not there, or nothing is in it: matters without keys are nothing that anybody wants back.
            return new FieldError("", "restore.no-key-store");
        }
    }

    private async Task<FieldError?> PutAsync(string from, string? aside, IProgress<Progress> progress, CancellationToken cancel)
    {
        // Beside what is there first, which may take long; then both change places at once.
        var incoming = Path.Combine(settings.Data, SealedFileStore.Folder + ".incoming");
        if (Directory.Exists(incoming))
            Directory.Delete(incoming, recursive: true);
        Directory.CreateDirectory(incoming);
        var count = 0L;
        foreach (var name in BackupFolder.Files(from).Where(name => name.StartsWith(SealedFileStore.Folder + "/", StringComparison.Ordinal)))
        {
            var target = Path.Combine(incoming, name[(SealedFileStore.Folder.Length + 1)..]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using var source = File.OpenRead(Path.Combine(from, name));
            await BackupFolder.CopyAsync(source, target, cancel);
            progress.Report(new Progress("files", ++count));
        }

        foreach (var folder in Directory.EnumerateDirectories(incoming, "*", SearchOption.AllDirectories).Append(incoming))
            DurableFolders.Sync(folder);
        progress.Report(new Progress("database", 0));
        UnfinishedRestore.Begin(settings);
        try
        {
            await dialect.PutBackAsync(db, Path.Combine(from, dialect.CopyName), aside, cancel);
        }
        catch (CopyFailed failed)
        {
            UnfinishedRestore.End(settings);
            Directory.Delete(incoming, recursive: true);
            return new FieldError("", failed.Code, failed.Detail);
        }

        var attachments = Path.Combine(settings.Data, SealedFileStore.Folder);
        if (Directory.Exists(attachments))
        {
            if (aside is null)
            {
                Directory.Delete(attachments, recursive: true);
            }
            else
            {
                Directory.CreateDirectory(aside);
                Directory.Move(attachments, Path.Combine(aside, SealedFileStore.Folder));
            }
        }

        Directory.Move(incoming, attachments);
        UnfinishedRestore.Reach(settings);
        return null;
    }

    /// <summary>Where what is there is kept.</summary>
    private string Aside() => Path.Combine(
        Path.GetFullPath(settings.Data), string.Create(CultureInfo.InvariantCulture, $"replaced-{time.GetUtcNow():yyyyMMdd'T'HHmmss}"));
}
