namespace Hejie.Statistics;

/// <summary>The names of clocks that have run out, kept as one text with commas between; null for none.</summary>
internal static class ClockNames
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Of(string? text) => text is null ? [] : text.Split(',');

    /// <summary>The text with one more name.</summary>
    public static string With(string? text, string name) => text is null ? name : Of(text).Contains(name) ? text : text + "," + name;

    /// <summary>The text without a name.</summary>
    public static string? Without(string? text, string name) =>
        Of(text).Where(other => other != name).ToList() is { Count: > 0 } left ? string.Join(',', left) : null;
}
