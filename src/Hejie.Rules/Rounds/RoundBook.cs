using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Rounds;

/// <summary>The rounds of all levels, from the group to the county.</summary>
/// <param name="Plans">The plans, the lowest level first.</param>
public sealed record RoundBook(IReadOnlyList<RoundPlan> Plans)
{
    /// <summary>Reads and checks all plans.</summary>
    /// <param name="files">The files: name and text.</param>
    /// <param name="procedures">The procedures that handle what is found.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static RoundBook Load(IEnumerable<(string File, string Text)> files, ProcedureBook procedures)
    {
        var problems = new List<CatalogueProblem>();
        var plans = new List<RoundPlan>();
        foreach (var (file, text) in files)
        {
            var map = YamlMap.Parse(file, text, problems);
            var plan = new RoundFile(map, procedures).Read();
            if (plans.Any(other => other.Level == plan.Level))
                map.Problem("level", $"the level '{RoundFile.Word(plan.Level)}' has its rounds in another file: one file for each level");
            plans.Add(plan);
        }

        return problems.Count == 0 ? new RoundBook([.. plans.OrderBy(plan => plan.Level)]) : throw new CatalogueException(problems);
    }

    /// <summary>The plan with an id; null where there is none, or none any more.</summary>
    public RoundPlan? Find(string id) => Plans.FirstOrDefault(plan => plan.Id == id);
}
