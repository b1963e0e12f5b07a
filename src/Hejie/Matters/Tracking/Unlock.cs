using Hejie.Data;
using Hejie.Identity;
using Hejie.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>Opens a matter whose digits are locked: by a one-time code to the telephone that the party gave, and to no other.</summary>
internal sealed class Unlock(HejieDb db, IDialect dialect, MatterKeys keys, OpenByCode open, SendCode sender, OneTimeCodes codes)
{
    private const string Purpose = "unlock";

    /// <summary>Sends the one-time code.</summary>
    public async Task<CodeSent> SendAsync(string code, HttpContext http, CancellationToken cancel) =>
        await FindAsync(code, cancel) is var (_, telephone)
            ? await sender.RunAsync(Purpose, telephone, http, cancel)
            : new CodeSent.Refused("track.unknown", null);

    /// <summary>Confirms it: the digits count anew, and the party comes in.</summary>
    public async Task<PartyKey?> ConfirmAsync(string code, Guid sent, string typed, CancellationToken cancel)
    {
        if (await FindAsync(code, cancel) is not var (row, telephone) || !await codes.ConfirmAsync(sent, Purpose, telephone, typed, cancel))
            return null;
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.Parties.Where(party => party.County == row.County && party.Matter == row.Matter && party.Ordinal == row.Ordinal)
                .ExecuteUpdateAsync(set => set.SetProperty(party => party.WrongDigits, 0), cancel);
        }

        return row.Key;
    }

    private async Task<(PartyRow Row, string Telephone)?> FindAsync(string code, CancellationToken cancel)
    {
        if (await open.FindAsync(code, cancel) is not { } row)
            return null;
        var keyId = await db.Matters.Where(matter => matter.County == row.County && matter.Id == row.Matter).Select(matter => matter.KeyId).SingleAsync(cancel);
        return await keys.FindAsync(keyId, cancel) is { } key && SealedPerson.Open(row, key).Telephone is { } telephone ? (row, telephone) : null;
    }
}
