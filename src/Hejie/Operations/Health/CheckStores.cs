using Hejie.Data;
using Hejie.Kernel;
using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Health;

/// <summary>Whether the keys of the newest matters and the files of the newest attachments are there, and the installation's key opens the keys.</summary>
internal sealed class CheckStores(HejieDb db, MatterKeys keys, ForgottenList list, Settings settings) : ICheck
{
    private const int Newest = 500;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (!await keys.FitsAsync(cancel))
            return [Finding.Bad("key-other")];
        var found = new List<Finding>();
        var forgotten = (await list.AllAsync(cancel)).Select(row => row.Matter).ToHashSet();
        var (unreadable, missing) = (0, 0);
        foreach (var county in await db.Logs.TagWith(AcrossCounties.Tag).Select(row => row.County).ToListAsync(cancel))
        {
            var matters = await db.Matters.AsNoTracking().Where(row => row.County == county).OrderByDescending(row => row.Id).Take(Newest)
                .Select(row => new { row.Id, row.KeyId }).ToListAsync(cancel);
            var gone = await keys.MissingAsync(matters.ConvertAll(row => row.KeyId), cancel);
            unreadable += matters.Count(row => gone.Contains(row.KeyId) && !forgotten.Contains(row.Id));
            var files = await db.Attachments.AsNoTracking().Where(row => row.County == county).OrderByDescending(row => row.Matter).Take(Newest)
                .Select(row => row.Address).ToListAsync(cancel);
            missing += files.Count(address => !File.Exists(Path.Combine(settings.Data, SealedFileStore.Place(county, address))));
        }

        if (unreadable > 0)
            found.Add(Finding.Bad("keys-missing", unreadable));
        if (missing > 0)
            found.Add(Finding.Bad("files-missing", missing));
        return found.Count > 0 ? found : [Finding.Good("key-store")];
    }
}
