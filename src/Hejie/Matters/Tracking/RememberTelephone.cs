using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Rights;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>
/// Who filed by the hand of staff confirmed their telephone then, and its hash was not made while staff wrote. It is made when
/// they come in themselves with the code that went to that telephone and nowhere else: from then on a lost code is found again.
/// Whoever guesses is slowed down before this, as with every code.
/// </summary>
internal sealed class RememberTelephone(HejieDb db, IDialect dialect, MatterJournal journal, MatterKeys keys, TelephoneHash telephones)
{
    public async Task RunAsync(PartyRow row, CancellationToken cancel)
    {
        if (row is not { Role: PartyRole.Filer, Telephone: null, AsksDigits: true })
            return;
        // Of most who come in this way the first entry says already that nothing is to be done.
        if (await journal.FirstEntryAsync(row.County, row.Matter, cancel) is not { } filed
            || !EntryCodec.Header(filed).Effects.OfType<Effect.TakenDown>().Any(taken => taken.CodeSent))
            return;
        if ((await journal.EntriesAsync(row.County, row.Matter, cancel)).Any(bytes => Undoes(EntryCodec.Header(bytes), row.Ordinal)))
            return;
        var keyId = await db.Matters.Where(matter => matter.County == row.County && matter.Id == row.Matter).Select(matter => matter.KeyId).SingleAsync(cancel);
        if (await keys.FindAsync(keyId, cancel) is not { } key || EntryCodec.Open(filed, key.Bytes).People[0].Telephone is not { } confirmed)
            return;
        var hash = telephones.Of(confirmed);
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.Parties.Where(party => party.County == row.County && party.Matter == row.Matter && party.Ordinal == row.Ordinal)
                .ExecuteUpdateAsync(set => set.SetProperty(party => party.Telephone, hash), cancel);
        }
    }

    /// <summary>Whether the party has another telephone since then, or no longer wants to be found by it.</summary>
    private static bool Undoes(EntryHeader header, int ordinal) =>
        header.Kind is CorrectPerson.Kind or ChangeConsent.WithdrawnKind && header.Actor is Actor.Party actor && actor.Ordinal == ordinal;
}
