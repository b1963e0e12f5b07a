using Hejie.Identity;
using Hejie.Operations.Log;
using Hejie.Quick.Audit;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Supervision.Safeguards;

/// <summary>What keeps Hejie from being turned on people, how each is tested, how far it stands here, and the hash of the catalogue in force.</summary>
[Access(Access.Public)]
internal sealed class RightsModel(CatalogueLog log, QuickShares shares) : PageModel
{
    /// <summary>The hash of the catalogue in force, by the last row of its log; null where it has none yet.</summary>
    public string? Hash { get; private set; }

    /// <summary>The link of that row, by which nothing before it can be changed unseen.</summary>
    public string? Link { get; private set; }

    /// <summary>What auditors found of the quick reports that they looked at, by month.</summary>
    public IReadOnlyList<QuickShare> Quick { get; private set; } = [];

    /// <summary>Reads the log and the shares.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (await log.ReadAsync(cancel) is [.., var last])
            (Hash, Link) = (last.Hash, last.Link);
        Quick = await shares.ReadAsync(cancel);
    }
}
