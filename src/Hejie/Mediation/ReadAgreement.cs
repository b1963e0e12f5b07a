using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Mediation;

/// <summary>A mediation agreement as 人民调解法 29 asks for it, read from the matter's journal.</summary>
/// <param name="Number">The matter's official number.</param>
/// <param name="Committee">The body that mediated, whose seal it bears.</param>
/// <param name="Parties">The two sides, who filed it first.</param>
/// <param name="Facts">The main facts of the dispute.</param>
/// <param name="Dispute">The matters in dispute.</param>
/// <param name="Responsibility">Each side's responsibility.</param>
/// <param name="Terms">What was agreed.</param>
/// <param name="Manner">The manner of performance.</param>
/// <param name="PerformBy">The date of performance, Asia/Shanghai.</param>
/// <param name="Mediator">The mediator's signature, or null.</param>
/// <param name="Seal">The committee's seal, or null.</param>
/// <param name="Effective">When the last of the signatures and the seal was given; null while one is missing or not attested.</param>
internal sealed record Agreement(
    string? Number, Body Committee, IReadOnlyList<AgreementParty> Parties,
    string Facts, string Dispute, string Responsibility, string Terms, string Manner, DateOnly PerformBy,
    AgreementSignature? Mediator, AgreementSignature? Seal, DateTimeOffset? Effective);

/// <summary>A side of the agreement.</summary>
/// <param name="Person">Who they are; to another party without telephone and address.</param>
/// <param name="Signature">Their signature, or null.</param>
internal sealed record AgreementParty(Person Person, AgreementSignature? Signature);

/// <summary>A signature, or the seal.</summary>
/// <param name="At">When it was given.</param>
/// <param name="OnPaper">Whether it was made on paper and recorded.</param>
/// <param name="Attested">Whether it counts: one on paper needs a second post.</param>
/// <param name="Post">The post that signed or recorded it; null for a party's own.</param>
internal sealed record AgreementSignature(DateTimeOffset At, bool OnPaper, bool Attested, Post? Post);

/// <summary>
/// Reads the agreement of a matter from its journal: the last text written, and the signatures under it. For staff who
/// opened the matter, and for its parties.
/// </summary>
internal sealed class ReadAgreement(HejieDb db, DirectoryHolder directory)
{
    /// <summary>The move that writes the text.</summary>
    public const string Move = "write-agreement";

    /// <summary>The number of the entry that wrote the agreement last; 0 where none was written.</summary>
    public static int Written(IReadOnlyList<byte[]> entries) =>
        entries.Select(EntryCodec.Header).LastOrDefault(header => header.Kind == MakeMove.Prefix + Move)?.Number ?? 0;

    /// <summary>The agreement; null where none was written, or where the matter is not open to the reader.</summary>
    public async Task<Agreement?> RunAsync(MatterReading reading, CancellationToken cancel)
    {
        if (reading.Viewer is Viewer.Staff { Opened: false } or Viewer.Staff { Sight.IsWhole: false })
            return null;
        byte[]? text = null;
        var signatures = new Dictionary<int, AgreementSignature>();
        foreach (var bytes in reading.Entries)
        {
            var header = EntryCodec.Header(bytes);
            if (header.Kind == MakeMove.Prefix + Move)
                text = bytes;
            foreach (var effect in header.Effects)
                Sign(effect, LegalTime.Instant(header.Recorded), signatures);
        }

        return text is null ? null : await ReadAsync(reading, text, signatures, cancel);
    }

    /// <summary>A signature on paper keeps the date on which it was recorded; attesting makes it count.</summary>
    private void Sign(Effect effect, DateTimeOffset at, Dictionary<int, AgreementSignature> signatures)
    {
        switch (effect)
        {
            case Effect.SignatureGiven given:
                signatures[given.By] = signatures.TryGetValue(given.By, out var before) && !before.Attested
                    ? before with { Attested = given.Attested }
                    : new AgreementSignature(at, given.OnPaper, given.Attested, given.Post is { } post ? directory.Current.Post(post) : null);
                break;
            case Effect.SignaturesFell { By: { } by }:
                signatures.Remove(by);
                break;
            case Effect.SignaturesFell:
                signatures.Clear();
                break;
        }
    }

    private async Task<Agreement> ReadAsync(
        MatterReading reading, byte[] text, Dictionary<int, AgreementSignature> signatures, CancellationToken cancel)
    {
        var (row, key) = (reading.Matter.Row, reading.Matter.Key);
        var (header, content) = (EntryCodec.Header(text), EntryCodec.Open(text, key.Bytes));
        var rows = await db.Parties.AsNoTracking()
            .Where(party => party.County == row.County && party.Matter == row.Id && party.Role != PartyRole.Third)
            .OrderBy(party => party.Ordinal).ToListAsync(cancel);
        var needed = rows.ConvertAll(party => party.Ordinal).Append(Signature.OfMediator).Append(Signature.OfSeal).ToList();
        var complete = needed.TrueForAll(by => signatures.TryGetValue(by, out var given) && given.Attested);
        return new Agreement(
            row.Number,
            directory.Current.Body(((Actor.Staff)header.Actor).Body)!,
            rows.ConvertAll(party => new AgreementParty(Known(party, SealedPerson.Open(party, key), reading.Viewer), signatures.GetValueOrDefault(party.Ordinal))),
            content.Texts.GetValueOrDefault("facts", ""), content.Texts.GetValueOrDefault("dispute", ""),
            content.Texts.GetValueOrDefault("responsibility", ""), content.Texts.GetValueOrDefault("terms", ""),
            content.Texts.GetValueOrDefault("manner", ""),
            DateOnly.Parse(header.Clear["perform-by"], CultureInfo.InvariantCulture),
            signatures.GetValueOrDefault(Signature.OfMediator), signatures.GetValueOrDefault(Signature.OfSeal),
            complete ? needed.Max(by => signatures[by].At) : null);
    }

    /// <summary>A party reads the other's name, not where they live and how they are called.</summary>
    private static Person Known(PartyRow party, Person person, Viewer viewer) =>
        viewer is Viewer.Party reader && reader.Ordinal != party.Ordinal ? person with { Telephone = null, Address = null } : person;
}
