using System.Security.Cryptography;
using System.Text;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Procedures;

/// <summary>Reads a procedure from its file. Words that the code does not know (a role, a guard, a type) are problems with their line.</summary>
public static class ProcedureFile
{
    /// <summary>Reads one procedure.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="parts">The shared parts by name: states, moves, clocks, work and remedies that a procedure can use.</param>
    /// <param name="problems">Collects what is wrong.</param>
    /// <returns>The procedure, or null where it is too broken to check further.</returns>
    public static Procedure? Read(
        string file, string text, IReadOnlyDictionary<string, (string File, string Text)> parts, List<CatalogueProblem> problems) =>
        Read(file, text, parts, problems, out _);

    internal static Procedure? Read(
        string file, string text, IReadOnlyDictionary<string, (string File, string Text)> parts, List<CatalogueProblem> problems, out ProcedureMaps maps)
    {
        var before = problems.Count;
        var map = YamlMap.Parse(file, text, problems);
        var files = new List<YamlMap> { map };
        var hashed = new StringBuilder(text);
        foreach (var name in map.Texts("uses"))
        {
            if (!parts.TryGetValue(name, out var part))
            {
                map.Problem("uses", $"unknown part '{name}'; known are {NameCheck.List(parts.Keys)}");
                continue;
            }

            files.Add(YamlMap.Parse(part.File, part.Text, problems));
            hashed.Append('\0').Append(part.Text);
        }

        maps = new ProcedureMaps(map) { Filing = map.Map("filing") };
        var procedure = new ProcedureReader(files, maps).Read(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed.ToString()))));
        return problems.Count > before ? null : procedure;
    }
}
