using System.Globalization;
using System.Text;

namespace Hejie.Live;

/// <summary>How far a stream has come: a position for each county and source, such as <c>532901:17,532901:o3</c>. It is the event id.</summary>
internal sealed class LiveVector
{
    /// <summary>Longer than that of a whole prefecture, and than anything that a program of ours writes.</summary>
    private const int Longest = 4000;

    private readonly SortedDictionary<(int County, string Letter), long> _positions = [];

    /// <summary>The position within a county; null where the vector does not name it.</summary>
    public long? this[int county, string letter]
    {
        get => _positions.TryGetValue((county, letter), out var position) ? position : null;
        set => _positions[(county, letter)] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Reads a vector; null where the text is none.</summary>
    public static LiveVector? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > Longest)
            return null;
        var vector = new LiveVector();
        foreach (var part in text.Split(','))
        {
            var at = part.IndexOf(':', StringComparison.Ordinal);
            if (at < 1 || at + 1 == part.Length || !int.TryParse(part.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var county))
                return null;
            var letter = char.IsAsciiLetterLower(part[at + 1]) ? part.Substring(at + 1, 1) : "";
            if (!long.TryParse(part.AsSpan(at + 1 + letter.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position))
                return null;
            vector[county, letter] = position;
        }

        return vector;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var ((county, letter), position) in _positions)
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{county}:{letter}{position}");
        return text.ToString();
    }
}
