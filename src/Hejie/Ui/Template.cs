using System.Globalization;
using System.Text;

namespace Hejie.Ui;

/// <summary>Texts with places for values: <c>{0}</c> by position, <c>{body}</c> by name. What has no value stays as it is.</summary>
internal static class Template
{
    public static string Fill(string text, ReadOnlySpan<object?> values)
    {
        var named = new (string, object?)[values.Length];
        for (var index = 0; index < values.Length; index++)
            named[index] = (index.ToString(CultureInfo.InvariantCulture), values[index]);
        return Fill(text, (ReadOnlySpan<(string, object?)>)named);
    }

    public static string Fill(string text, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var filled = new StringBuilder(text.Length + 32);
        var rest = text.AsSpan();
        for (var open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
        {
            var close = rest[open..].IndexOf('}');
            if (close < 0)
                break;
            filled.Append(rest[..open]);
            var place = rest.Slice(open, close + 1);
            if (TryFind(place[1..^1], values, out var value))
                filled.Append(CultureInfo.InvariantCulture, $"{value}");
            else
                filled.Append(place);
            rest = rest[(open + close + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    /// <summary>The names of a text's places, sorted, so that two languages can be compared.</summary>
    public static IReadOnlyList<string> Places(string text) =>
        [.. Parts(text).Where(part => part.IsPlace).Select(part => part.Text).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A text in its pieces, in their order: what is said, and the names of the places.</summary>
    public static IEnumerable<(string Text, bool IsPlace)> Parts(string text)
    {
        var at = 0;
        for (int open = text.IndexOf('{', StringComparison.Ordinal), close; open >= 0; open = text.IndexOf('{', at))
        {
            close = text.IndexOf('}', open);
            if (close < 0)
                break;
            if (open > at)
                yield return (text[at..open], false);
            yield return (text[(open + 1)..close], true);
            at = close + 1;
        }

        if (at < text.Length)
            yield return (text[at..], false);
    }

    private static bool TryFind(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, object? Value)> values, out object? value)
    {
        foreach (var candidate in values)
        {
            if (name.SequenceEqual(candidate.Name))
            {
                value = candidate.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}
