using System.Text.RegularExpressions;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>Texts for people are in their language, and name nothing in braces that would not be filled.</summary>
internal static partial class WordCheck
{
    public static void Check(ProcedureMaps maps)
    {
        foreach (var (words, map, key, placeholders) in maps.Words)
            Check(words, map, key, placeholders);
    }

    public static void Check(Words words, YamlMap map, string? key, string[] placeholders)
    {
        if (!Han().IsMatch(words.Zh))
            map.Problem(key, $"'{words.Zh}' stands under zh and has no Chinese in it");
        if (Han().IsMatch(words.En))
            map.Problem(key, $"'{words.En}' stands under en and has Chinese in it");
        foreach (var text in new[] { words.Zh, words.En })
            CheckBraces(text, map, key, placeholders);
    }

    private static void CheckBraces(string text, YamlMap map, string? key, string[] placeholders)
    {
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups[1].Value).Where(name => !placeholders.Contains(name)))
        {
            map.Problem(key, placeholders.Length == 0
                ? $"'{{{name}}}' would be shown as it stands: this text has no placeholders"
                : $"'{{{name}}}' would be shown as it stands: this text knows {string.Join(" and ", placeholders.Select(known => $"{{{known}}}"))}");
        }

        if (Placeholder().Replace(text, "").AsSpan().ContainsAny('{', '}'))
            map.Problem(key, $"a brace is not closed in '{text}'");
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();
}
