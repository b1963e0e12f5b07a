using System.Text.Json;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Notices;

/// <summary>
/// Sends the other parties their own codes, to their own telephones and to nobody else. The message names no kind, body
/// or person: whoever picks up the telephone learns nothing (safeguard 9).
/// </summary>
internal sealed class Invitations(TrackingCodes codes, TimeProvider time)
{
    /// <summary>Gives a code to each party that has none and can be reached, in the transaction of the move that invites them.</summary>
    public void Send(HejieDb db, LoadedMatter matter, IReadOnlyList<(PartyRow Row, Person Person)> parties)
    {
        foreach (var (row, person) in parties.Where(party => party.Row is { Code: null, NoMessages: false } && party.Person.Telephone is not null))
        {
            var code = TrackingCodes.Fresh(row.County);
            row.Code = codes.Hash(code);
            db.Deliveries.Add(Message(matter, row.Ordinal, person.Telephone!, $"有一件事和您有关，请您看一看、说一说。查询码 {TrackingCodes.Display(code)}，打开和解平台输入即可，要用到您手机号后四位。", time));
        }
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
