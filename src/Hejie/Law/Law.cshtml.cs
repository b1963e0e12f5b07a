using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Guide;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Law;

/// <summary>The catalogue for everybody: what can be brought and how it goes, and every period of the law.</summary>
[Access(Access.Public)]
internal sealed class LawModel(CatalogueHolder catalogue) : PageModel
{
    private const int LongestWords = 60;

    /// <summary>What is looked for among the periods.</summary>
    public string Wanted { get; private set; } = "";

    /// <summary>The procedures by what a resident comes with.</summary>
    public IEnumerable<(GuideAnswer? Answer, IReadOnlyList<Procedure> Procedures)> Groups => catalogue.Current.Guide.Grouped(catalogue.Current.Procedures.InForce);

    /// <summary>The periods found, or all, by what they are about.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<Rule> Rules)> Rules { get; private set; } = [];

    /// <summary>How many were found.</summary>
    public int Found => Rules.Sum(group => group.Rules.Count);

    /// <summary>How many periods there are.</summary>
    public int All => catalogue.Current.Rules.Ids.Count;

    /// <summary>Shows all, or the periods that have some words.</summary>
    public void OnGet(string? q)
    {
        Wanted = q is null ? "" : q.Length > LongestWords ? q[..LongestWords].Trim() : q.Trim();
        Rules =
        [
            .. RuleList.Grouped(catalogue.Current.Rules)
                .Select(group => (group.Key, Rules: (IReadOnlyList<Rule>)[.. group.Where(rule => RuleList.Matches(rule, Wanted))]))
                .Where(group => group.Rules.Count > 0),
        ];
    }
}
