using System.Text.Json;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Competences;

/// <summary>
/// What each kind of body is competent for, by procedure and kind of matter, from <c>competence/*.yaml</c>. What no file
/// names goes by the routes of its procedure, so that nothing is without an answer.
/// </summary>
public sealed class CompetenceBook
{
    private readonly Dictionary<(string Procedure, string Kind), Competence> _byKind;

    private CompetenceBook(Dictionary<(string Procedure, string Kind), Competence> byKind) => _byKind = byKind;

    /// <summary>Who is competent for a kind of matter of a procedure.</summary>
    public Competence Of(Procedure procedure, string kind) => _byKind.GetValueOrDefault((procedure.Id, kind)) ?? Competence.OfRoutes(procedure, kind);

    /// <summary>All kinds of matter of all procedures that can be filed on a day.</summary>
    public IEnumerable<Competence> All(ProcedureBook procedures, DateOnly day) =>
        procedures.InForce.Where(procedure => procedure.IsOpenOn(day)).SelectMany(procedure => procedure.Kinds, (procedure, kind) => Of(procedure, kind.Code));

    /// <summary>Reads and checks the files.</summary>
    /// <param name="files">The files, each with its name for messages.</param>
    /// <param name="procedures">The procedures in force.</param>
    /// <param name="bodies">The kinds of body, each with the levels at which there is one.</param>
    /// <exception cref="CatalogueException">A file is wrong; every problem names file, line and reason.</exception>
    public static CompetenceBook Load(
        IEnumerable<(string File, string Text)> files, ProcedureBook procedures, IReadOnlyDictionary<string, IReadOnlyList<PlaceLevel>> bodies)
    {
        var problems = new List<CatalogueProblem>();
        var byKind = new Dictionary<(string, string), Competence>();
        foreach (var (file, text) in files)
        {
            var map = YamlMap.Parse(file, text, problems);
            foreach (var entry in map.List("competence"))
                Read(entry, procedures, bodies, byKind);
            map.Done();
        }

        return problems.Count == 0 ? new CompetenceBook(byKind) : throw new CatalogueException(problems);
    }

    private static void Read(
        YamlMap entry, ProcedureBook procedures, IReadOnlyDictionary<string, IReadOnlyList<PlaceLevel>> bodies, Dictionary<(string, string), Competence> byKind)
    {
        var id = entry.Text("procedure");
        var named = entry.Texts("kinds");
        var competent = entry.List("bodies").Select(body => Body(body, bodies)).OfType<CompetentKind>().ToList();
        entry.Done();
        if (competent.Count == 0)
            entry.Problem("bodies", "nobody is named: say which kind of body is competent, and on what it rests");
        if (id.Length == 0)
            return;
        if (procedures.Find(id) is not { } procedure)
        {
            entry.Problem("procedure", $"there is no procedure '{id}'; there are {NameCheck.List(procedures.InForce.Select(each => each.Id))}");
            return;
        }

        foreach (var unknown in named.Where(kind => procedure.Kinds.All(option => option.Code != kind)))
            entry.Problem("kinds", $"the procedure '{id}' has no kind '{unknown}'; it has {NameCheck.List(procedure.Kinds.Select(option => option.Code))}");
        foreach (var kind in named.Count == 0 ? procedure.Kinds.Select(option => option.Code) : named)
        {
            if (!byKind.TryAdd((id, kind), new Competence(id, kind, competent)))
                entry.Problem("kinds", $"who is competent for '{id}/{kind}' is said twice");
        }
    }

    private static CompetentKind? Body(YamlMap map, IReadOnlyDictionary<string, IReadOnlyList<PlaceLevel>> bodies)
    {
        var (kind, word, basis) = (map.Text("body"), map.Text("level"), map.Text("basis"));
        map.Done();
        var level = Enum.GetValues<PlaceLevel>().Where(each => JsonNamingPolicy.KebabCaseLower.ConvertName(each.ToString()) == word).Select(each => (PlaceLevel?)each).FirstOrDefault();
        if (!bodies.TryGetValue(kind, out var levels))
            map.Problem("body", $"there is no kind of body '{kind}'; known are {NameCheck.List(bodies.Keys)}");
        else if (level is null || !levels.Contains(level.Value))
            map.Problem("level", $"'{kind}' has no body at the level '{word}'");
        if (basis.Length is < 3 or > 80)
            map.Problem("basis", "name the article, or the decision, in 3 to 80 characters");
        else if (PersonWords.In(basis) is { } personal)
            map.Problem("basis", $"'{personal}' is about persons: competence goes by kind and place alone");
        return level is { } at ? new CompetentKind(kind, at, basis) : null;
    }
}
