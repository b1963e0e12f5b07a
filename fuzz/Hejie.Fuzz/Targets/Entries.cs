using System.Formats.Cbor;
using Hejie.Journal;
using Hejie.Operations.Backups;
using Hejie.Rules.Procedures;

namespace Hejie.Fuzz;

/// <summary>An entry's stored bytes, or else the manifest of a backup, as audit and restore read them. What is damaged is told by one of a few exceptions.</summary>
internal sealed class Entries : Target
{
    public override string Name => "entries";

    public override IEnumerable<string> Words => ["hejie-backup-v1", "\"format\":", "\"logs\":", "\"county\":", "null"];

    /// <summary>The clear part of an entry with these answers.</summary>
    public static EntryHeader Header(IReadOnlyDictionary<string, string> clear, params IReadOnlyList<Effect> effects) => new()
    {
        County = 532901,
        Matter = new Guid("0195f0c2-a1e8-7a47-8c5d-9a0e3f6b1c7d"),
        Number = 1,
        Kind = "filed",
        Recorded = 1_772_413_200_000_000,
        Happened = 1_772_413_200_000_000,
        Actor = new Actor.Party(1, PartyRole.Filer),
        Clear = clear,
        Effects = effects,
        Catalogue = new string('a', 64),
        SealedWith = SealedWith.Matter,
    };

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        var (hash, day) = (new string('b', 64), new DateOnly(2026, 3, 2));
        Effect[] effects =
        [
            new Effect.Began("people-mediation", hash, "land", 532901102201000, 3), new Effect.Entered("filed"), new Effect.Owned(5, false), new Effect.Assigned(7),
            new Effect.Joined(2, PartyRole.Respondent), new Effect.Numbered("2026-1"), new Effect.ClockStarted("accept", "rule", hash, day, day.AddDays(30)),
            new Effect.ClockChanged("accept", ClockStatus.Running, day, [new Standstill(day, day.AddDays(2)), new Standstill(day.AddDays(9), null)], 1),
            new Effect.WorkOpened(1, "accept", 5, Role.DutyOfficer, null, 5, false, true), new Effect.WorkDated(1, null), new Effect.WorkClosed(1),
            new Effect.SignatureGiven(2, true, 7, true), new Effect.SignaturesFell(null), new Effect.Attempted("telephone", 5), new Effect.AttemptsCleared(),
            new Effect.ClockRuled("accept", hash), new Effect.ClockTimed("accept", 1, 2),
        ];
        var key = new byte[32];
        yield return ("filed", EntryCodec.Encode(Header(new Dictionary<string, string> { ["place"] = "532901102201" }, effects[..2]), EntryContent.None, key));
        yield return ("all-effects", EntryCodec.Encode(Header(new Dictionary<string, string>(), effects), EntryContent.None, key));
        yield return ("staff", EntryCodec.Encode(Header(new Dictionary<string, string>()) with { Actor = new Actor.Staff(5, 7, Role.Mediator) }, EntryContent.None, key));
        yield return ("system", EntryCodec.Encode(Header(new Dictionary<string, string>()) with { Actor = new Actor.System() }, EntryContent.None, key));
        yield return ("manifest", new Manifest(Manifest.First, World.Now, "sqlite", "m", "hejie.example", "AAAA", [new ManifestLog(532901, 3, null)], 4, 5, hash).Write());
    }

    protected override void Read(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        if (Manifest.Read(bytes) is { } manifest)
            Holds(Manifest.Read(manifest.Write())!.Write().AsSpan().SequenceEqual(manifest.Write()), "A manifest written and read is another.");

        EntryHeader header;
        try
        {
            header = EntryCodec.Header(bytes);
        }
        catch (Exception error) when (EntryCodec.IsDamage(error))
        {
            return;
        }

        var again = EntryCodec.Header(EntryCodec.Encode(header, EntryContent.None, new byte[32]));
        Holds(
            (header.County, header.Matter, header.Number, header.Kind, header.Recorded, header.Happened, header.Actor, header.Catalogue, header.SealedWith)
                == (again.County, again.Matter, again.Number, again.Kind, again.Recorded, again.Happened, again.Actor, again.Catalogue, again.SealedWith)
                && header.Clear.SequenceEqual(again.Clear) && header.Effects.Select(Written).SequenceEqual(again.Effects.Select(Written)),
            "An entry's header written and read is another.");
    }

    private static string Written(Effect effect)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical, convertIndefiniteLengthEncodings: true);
        EffectCodec.Write(writer, effect);
        return Convert.ToHexString(writer.Encode());
    }
}
