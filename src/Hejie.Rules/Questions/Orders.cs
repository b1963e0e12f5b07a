using System.Text.RegularExpressions;

namespace Hejie.Rules.Questions;

/// <summary>How many of an order are asked for: 前五名, 倒数三名, top 5.</summary>
internal static partial class Orders
{
    internal static IEnumerable<(int Start, int Length, Meaning Meaning)> In(string text)
    {
        for (var match = Said().Match(text); match.Success; match = match.NextMatch())
        {
            if (Numeral.Read(match.Groups["n"].Value) is >= 1 and <= Ordering.Most and var take)
                yield return (match.Index, match.Length, new Meaning.Sorted(match.Groups["last"].Success ? true : null, take));
        }
    }

    [GeneratedRegex(
        $"((排名?在?)?[前头]|(?<last>倒数第?|排名?在?[后末]|[后末]))(?<n>{Numeral.Pattern})(名|位|个)?"
        + $"|(?<n>{Numeral.Pattern})[名位个]"
        + "|(the )?(top|first|(?<last>bottom|last)) (?<n>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Said();
}
