using System.Text.RegularExpressions;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Handling;

/// <summary>
/// Keeps persons out of the desk's summary, the one text that stands in the clear (safeguard 1): the parties' names,
/// telephones and other long numbers, house numbers.
/// </summary>
internal static partial class SummaryGuard
{
    public static IReadOnlyList<FieldError> Errors(Move move, Answers answers, IEnumerable<Person> named)
    {
        if (move.Form.FirstOrDefault(field => field.Type == FieldType.Summary) is not { } field
            || !answers.Sealed.TryGetValue(field.Name, out var summary))
            return [];
        return Personal(summary, named) is { } found
            ? [new FieldError(field.Name, "summary.personal", found)]
            : [];
    }

    /// <summary>The first part of a text that names a person, or null.</summary>
    public static string? Personal(string text, IEnumerable<Person> people)
    {
        foreach (var person in people.Where(person => person.Name.Length >= 2))
        {
            if (text.Contains(person.Name, StringComparison.OrdinalIgnoreCase))
                return person.Name;
        }

        return Number().Match(text) is { Success: true } number ? number.Value
            : House().Match(text) is { Success: true } house ? house.Value
            : null;
    }

    /// <summary>Five digits and more, spaced or not, half or full width: a telephone, an identity number, an account.</summary>
    [GeneratedRegex(@"[0-9０-９](?:[\s\-]?[0-9０-９]){4,}[Xx]?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[0-9０-９一二三四五六七八九十百]+\s*(?:号|室|单元|栋|幢|门牌)(?!线|文|令|通知|公路)")]
    private static partial Regex House();
}
