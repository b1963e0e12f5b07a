using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Operations.Demo;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Search;

/// <summary>Puts filled matters into the index when all are there: what is in it already is left alone, so that it can be stopped and gone on with.</summary>
internal sealed class FillSearch(IndexMatters index, DirectoryHolder directory, IDialect dialect, IServiceScopeFactory scopes) : IFillsReader
{
    private const int Chunk = 5_000;

    public string Reader => index.Reader;

    public void Take(MatterWalk walk, IReadOnlyList<EntryHeader> headers, SealedBatch batch)
    {
        // Indexed as it is in the end.
    }

    public async Task EndAsync(IProgress<string>? progress, CancellationToken cancel)
    {
        foreach (var county in directory.Current.Counties.Distinct())
        {
            for (Guid? last = Guid.Empty; last is { } after;)
                last = await IndexAsync(county, after, cancel);
            progress?.Report(county.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Indexes the next matters of a county; returns the last of them, or null where there are no more.</summary>
    private async Task<Guid?> IndexAsync(int county, Guid after, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var next = await db.Matters.AsNoTracking().Where(row => row.County == county && row.Id > after && !db.SearchRows.Any(known => known.County == county && known.Matter == row.Id))
            .OrderBy(row => row.Id).Select(row => row.Id).Take(Chunk).ToListAsync(cancel);
        if (next.Count == 0)
            return null;
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await index.IndexAsync(db, county, next, cancel);
        await transaction.CommitAsync(cancel);
        return next[^1];
    }
}
