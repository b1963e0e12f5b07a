using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Rights;

/// <summary>
/// A party corrects their own name, telephone or address (个人信息保护法 46). The new ones are sealed in an entry and count
/// from now on; the old ones stay in the journal, which is never changed.
/// </summary>
internal sealed class CorrectPerson(HejieDb db, MatterJournal journal)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "person:corrected";

    public Task<Written> RunAsync(PartyKey party, Person given, CancellationToken cancel)
    {
        var read = FormReader.Filer(given, out var errors) with { Role = party.Role };
        if (errors.Count > 0)
            return Task.FromResult<Written>(new Written.Invalid(errors));
        return journal.AppendAsync(ReadMatter.Of(db, party), VersionCheck.None, matter => DecideAsync(matter, party, read, cancel), null, cancel);
    }

    private async ValueTask<Decision> DecideAsync(LoadedMatter matter, PartyKey party, Person person, CancellationToken cancel)
    {
        var row = await db.Parties.AsTracking()
            .SingleAsync(known => known.County == party.County && known.Matter == party.Matter && known.Ordinal == party.Ordinal, cancel);
        var before = SealedPerson.Open(row, matter.Key);
        return new Decision.Write(new EntryDraft
        {
            Kind = Kind,
            Actor = party.Actor,
            Answers = Answers.None with { People = [person] },
            Catalogue = matter.State.ProcedureHash,
            With = (_, loaded, _) =>
            {
                row.Person = SealedPerson.Seal(person, party.Matter, party.Ordinal, loaded.Key);
                row.AsksDigits = person.Telephone is not null;
                SummaryGuard.Withdraw(loaded.Row, [person]);
                // Another telephone was not confirmed by a code: by it nothing is found again.
                if (person.Telephone != before.Telephone)
                    row.Telephone = null;
            },
        });
    }
}
