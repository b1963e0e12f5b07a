using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Operations;
using Hejie.Operations.Demo;

namespace Hejie.Statistics;

/// <summary>Facts of filled matters come with them; the sums are made of the facts when all are there.</summary>
internal sealed class FillFigures(CatalogueHolder catalogue, DirectoryHolder directory, IServiceScopeFactory scopes) : IFillsReader
{
    public string Reader => RollUp.Name;

    public void Take(MatterWalk walk, IReadOnlyList<EntryHeader> headers, SealedBatch batch)
    {
        FactRow? fact = null;
        var calls = new FoldCalls([]);
        var book = catalogue.Current.Procedures;
        foreach (var header in headers.Where(FoldFact.Tells))
        {
            fact = FoldFact.After(fact, header, book, hop => batch.Put("figure_hops", FigureWriter.HopColumns, FigureWriter.Values(hop)));
            calls.Take(header, book);
        }

        batch.Put("figure_facts", FigureWriter.FactColumns, FigureWriter.Values(fact!));
        foreach (var (_, call) in calls.Changed)
            batch.Put("figure_calls", FigureWriter.CallColumns, FigureWriter.Values(call));
    }

    public async Task EndAsync(IProgress<string>? progress, CancellationToken cancel)
    {
        foreach (var county in directory.Current.Counties.Distinct())
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RebuildSums>().RunAsync(county, cancel);
            progress?.Report(county.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
