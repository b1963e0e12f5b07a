using Hejie.Data;
using Hejie.Kernel;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Log;

/// <summary>The catalogue on disk is not the one that was approved: nothing starts under it.</summary>
internal sealed class CatalogueNotApproved(int? number, IReadOnlyList<FileChange> changes)
    : Exception("The catalogue is not the one that was last approved.")
{
    /// <summary>The number of the change that was last approved; null where none was.</summary>
    public int? Number { get; } = number;

    /// <summary>The files that differ from it.</summary>
    public IReadOnlyList<FileChange> Changes { get; } = changes;
}

/// <summary>The log of the catalogue was changed afterwards.</summary>
internal sealed class CatalogueLogBroken(int number) : Exception("The log of the catalogue does not hold.")
{
    /// <summary>The first row that does not hold.</summary>
    public int Number { get; } = number;
}

/// <summary>The catalogue's own log: what law the program works under, and which two people changed it.</summary>
internal sealed class CatalogueLog(HejieDb db, IDialect dialect, Settings settings, TimeProvider time)
{
    /// <summary>All changes, the first one first.</summary>
    /// <exception cref="CatalogueLogBroken">A row was changed afterwards.</exception>
    public async Task<IReadOnlyList<CatalogueChangeRow>> ReadAsync(CancellationToken cancel)
    {
        var rows = await db.CatalogueChanges.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel);
        return CatalogueChain.BrokenAt(rows) is { } number ? throw new CatalogueLogBroken(number) : rows;
    }

    /// <summary>What of the folder differs from the catalogue that was last approved.</summary>
    public IReadOnlyList<FileChange> Differences(IReadOnlyList<CatalogueChangeRow> log) =>
        FileChanges.Between(CatalogueChain.FilesOf(log), new CatalogueFolder(settings.Catalogue).Files());

    /// <summary>Adds former versions to the catalogue of the folder, and keeps it, where the program may work under it.</summary>
    /// <exception cref="CatalogueException">A file is wrong.</exception>
    /// <exception cref="CatalogueNotApproved">Nobody approved it.</exception>
    public async Task<Catalogue> TakeAsync(Catalogue inForce, CancellationToken cancel)
    {
        var catalogue = await inForce.WithFormerAsync(db, cancel);
        await AdmitAsync(cancel);
        await catalogue.KeepAsync(db, time, cancel);
        return catalogue;
    }

    /// <summary>Lets the program start under the catalogue of the folder: it is the one last approved, or the first one of an installation that has no accounts.</summary>
    /// <exception cref="CatalogueNotApproved">It is neither.</exception>
    /// <exception cref="CatalogueLogBroken">The log was changed afterwards.</exception>
    public async Task AdmitAsync(CancellationToken cancel)
    {
        var log = await ReadAsync(cancel);
        var changes = Differences(log);
        if (log.Count > 0 && changes.Count == 0)
            return;
        if (log.Count > 0 || await db.Users.AnyAsync(cancel))
            throw new CatalogueNotApproved(log.Count > 0 ? log[^1].Number : null, changes);

        var now = LegalTime.Micros(time.GetUtcNow());
        if (!await AddAsync(log, changes, row => (row.Proposed, row.Approved) = (now, now), cancel))
            await AdmitAsync(cancel);
    }

    /// <summary>Adds the next row.</summary>
    /// <param name="log">The rows so far.</param>
    /// <param name="changes">The files that change.</param>
    /// <param name="by">Writes in who and when.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>False where another node or person added one first.</returns>
    public async Task<bool> AddAsync(
        IReadOnlyList<CatalogueChangeRow> log, IReadOnlyList<FileChange> changes, Action<CatalogueChangeRow> by, CancellationToken cancel)
    {
        var row = new CatalogueChangeRow
        {
            Number = log.Count + 1,
            Hash = CatalogueFolder.HashOf(FileChanges.After(CatalogueChain.FilesOf(log), changes)),
            Previous = log.Count > 0 ? log[^1].Link : CatalogueChain.Root,
            Link = "",
            Files = FileChanges.Write(changes),
        };
        by(row);
        row.Link = CatalogueChain.LinkOf(row);
        db.CatalogueChanges.Add(row);
        using var writing = await dialect.EnterWriteAsync(cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
