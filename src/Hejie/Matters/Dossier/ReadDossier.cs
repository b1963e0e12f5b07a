using System.Security.Cryptography;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Reading;
using Hejie.Matters.Together;
using Hejie.Mediation;
using Hejie.Operations;
using Hejie.Rules.Archive;

namespace Hejie.Matters.Dossier;

/// <summary>A matter's file (卷宗), as the archive asks for it.</summary>
/// <param name="Order">The order that it follows.</param>
/// <param name="Parts">Its parts that hold something, numbered from 1.</param>
/// <param name="Parties">The parties.</param>
/// <param name="Agreement">The agreement; null where there is none.</param>
/// <param name="Entries">Every entry of the journal with the hash of its bytes, by which the log proves it.</param>
/// <param name="Looks">Who opened what is sealed, the oldest first.</param>
internal sealed record Dossier(
    ArchiveOrder Order, IReadOnlyList<DossierPart> Parts, IReadOnlyList<KnownParty> Parties, Agreement? Agreement,
    IReadOnlyList<EntryHash> Entries, IReadOnlyList<Look> Looks);

/// <summary>A part of the file.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Steps">What happened that belongs here, the oldest first.</param>
/// <param name="Files">The files that were sent, where they belong here.</param>
internal sealed record DossierPart(ArchivePart Part, IReadOnlyList<StoryStep> Steps, IReadOnlyList<KnownFile> Files);

/// <summary>An entry of the journal and the SHA-256 of its stored bytes, in hexadecimal digits.</summary>
internal sealed record EntryHash(int Number, string Hash);

/// <summary>
/// Puts a matter's file together from its journal: nothing is copied or kept for it, so that it is the journal in the
/// archive's order and no other. For who opened the whole matter.
/// </summary>
internal sealed class ReadDossier(StaffMatters read, ReadAgreement agreements, CatalogueHolder catalogue)
{
    /// <summary>The file; null where the matter is not open to the reader as a whole.</summary>
    public async Task<Dossier?> RunAsync(StaffMatter view, CancellationToken cancel)
    {
        if (!view.Opened || view.Reading.Viewer is not Viewer.Staff { Sight.IsWhole: true })
            return null;
        var order = catalogue.Current.Archive.Of(view.Procedure);
        var story = read.Story(view);
        var agreement = await agreements.RunAsync(view.Reading, cancel);
        var files = await read.FilesAsync(view, cancel);
        // What is read whole in the agreement is not read twice.
        var written = agreement is null ? 0 : ReadAgreement.Written(view.Entries);
        var steps = story.Steps.Where(step => step.Number != written).Reverse().ToLookup(step => PartOf(order, view.Entries[step.Number - 1]).Code);
        return new Dossier(
            order,
            [
                .. order.Parts.Select(part => new DossierPart(part, [.. steps[part.Code]], part.Files ? files : []))
                    .Where(part => part.Steps.Count > 0 || part.Files.Count > 0 || (part.Part.Agreement && agreement is not null)),
            ],
            await read.PartiesAsync(view, cancel), agreement,
            [.. view.Entries.Select((bytes, index) => new EntryHash(index + 1, Convert.ToHexStringLower(SHA256.HashData(bytes))))],
            [.. story.Looks.Reverse()]);
    }

    private static ArchivePart PartOf(ArchiveOrder order, byte[] bytes)
    {
        var kind = EntryCodec.Header(bytes).Kind;
        return order.PartOf(
            kind.StartsWith(MakeMove.Prefix, StringComparison.Ordinal) ? kind[MakeMove.Prefix.Length..] : null,
            kind is FileMatter.Kind or SeverPart.FirstKind or Import.TakeIn.Kind);
    }
}
