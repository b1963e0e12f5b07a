using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Together;

/// <summary>
/// Has matters of one cause handled together: one landslide, forty households. Each stays a matter of its own, with its
/// journal, its dates and its answer; what is said is only that they belong together, in all their journals at once or in
/// none. Which persons are in them plays no part.
/// </summary>
internal sealed class Consolidate(HejieDb db, MatterKeys keys, AppendBatch batch)
{
    /// <summary>The entries' kinds: of a matter that joins, and of the one that leads.</summary>
    public const string Kind = "consolidated", LeadKind = "gathered";

    /// <summary>The most matters that one leads.</summary>
    public const int Most = 200;

    /// <summary>How often it is tried again while others write in the same matters.</summary>
    private const int MostTries = 5;

    /// <summary>Puts matters to one that leads them.</summary>
    /// <param name="scope">Who asks; its body has all of them.</param>
    /// <param name="county">Their county.</param>
    /// <param name="lead">The matter that leads.</param>
    /// <param name="others">The others.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Grouped> RunAsync(Scope scope, int county, Guid lead, IReadOnlyCollection<Guid> others, CancellationToken cancel)
    {
        var joining = others.Where(id => id != lead).Distinct().ToList();
        if (joining.Count == 0)
            return new Grouped.Refused("together.one");
        for (var tried = 1; tried <= MostTries; tried++)
        {
            var matters = await ReadAsync(scope.Matters(db, county), [lead, .. joining], cancel);
            if (matters.Count != joining.Count + 1 || (await keys.FindAsync([.. matters.Values.Select(matter => matter.KeyId)], cancel)).Count != matters.Values.Select(matter => matter.KeyId).Distinct().Count())
                return new Grouped.Refused("together.none");
            var first = matters[lead];
            if (Refusal(scope, first.State, joining.ConvertAll(id => matters[id].State)) is { } refused)
                return refused;
            IReadOnlyList<BatchEntry> entries =
            [
                Entry(scope, first, LeadKind, [.. joining.Select(id => new Effect.Gathered(id))]),
                .. joining.Select(id => Entry(scope, matters[id], Kind, [new Effect.Consolidated(lead)])),
            ];
            if (await batch.RunAsync(county, entries, cancel) is BatchWritten.Done)
                return new Grouped.Done();
        }

        return new Grouped.Refused("together.busy");
    }

    /// <summary>Matters as a batch writes to them.</summary>
    public static async Task<Dictionary<Guid, BatchMatter>> ReadAsync(IQueryable<MatterRow> matters, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var rows = await matters.AsNoTracking().Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.KeyId, row.Restricted, row.State }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Id, row => new BatchMatter(row.Id, row.KeyId, row.Restricted, StateCodec.Decode(row.State)));
    }

    /// <summary>An entry that only says what belongs together.</summary>
    public static BatchEntry Entry(Scope scope, BatchMatter matter, string kind, IReadOnlyList<Effect> effects) => new(matter, new EntryDraft
    {
        Kind = kind,
        Actor = scope.Actor,
        Answers = Answers.None,
        Effects = effects,
        Catalogue = matter.State.ProcedureHash,
    });

    private static Grouped.Refused? Refusal(Scope scope, MatterState lead, List<MatterState> joining) =>
        lead.Owner != scope.Body.Id || joining.Exists(state => state.Owner != scope.Body.Id) ? new Grouped.Refused("together.not-yours")
        : lead.HasEnded || joining.Exists(state => state.HasEnded) ? new Grouped.Refused("together.ended")
        : joining.Exists(state => state.Procedure != lead.Procedure) ? new Grouped.Refused("together.procedure")
        : lead.Lead is not null || joining.Exists(state => state.Lead is not null || state.Gathered.Length > 0) ? new Grouped.Refused("together.already")
        : lead.Gathered.Length + joining.Count > Most ? new Grouped.Refused("together.many")
        : null;
}

/// <summary>What came of putting matters together or taking one out.</summary>
internal abstract record Grouped
{
    private Grouped()
    {
    }

    public sealed record Done : Grouped;

    /// <summary>Nothing was written.</summary>
    /// <param name="Code">Why, as the words have it.</param>
    public sealed record Refused(string Code) : Grouped;
}
