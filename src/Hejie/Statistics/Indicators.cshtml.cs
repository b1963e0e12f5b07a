using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Statistics;

/// <summary>By what bodies are looked at, for everybody: the formulas of the catalogue.</summary>
[Access(Access.Public)]
internal sealed class IndicatorsModel(CatalogueHolder catalogue) : PageModel
{
    public IndicatorBook Book => catalogue.Current.Indicators;

    /// <summary>The procedures that are counted.</summary>
    public IEnumerable<Procedure> Procedures => Book.Procedures.Select(catalogue.Current.Procedures.Find).OfType<Procedure>();
}
