using System.Collections.Immutable;
using System.Formats.Cbor;
using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>Effects as arrays that begin with a number. A number is never used again for another shape.</summary>
internal static class EffectCodec
{
    public static void Write(CborWriter writer, Effect effect)
    {
        writer.WriteStartArray(null); // canonical mode writes the length once it is known
        switch (effect)
        {
            case Effect.Began began:
                writer.WriteInt32(1);
                writer.WriteTextString(began.Procedure);
                writer.WriteByteString(Convert.FromHexString(began.Hash));
                writer.WriteTextString(began.Kind);
                writer.WriteInt64(began.Place);
                writer.WriteOptional(began.About);
                break;
            case Effect.Entered entered:
                writer.WriteInt32(2);
                writer.WriteTextString(entered.State);
                break;
            case Effect.Owned owned:
                writer.WriteInt32(3);
                writer.WriteInt32(owned.Body);
                writer.WriteBoolean(owned.Hop);
                break;
            case Effect.Assigned assigned:
                writer.WriteInt32(4);
                writer.WriteInt32(assigned.Post);
                break;
            case Effect.Joined joined:
                writer.WriteInt32(5);
                writer.WriteInt32(joined.Ordinal);
                writer.WriteInt32((int)joined.Role);
                break;
            case Effect.Numbered numbered:
                writer.WriteInt32(6);
                writer.WriteTextString(numbered.Number);
                break;
            case Effect.ClockStarted started:
                writer.WriteInt32(7);
                writer.WriteTextString(started.Name);
                writer.WriteTextString(started.Rule);
                writer.WriteByteString(Convert.FromHexString(started.RuleHash));
                writer.WriteDate(started.From);
                writer.WriteDate(started.Due);
                break;
            case Effect.ClockChanged changed:
                writer.WriteInt32(8);
                writer.WriteTextString(changed.Name);
                writer.WriteInt32((int)changed.Status);
                writer.WriteDate(changed.Due);
                WritePauses(writer, changed.Pauses);
                writer.WriteInt32(changed.Extended);
                break;
            case Effect.WorkOpened opened:
                writer.WriteInt32(9);
                writer.WriteInt32(opened.Number);
                writer.WriteTextString(opened.Kind);
                writer.WriteInt32(opened.Body);
                writer.WriteInt32((int)opened.Role);
                writer.WriteOptional(opened.Post);
                writer.WriteOptional(opened.Due);
                writer.WriteBoolean(opened.WaitsOnResident);
                writer.WriteBoolean(opened.OfState);
                break;
            case Effect.WorkDated dated:
                writer.WriteInt32(10);
                writer.WriteInt32(dated.Number);
                writer.WriteOptional(dated.Due);
                break;
            case Effect.WorkClosed closed:
                writer.WriteInt32(11);
                writer.WriteInt32(closed.Number);
                break;
            case Effect.SignatureGiven given:
                writer.WriteInt32(12);
                writer.WriteInt32(given.By);
                writer.WriteBoolean(given.OnPaper);
                writer.WriteOptional(given.Post);
                writer.WriteBoolean(given.Attested);
                break;
            case Effect.SignaturesFell fell:
                writer.WriteInt32(13);
                writer.WriteOptional(fell.By);
                break;
            case Effect.Attempted attempted:
                writer.WriteInt32(14);
                writer.WriteTextString(attempted.Channel);
                writer.WriteInt32(attempted.Body);
                break;
            case Effect.AttemptsCleared:
                writer.WriteInt32(15);
                break;
            case Effect.ClockRuled ruled:
                writer.WriteInt32(16);
                writer.WriteTextString(ruled.Name);
                writer.WriteByteString(Convert.FromHexString(ruled.RuleHash));
                break;
            case Effect.ClockTimed timed:
                writer.WriteInt32(17);
                writer.WriteTextString(timed.Name);
                writer.WriteInt64(timed.Start);
                writer.WriteInt64(timed.Moment);
                break;
            case Effect.TakenDown taken:
                writer.WriteInt32(18);
                writer.WriteInt32(taken.Post);
                writer.WriteInt32((int)taken.By);
                writer.WriteBoolean(taken.CodeSent);
                break;
            case Effect.BodyCalled called:
                writer.WriteInt32(19);
                writer.WriteInt32(called.Number);
                writer.WriteInt32(called.By);
                writer.WriteInt32(called.Body);
                writer.WriteInt32(called.Work);
                writer.WriteBoolean(called.Leads);
                WriteTexts(writer, called.Sees);
                break;
            case Effect.ReferralPassed passed:
                writer.WriteInt32(20);
                writer.WriteInt32(passed.Number);
                writer.WriteInt32(passed.Body);
                writer.WriteInt32(passed.Work);
                writer.WriteInt32((int)passed.Stage);
                writer.WriteBoolean(passed.Decided);
                break;
            case Effect.ReferralStood stood:
                writer.WriteInt32(21);
                writer.WriteInt32(stood.Number);
                writer.WriteInt32((int)stood.Stage);
                break;
            case Effect.Consolidated consolidated:
                writer.WriteInt32(22);
                writer.WriteByteString(consolidated.Lead.ToByteArray());
                break;
            case Effect.Separated:
                writer.WriteInt32(23);
                break;
            case Effect.Gathered gathered:
                writer.WriteInt32(24);
                writer.WriteByteString(gathered.Matter.ToByteArray());
                break;
            case Effect.Released released:
                writer.WriteInt32(25);
                writer.WriteByteString(released.Matter.ToByteArray());
                break;
            case Effect.PartSevered severed:
                writer.WriteInt32(26);
                writer.WriteByteString(severed.Matter.ToByteArray());
                writer.WriteInt32(severed.Party);
                break;
            case Effect.SeveredFrom from:
                writer.WriteInt32(27);
                writer.WriteByteString(from.Matter.ToByteArray());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, null);
        }

