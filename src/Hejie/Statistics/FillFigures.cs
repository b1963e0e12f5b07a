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
        foreach (var header in headers)
        {
            if (FoldFact.Tells(header))
                fact = FoldFact.After(fact, header, catalogue.Current.Procedures, hop => batch.Put("figure_hops", FigureWriter.HopColumns, FigureWriter.Values(hop)));
        }

        batch.Put("figure_facts", FigureWriter.FactColumns, FigureWriter.Values(fact!));
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
