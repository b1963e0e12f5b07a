using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Together;

/// <summary>Takes a matter out of those that it was handled together with; both journals say so, and nothing else of it changes.</summary>
internal sealed class Separate(HejieDb db, AppendBatch batch)
{
    /// <summary>The entries' kinds: of the matter that goes, and of the one that led it.</summary>
    public const string Kind = "separated", LeadKind = "released";

    private const int MostTries = 5;

    /// <summary>Takes it out.</summary>
    /// <param name="scope">Who asks; its body has the matter, or the one that leads.</param>
    /// <param name="county">Their county.</param>
    /// <param name="matter">The matter.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Grouped> RunAsync(Scope scope, int county, Guid matter, CancellationToken cancel)
    {
        for (var tried = 1; tried <= MostTries; tried++)
        {
            var found = await Consolidate.ReadAsync(scope.Matters(db, county), [matter], cancel);
            if (!found.TryGetValue(matter, out var member) || member.State.Lead is not { } lead)
                return new Grouped.Refused("together.none");
            // The one that leads may lie with another body by now, out of sight: its journal says so all the same.
            var leads = await Consolidate.ReadAsync(db.Matters.Where(row => row.County == county), [lead], cancel);
            if (member.State.Owner != scope.Body.Id && leads.GetValueOrDefault(lead)?.State.Owner != scope.Body.Id)
                return new Grouped.Refused("together.not-yours");
            List<BatchEntry> entries = [Consolidate.Entry(scope, member, Kind, [new Effect.Separated()])];
            if (leads.TryGetValue(lead, out var leading) && leading.State.Gathered.Contains(matter))
                entries.Add(Consolidate.Entry(scope, leading, LeadKind, [new Effect.Released(matter)]));
            if (await batch.RunAsync(county, entries, cancel) is BatchWritten.Done)
                return new Grouped.Done();
        }

        return new Grouped.Refused("together.busy");
    }
}
