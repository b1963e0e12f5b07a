using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Rises;

/// <summary>
/// The procedures in which a rise is told, as <c>catalogue/rises/rises.yaml</c> lists them: disputes and hazards. What is
/// about a body, as petitions, complaints and appeals are, and what is restricted is never one of them (safeguard 7).
/// </summary>
/// <param name="Procedures">The ids.</param>
public sealed record RiseBook(IReadOnlySet<string> Procedures)
{
    /// <summary>Procedures by which people ask for help or protection.</summary>
    private static readonly string[] s_help = ["relief", "help", "minor", "violence"];

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="procedures">The procedures there are.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static RiseBook Load(string file, string text, ProcedureBook procedures)
    {
        var problems = new List<CatalogueProblem>();
        var map = YamlMap.Parse(file, text, problems);
        var watched = map.Texts("watch");
        foreach (var id in watched)
        {
            if (procedures.Find(id) is not { } procedure)
                map.Problem("watch", $"there is no procedure '{id}'");
            else if (procedure.IsComplaint || procedure.OpenTo.Count > 0 || Array.Exists(s_help, word => id.Contains(word, StringComparison.Ordinal)))
                map.Problem("watch", $"'{id}' is never watched: how many petition, complain or ask for protection is no rise (safeguard 7)");
        }

        map.Done();
        return problems.Count == 0 ? new RiseBook(watched.ToHashSet(StringComparer.Ordinal)) : throw new CatalogueException(problems);
    }
}
