using System.Text.Json;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Notices;

/// <summary>
/// Sends parties their own codes, to their own telephones and to nobody else: the other parties when they are invited, and
/// who filed where somebody else wrote it down. A message names no kind, body or person: whoever picks up the telephone
/// learns nothing (safeguard 9).
/// </summary>
internal sealed class Invitations(TrackingCodes codes, CatalogueHolder catalogue, TimeProvider time)
{
    /// <summary>
    /// Gives a code to each other party that has none and can be reached, in the transaction of the move that invites them. Who
    /// filed and has none never confirmed a telephone: the one that was written down for them may be anybody's.
    /// </summary>
    public void Send(HejieDb db, LoadedMatter matter, IReadOnlyList<(PartyRow Row, Person Person)> parties)
    {
        foreach (var (row, person) in parties.Where(party => party.Row is { Code: null, NoMessages: false, Role: not PartyRole.Filer } && party.Person.Telephone is not null))
            Give(db, matter, row, person.Telephone!, catalogue.Current.Notices.Parties.Invited);
    }

    /// <summary>Gives who filed their own code by the telephone that they confirmed, in the transaction of the filing: whoever wrote it down never sees it (safeguard 3).</summary>
    public void SendOwn(HejieDb db, LoadedMatter matter, PartyRow row, string telephone) => Give(db, matter, row, telephone, catalogue.Current.Notices.Parties.Own);

    private void Give(HejieDb db, LoadedMatter matter, PartyRow row, string telephone, Words what)
    {
        var code = TrackingCodes.Fresh(row.County);
        row.Code = codes.Hash(code);
        // Nothing says yet in which language a party reads: Chinese, as everybody here does.
        ReadOnlySpan<(string Name, object? Value)> values = [("what", what.Zh), ("code", TrackingCodes.Display(code))];
        var text = Template.Fill(catalogue.Current.Notices.Parties.Code.Zh, values);
        db.Deliveries.Add(Message(matter, row.Ordinal, telephone, text, time));
    }

    /// <summary>A message that will be sent after the transaction that decides it.</summary>
    public static DeliveryRow Message(LoadedMatter matter, int party, string telephone, string text, TimeProvider time)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        return new DeliveryRow
        {
            County = matter.Row.County,
            Id = id,
            Matter = matter.Row.Id,
            Party = party,
            Sealed = Sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(new ShortMessage(telephone, text)), matter.Key.Bytes, id.ToByteArray()),
            Next = LegalTime.Micros(time.GetUtcNow()),
        };
    }
}

/// <summary>A short message.</summary>
/// <param name="Telephone">Digits.</param>
/// <param name="Text">What it says.</param>
internal sealed record ShortMessage(string Telephone, string Text);
