using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>A new code for a lost one.</summary>
/// <param name="Code">The code, in plain characters.</param>
/// <param name="Opened">When the matter was filed, microseconds UTC.</param>
internal sealed record RecoveredCode(string Code, long Opened);

/// <summary>
/// Gives new codes for lost ones, to whoever holds the telephone that was confirmed at filing; the old ones are void.
/// Each is an entry of its matter, so that a party who did not ask for it sees it.
/// </summary>
internal sealed class RecoverCode(HejieDb db, MatterJournal journal, OneTimeCodes oneTime, TelephoneHash telephones, TrackingCodes codes)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "code:renewed";

    /// <summary>What the one-time code is for.</summary>
    public const string Purpose = "recover";

    private const int Most = 20;

    /// <summary>Confirms the one-time code and renews the codes.</summary>
    /// <returns>The new codes, the newest matter first, or null where the one-time code is wrong.</returns>
    public async Task<IReadOnlyList<RecoveredCode>?> RunAsync(int county, string telephone, Guid sent, string typed, CancellationToken cancel)
    {
        if (!await oneTime.ConfirmAsync(sent, Purpose, telephone, typed, cancel))
            return null;
        var hash = telephones.Of(telephone);
        var found = await db.Parties.AsNoTracking().Where(party => party.County == county && party.Telephone == hash)
            .OrderByDescending(party => party.Matter).Take(Most).Select(party => new { party.Matter, party.Ordinal, party.Role }).ToListAsync(cancel);
        var renewed = new List<RecoveredCode>(found.Count);
        foreach (var party in found)
        {
            if (await RenewAsync(county, party.Matter, new Actor.Party(party.Ordinal, party.Role), cancel) is { } code)
                renewed.Add(code);
        }

        return renewed;
    }

    private async Task<RecoveredCode?> RenewAsync(int county, Guid matter, Actor.Party party, CancellationToken cancel)
    {
        var code = TrackingCodes.Fresh(county);
        PartyRow? row = null;
        var written = await journal.AppendAsync(
            db.Matters.Where(found => found.County == county && found.Id == matter), VersionCheck.None,
            async loaded =>
            {
                row = await db.Parties.AsTracking()
                    .SingleAsync(found => found.County == county && found.Matter == matter && found.Ordinal == party.Ordinal, cancel);
                return new Decision.Write(new EntryDraft
                {
                    Kind = Kind,
                    Actor = party,
                    Answers = Answers.None,
                    Catalogue = loaded.State.ProcedureHash,
                    With = (_, _, _) => (row.Code, row.WrongDigits) = (codes.Hash(code), 0),
                });
            },
            null, cancel);
        return written is Written.Done done ? new RecoveredCode(code, done.Matter.Row.Opened) : null;
    }
}