        writer.WriteEndArray();
    }

    public static Effect Read(CborReader reader)
    {
        reader.ReadStartArray();
        Effect effect = reader.ReadInt32() switch
        {
            1 => new Effect.Began(
                reader.ReadTextString(), ReadHash(reader), reader.ReadTextString(), reader.ReadInt64(), reader.ReadOptionalInt()),
            2 => new Effect.Entered(reader.ReadTextString()),
            3 => new Effect.Owned(reader.ReadInt32(), reader.ReadBoolean()),
            4 => new Effect.Assigned(reader.ReadInt32()),
            5 => new Effect.Joined(reader.ReadInt32(), (PartyRole)reader.ReadInt32()),
            6 => new Effect.Numbered(reader.ReadTextString()),
            7 => new Effect.ClockStarted(
                reader.ReadTextString(), reader.ReadTextString(), ReadHash(reader), reader.ReadDate(), reader.ReadDate()),
            8 => new Effect.ClockChanged(
                reader.ReadTextString(), (ClockStatus)reader.ReadInt32(), reader.ReadDate(), ReadPauses(reader), reader.ReadInt32()),
            9 => new Effect.WorkOpened(
                reader.ReadInt32(), reader.ReadTextString(), reader.ReadInt32(), (Role)reader.ReadInt32(),
                reader.ReadOptionalInt(), reader.ReadOptionalLong(), reader.ReadBoolean(), reader.ReadBoolean()),
            10 => new Effect.WorkDated(reader.ReadInt32(), reader.ReadOptionalLong()),
            11 => new Effect.WorkClosed(reader.ReadInt32()),
            12 => new Effect.SignatureGiven(reader.ReadInt32(), reader.ReadBoolean(), reader.ReadOptionalInt(), reader.ReadBoolean()),
            13 => new Effect.SignaturesFell(reader.ReadOptionalInt()),
            14 => new Effect.Attempted(reader.ReadTextString(), reader.ReadInt32()),
            15 => new Effect.AttemptsCleared(),
            16 => new Effect.ClockRuled(reader.ReadTextString(), ReadHash(reader)),
            17 => new Effect.ClockTimed(reader.ReadTextString(), reader.ReadInt64(), reader.ReadInt64()),
            18 => new Effect.TakenDown(reader.ReadInt32(), (Presence)reader.ReadInt32(), reader.ReadBoolean()),
            19 => new Effect.BodyCalled(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean(), ReadTexts(reader)),
            20 => new Effect.ReferralPassed(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), (ReferralStage)reader.ReadInt32(), reader.ReadBoolean()),
            21 => new Effect.ReferralStood(reader.ReadInt32(), (ReferralStage)reader.ReadInt32()),
            22 => new Effect.Consolidated(ReadMatter(reader)),
            23 => new Effect.Separated(),
            24 => new Effect.Gathered(ReadMatter(reader)),
            25 => new Effect.Released(ReadMatter(reader)),
            26 => new Effect.PartSevered(ReadMatter(reader), reader.ReadInt32()),
            27 => new Effect.SeveredFrom(ReadMatter(reader)),
            var unknown => throw new InvalidDataException($"An entry has an effect of the unknown kind {unknown}."),
        };
        reader.ReadEndArray();
        return effect;
    }

    private static Guid ReadMatter(CborReader reader) => new(reader.ReadByteString());

    private static string ReadHash(CborReader reader) => Convert.ToHexStringLower(reader.ReadByteString());

    private static void WriteTexts(CborWriter writer, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(texts.Length);
        foreach (var text in texts)
            writer.WriteTextString(text);
        writer.WriteEndArray();
    }

    private static ImmutableArray<string> ReadTexts(CborReader reader)
    {
        var count = reader.ReadStartArray() ?? 0;
        var texts = ImmutableArray.CreateBuilder<string>(count);
        for (var index = 0; index < count; index++)
            texts.Add(reader.ReadTextString());
        reader.ReadEndArray();
        return texts.MoveToImmutable();
    }

    private static void WritePauses(CborWriter writer, ImmutableArray<Standstill> pauses)
    {
        writer.WriteStartArray(pauses.Length * 2);
        foreach (var pause in pauses)
        {
            writer.WriteDate(pause.From);
            if (pause.Until is { } until)
                writer.WriteDate(until);
            else
                writer.WriteNull();
        }

        writer.WriteEndArray();
    }

    private static ImmutableArray<Standstill> ReadPauses(CborReader reader)
    {
        var count = (reader.ReadStartArray() ?? 0) / 2;
        var pauses = ImmutableArray.CreateBuilder<Standstill>(count);
        for (var index = 0; index < count; index++)
        {
            var from = reader.ReadDate();
            if (reader.PeekState() == CborReaderState.Null)
            {
                reader.ReadNull();
                pauses.Add(new Standstill(from, null));
            }
            else
            {
                pauses.Add(new Standstill(from, reader.ReadDate()));
            }
        }

        reader.ReadEndArray();
        return pauses.MoveToImmutable();
    }
}
