using System.Globalization;
using System.Text;

namespace Hejie.Statistics;

/// <summary>Puts a statement together of numbers, which stand in it, and texts, which are parameters. It reads the same to both databases.</summary>
internal sealed class FigureSql
{
    private readonly StringBuilder _where = new();

    public List<object> Parameters { get; } = [];

    public string Where => _where.ToString();

    public FigureSql And(string condition)
    {
        _where.Append(_where.Length == 0 ? "" : " and ").Append(condition);
        return this;
    }

    public FigureSql And(FormattableString condition) => And(condition.ToString(CultureInfo.InvariantCulture));

    /// <summary>One of these numbers; nothing is asked where there are none.</summary>
    public FigureSql In(string column, IReadOnlyCollection<int> numbers) => numbers.Count == 0 ? this : And($"{column} in ({Join(numbers)})");

    /// <summary>One of these texts; nothing is asked where there are none.</summary>
    public FigureSql In(string column, IReadOnlyCollection<string> texts) => texts.Count == 0 ? this : And($"{column} in ({Texts(texts)})");

    /// <summary>One of these pairs, each as <c>procedure/other</c>; nothing is asked where there are none.</summary>
    public FigureSql Pairs(string column, IReadOnlyCollection<string> pairs)
    {
        if (pairs.Count == 0)
            return this;
        // The procedure by itself finds the way into the index.
        return In("procedure", [.. pairs.Select(pair => pair.Split('/')[0]).Distinct()]).In(column, [.. pairs.Select(After).Distinct()])
            .And($"procedure || '/' || {column} in ({Texts(pairs)})");
    }

    /// <summary>Within one of these ranges.</summary>
    public FigureSql Within(string column, IReadOnlyCollection<(long From, long To)> ranges) =>
        And("(" + string.Join(" or ", ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{column} >= {range.From} and {column} < {range.To}"))) + ")");

    /// <summary>A list of texts, as parameters.</summary>
    public string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    public string Text(string text)
    {
        Parameters.Add(text);
        return "{" + (Parameters.Count - 1).ToString(CultureInfo.InvariantCulture) + "}";
    }

    public static string Join(IEnumerable<int> numbers) => string.Join(",", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string After(string pair) => pair[(pair.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
