using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Together;

/// <summary>A party goes from their matter to a part of it that became a matter of its own, or back: both are theirs.</summary>
internal sealed class OpenPart(HejieDb db, MatterJournal journal)
{
    /// <summary>What opens the other matter for the party; null where it is not theirs, or its people are forgotten.</summary>
    /// <param name="party">Where the party is now.</param>
    /// <param name="other">The other matter.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<PartyKey?> RunAsync(PartyKey party, Guid other, CancellationToken cancel)
    {
        if (await StateAsync(party.County, party.Matter, cancel) is not { } here)
            return null;
        if (here.Severed.Any(part => part.Matter == other && part.Party == party.Ordinal))
            return await KeyAsync(party.County, other, 1, cancel);
        return here.SeveredFrom == other && party.Role == PartyRole.Filer
            && (await StateAsync(party.County, other, cancel))?.Severed.FirstOrDefault(part => part.Matter == party.Matter) is { } own
            ? await KeyAsync(party.County, other, own.Party, cancel)
            : null;
    }

    private async Task<MatterState?> StateAsync(int county, Guid matter, CancellationToken cancel) =>
        (await journal.FindAsync(db.Matters.Where(row => row.County == county && row.Id == matter), cancel))?.State;

    private async Task<PartyKey?> KeyAsync(int county, Guid matter, int ordinal, CancellationToken cancel) =>
        (await db.Parties.AsNoTracking().SingleOrDefaultAsync(row => row.County == county && row.Matter == matter && row.Ordinal == ordinal, cancel)) is { Code: not null } row
            ? row.Key : null;
}
