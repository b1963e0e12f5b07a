using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Import;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Import;

/// <summary>What a row of a register becomes: a matter with one entry, which carries its source, sealed and ready to be written. One for each run.</summary>
internal sealed class SealRows(IDialect dialect, MatterKeys keys, CatalogueHolder catalogue, DirectoryHolder directory, RecordingClock clock, TimeProvider time)
{
    private const int MostShapes = 20_000;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Shape, (IReadOnlyList<Effect> Effects, MatterState Next, byte[] State)> _shapes = [];

    /// <summary>Seals matters, county by county, in batches that are written at once.</summary>
    /// <param name="order">What is taken in.</param>
    /// <param name="run">Under which run's id.</param>
    /// <param name="fresh">The matters, none of which is there yet.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<CountyBatch>> RunAsync(ImportOrder order, Guid run, List<ReadMatter> fresh, CancellationToken cancel)
    {
        var batches = new List<CountyBatch>();
        foreach (var county in fresh.GroupBy(matter => matter.Place.County))
        {
            foreach (var matters in county.Chunk(dialect.MattersAtOnce))
                batches.Add(new CountyBatch(matters, await OfCountyAsync(order, run, county.Key, matters, cancel)));
        }

        return batches;
    }

    /// <summary>Seals matters of one county.</summary>
    public async Task<CountyRows> OfCountyAsync(ImportOrder order, Guid run, int county, IReadOnlyList<ReadMatter> matters, CancellationToken cancel)
    {
        var procedure = catalogue.Current.Procedures.Find(order.Mapping.Procedure)!;
        var (name, narrative) = (run.ToString("N", CultureInfo.InvariantCulture), TakingIn.Narrative(procedure)!.Name);
        var taken = await keys.TakeAsync(matters.Count, cancel);
        var now = time.GetUtcNow();
        var (beginnings, parties, imported) = (new List<Beginning>(matters.Count), new BulkParties(), new List<object?[]>(matters.Count));
        for (var index = 0; index < matters.Count; index++)
        {
            var (matter, key, id) = (matters[index], taken[index], Guid.CreateVersion7(now));
            var (effects, next, state) = ShapeOf(order, procedure, matter);
            beginnings.Add(new Beginning(id, key, DraftOf(order, name, procedure, narrative, matter, effects), next, state)
            {
                Ended = next.HasEnded && matter.Ended is { } ended ? LegalTime.Micros(LegalTime.StartOf(ended)) : null,
            });
            parties.Add(county, id, key, matter.People);
            imported.Add([county, matter.Key, id]);
        }

        return new CountyRows(BegunRows.Of(county, clock.Now(county, null), beginnings), parties, imported);
    }

    private static EntryDraft DraftOf(ImportOrder order, string run, Procedure procedure, string narrative, ReadMatter matter, IReadOnlyList<Effect> effects)
    {
        var clear = new Dictionary<string, string> { [TakeIn.Source] = order.Mapping.Source, [TakeIn.Run] = run, [TakeIn.Outcome] = SourceOutcomes.Code(matter.Outcome) };
        if (matter.Ended is { } ended)
            clear[TakeIn.EndedOn] = ended.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var closed = new Dictionary<string, string> { [narrative] = matter.What };
        if (matter.Summary is { } summary)
            closed["summary"] = summary;
        if (matter.SourceKey is { } key)
            closed[TakeIn.SourceKey] = key;
        return new EntryDraft
        {
            Kind = TakeIn.Kind,
            Actor = order.Scope.Actor,
            Answers = new Answers(clear, closed, matter.People),
            Effects = effects,
            Catalogue = procedure.Hash,
            Happened = LegalTime.StartOf(matter.Received),
        };
    }

    /// <summary>What a matter of this shape begins with: many rows have the same.</summary>
    private (IReadOnlyList<Effect> Effects, MatterState Next, byte[] State) ShapeOf(ImportOrder order, Procedure procedure, ReadMatter matter)
    {
        var end = SourceOutcomes.EndOf(procedure, matter.Outcome);
        var shape = new Shape(procedure.Hash, order.Scope.Body.Id, matter.Kind, matter.Place.Value, matter.People.Count, end, end is null ? matter.Received : default);
        if (_shapes.TryGetValue(shape, out var known))
            return known;
        var outcome = TakingIn.Begin(
            procedure, matter.Kind, matter.Place, [.. matter.People.Select(person => person.Role)], matter.Received, end,
            ImportScope.IsOwn(order.Scope, procedure) ? order.Scope.Body.Id : null, catalogue.Current.Now(time, directory.Current));
        var applied = outcome as Outcome.Applied ?? throw new InvalidOperationException($"A matter that was checked cannot begin: {(outcome as Outcome.Refused)?.Code}");
        if (_shapes.Count >= MostShapes)
            _shapes.Clear();
        return _shapes[shape] = (applied.Effects, applied.Next, StateCodec.Encode(applied.Next));
    }

    /// <summary>All that the state of a matter that begins hangs on.</summary>
    private readonly record struct Shape(string Procedure, int Body, string Kind, long Place, int People, string? End, DateOnly Received);
}

/// <summary>Matters of a county and their rows.</summary>
internal sealed record CountyBatch(IReadOnlyList<ReadMatter> Matters, CountyRows Rows);

/// <summary>The rows of matters of a county, sealed.</summary>
internal sealed record CountyRows(BegunRows Begun, BulkParties Parties, List<object?[]> Imported)
{
    public async Task WriteAsync(HejieDb db, IDialect dialect, CancellationToken cancel)
    {
        await Parties.WriteAsync(db, dialect, cancel);
        await dialect.BulkAsync(db.Database, "imported", ["county", "key", "matter"], Imported, cancel);
    }
}
