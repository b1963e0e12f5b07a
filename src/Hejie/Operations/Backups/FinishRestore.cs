using Hejie.Data;
using Hejie.Kernel;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Backups;

/// <summary>What was found in data that came back.</summary>
/// <param name="Forgotten">Matters that were forgotten since and were forgotten again.</param>
/// <param name="Unreadable">Matters whose key is gone and which nobody forgot: the store of the keys is older than the data.</param>
/// <param name="NoFile">Attachments that no file is there for.</param>
internal sealed record RestoreFound(int Forgotten, long Unreadable, long NoFile);

/// <summary>
/// Makes data that came back fit to be served: what was forgotten since they were copied is forgotten again, by the list
/// that lies with the keys. It can be stopped and run again.
/// </summary>
internal sealed class FinishRestore(IServiceScopeFactory scopes, ForgottenList list, MatterKeys keys, Settings settings, TimeProvider time)
{
    private const int Batch = 500;

    public async Task<RestoreFound> RunAsync(IProgress<Progress> progress, CancellationToken cancel)
    {
        await DropDraftsAsync(cancel);
        var all = await list.AllAsync(cancel);
        var again = new List<Guid>();
        progress.Report(new Progress("forget", 0));
        foreach (var row in await CameBackAsync(all, cancel))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<ForgetMatter>().AgainAsync(row, cancel))
                again.Add(row.Matter);
            progress.Report(new Progress("forget", again.Count));
        }

        // Also where a run before this one was stopped in between: the pages of what it deleted may still be there.
        await using (var last = scopes.CreateAsyncScope())
            await last.ServiceProvider.GetRequiredService<ForgetMatter>().EraseTracesAsync(again, cancel);
        progress.Report(new Progress("keys", 0));
        return new RestoreFound(again.Count, await UnreadableAsync(all.Select(row => row.Matter).ToHashSet(), cancel), await WithoutFileAsync(cancel));
    }

    /// <summary>Those of the list that something stands of in the clear.</summary>
    private async Task<IReadOnlyList<ForgottenRow>> CameBackAsync(IReadOnlyList<ForgottenRow> all, CancellationToken cancel)
    {
        var back = new List<ForgottenRow>();
        foreach (var county in all.GroupBy(row => row.County))
        {
            foreach (var batch in county.Chunk(Batch))
            {
                var ids = batch.Select(row => row.Matter).ToList();
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
                var there = (await db.Matters.Where(row => row.County == county.Key && ids.Contains(row.Id)
                        && (row.Summary != null || row.Ended != null || db.Parties.Any(party => party.County == county.Key && party.Matter == row.Id)))
                    .Select(row => row.Id).ToListAsync(cancel)).ToHashSet();
                back.AddRange(batch.Where(row => there.Contains(row.Matter)));
            }
        }

        return back;
    }

    /// <summary>
    /// Drafts that nobody can go on with are dropped, and the keys of their files are left: some were filed after the copy was
    /// made, and a later copy may still come back that needs the key.
    /// </summary>
    private async Task DropDraftsAsync(CancellationToken cancel)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        await using var scope = scopes.CreateAsyncScope();
        using var writing = await scope.ServiceProvider.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
        await scope.ServiceProvider.GetRequiredService<HejieDb>().Drafts.Where(draft => draft.Expires < now).ExecuteDeleteAsync(cancel);
    }

    private async Task<long> UnreadableAsync(HashSet<Guid> forgotten, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var unreadable = 0L;
        foreach (var county in await db.Logs.TagWith(AcrossCounties.Tag).Select(row => row.County).ToListAsync(cancel))
        {
            for (var after = Guid.Empty; ;)
            {
                var batch = await db.Matters.AsNoTracking().Where(row => row.County == county && row.Id > after).OrderBy(row => row.Id).Take(Batch)
                    .Select(row => new { row.Id, row.KeyId }).ToListAsync(cancel);
                if (batch.Count == 0)
                    break;
                var missing = await keys.MissingAsync(batch.ConvertAll(row => row.KeyId), cancel);
                unreadable += batch.Count(row => missing.Contains(row.KeyId) && !forgotten.Contains(row.Id));
                after = batch[^1].Id;
            }
        }

        return unreadable;
    }

    private async Task<long> WithoutFileAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var named = scope.ServiceProvider.GetRequiredService<HejieDb>().Attachments.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Select(row => new { row.County, row.Address });
        var missing = 0L;
        await foreach (var file in named.AsAsyncEnumerable().WithCancellation(cancel))
            missing += File.Exists(Path.Combine(settings.Data, SealedFileStore.Place(file.County, file.Address))) ? 0 : 1;
        return missing;
    }
}
