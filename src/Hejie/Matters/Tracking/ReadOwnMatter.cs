using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>A matter as one of its parties reads it.</summary>
/// <param name="Reading">Row, state, key and entries.</param>
/// <param name="Procedure">The version that it began under.</param>
/// <param name="Headers">The clear parts of its entries, in their order.</param>
/// <param name="Story">What happened, as this party may know it.</param>
/// <param name="Files">The files that the party sent, the newest first.</param>
internal sealed record OwnMatter(
    MatterReading Reading, Procedure Procedure, IReadOnlyList<EntryHeader> Headers, Story Story, IReadOnlyList<AttachmentRow> Files)
{
    public LoadedMatter Matter => Reading.Matter;

    public MatterState State => Matter.State;

    public State At => Procedure.States[State.Name];

    /// <summary>The step that the last entry of one of these moves made, or null.</summary>
    public StoryStep? LastOf(Func<Move, bool> wanted)
    {
        var last = Headers.LastOrDefault(header => header.Kind.StartsWith(MakeMove.Prefix, StringComparison.Ordinal)
            && Procedure.Moves.TryGetValue(header.Kind[MakeMove.Prefix.Length..], out var move) && wanted(move));
        return last is null ? null : Story.Steps.FirstOrDefault(step => step.Number == last.Number);
    }

    /// <summary>The agreement that waits for signatures or has them, or null.</summary>
    public StoryStep? Agreement => LastOf(move => move.Form.Count > 0 && move.To is { } to && Procedure.MovesFrom(to).Any(next => next.Signs == Signs.Party));
}

/// <summary>Reads a matter for a party who came in with their own code.</summary>
internal sealed class ReadOwnMatter(HejieDb db, ReadMatter read, CatalogueHolder catalogue, DirectoryHolder directory, IWords words)
{
    private const int MostFiles = 200;

    /// <summary>The matter, or null where its people are forgotten.</summary>
    public async Task<OwnMatter?> RunAsync(PartyKey party, CancellationToken cancel)
    {
        if (await read.ForPartyAsync(party, cancel) is not { } reading)
            return null;
        var headers = reading.Entries.Select(bytes => EntryCodec.Header(bytes)).ToList();
        var story = new StoryTeller(catalogue.Current.Procedures, directory.Current, words)
            .Tell(reading.Entries, reading.Matter.Key, mediation: null, reading.Viewer);
        var own = headers.Where(header => header.Actor is Actor.Party actor && actor.Ordinal == party.Ordinal).Select(header => header.Number).ToList();
        // Who was named and has said nothing yet sent no files either.
        var files = own.Count == 0 ? [] : await db.Attachments.AsNoTracking()
            .Where(file => file.County == party.County && file.Matter == party.Matter && own.Contains(file.Entry))
            .OrderByDescending(file => file.Id).Take(MostFiles).ToListAsync(cancel);
        return new OwnMatter(reading, catalogue.Current.Procedures.Version(reading.Matter.State.ProcedureHash), headers, story, files);
    }
}
