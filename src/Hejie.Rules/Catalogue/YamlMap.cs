using System.Globalization;

namespace Hejie.Rules.Catalogue;

/// <summary>
/// One map of a catalogue file, read key by key. A wrong or missing value adds a problem with its line and answers a
/// harmless default, so that one reading finds every fault of a file; <see cref="Done"/> finds the keys nobody read.
/// </summary>
public sealed class YamlMap
{
    private readonly List<CatalogueProblem> _problems;
    private readonly Dictionary<string, YamlNode.Entry> _entries;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    // A map that stands in for an unreadable or missing one; its absence is reported once, not once per key.
    private readonly bool _standIn;

    private YamlMap(string file, YamlNode.Mapping? node, int line, List<CatalogueProblem> problems)
    {
        File = file;
        Line = line;
        _problems = problems;
        _standIn = node is null;
        _entries = node?.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal) ?? [];
        Keys = node?.Entries.Select(entry => entry.Key).ToArray() ?? [];
    }

    /// <summary>The file's path as it was given to <see cref="Parse"/>.</summary>
    public string File { get; }

    /// <summary>The line on which this map starts, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The keys in the file's order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Reads a whole file. Faults of form (syntax, tabs, a key twice, anchors, tags) go to the problems.</summary>
    public static YamlMap Parse(string file, string text, List<CatalogueProblem> problems) =>
        new(file, new YamlParser(file, problems).Read(text), 1, problems);

    /// <summary>This map with what it leaves open taken from another; a key of its own stands whole instead of the other's.</summary>
    public YamlMap Over(YamlMap other) => new(
        File,
        new YamlNode.Mapping(File, Line, [.. Keys.Select(key => _entries[key]), .. other.Keys.Where(key => !Has(key)).Select(key => other._entries[key])]),
        Line,
        _problems);

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>The key's line, or the map's own when the key is absent or null.</summary>
    public int LineOf(string? key) => key is not null && _entries.TryGetValue(key, out var entry) ? entry.Line : Line;

    /// <summary>Adds a problem on the line of the key (of the map, when the key is null or absent).</summary>
    public void Problem(string? key, string reason)
    {
        if (!_standIn) _problems.Add(new CatalogueProblem(FileOf(key), LineOf(key), reason));
    }

    /// <summary>Every key that was not read until now is unknown, and a problem.</summary>
    public void Done()
    {
        foreach (var key in Keys.Where(key => !_read.Contains(key))) Problem(key, $"unknown key '{key}'");
    }

    /// <summary>A required text; empty when missing.</summary>
    public string Text(string key) => Required(key, OptionalText(key)) ?? "";

    /// <summary>A text that may be absent, but not empty.</summary>
    public string? OptionalText(string key) => Take(key) is { } node ? Scalar(key, node) : null;

    /// <summary>A required whole number; 0 when missing.</summary>
    public int Number(string key) => Required(key, OptionalNumber(key)) ?? 0;

    /// <summary>A whole number that may be absent.</summary>
    public int? OptionalNumber(string key)
    {
        if (OptionalText(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Problem(key, $"'{key}' must be a whole number, not '{text}'");
        return null;
    }

    /// <summary>true or false; the fallback when absent.</summary>
    public bool Flag(string key, bool fallback = false)
    {
        if (OptionalText(key) is not { } text) return fallback;
        if (text is "true" or "false") return text == "true";
        Problem(key, $"'{key}' must be true or false, not '{text}'");
        return fallback;
    }

    /// <summary>A date written yyyy-MM-dd that may be absent.</summary>
    public DateOnly? OptionalDate(string key)
    {
        if (OptionalText(key) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Problem(key, $"'{key}' must be a date like 2026-02-24, not '{text}'");
        return null;
    }

    /// <summary>A required text in both languages; empty when missing.</summary>
    public Words Words(string key) => Required(key, OptionalWords(key)) ?? new Words("", "");

    /// <summary>A text in both languages (a map of zh and en) that may be absent.</summary>
    public Words? OptionalWords(string key)
    {
        if (OptionalMap(key) is not { } map) return null;
        var words = new Words(map.Text("zh"), map.Text("en"));
        map.Done();
        return words;
    }

    /// <summary>A required map; an empty one, which reports nothing more, when missing.</summary>
    public YamlMap Map(string key) => Required(key, OptionalMap(key)) ?? StandIn(key);

    /// <summary>A map that may be absent.</summary>
    public YamlMap? OptionalMap(string key) => Take(key) is { } node ? AsMap(key, node) : null;

    /// <summary>A map of maps in the file's order, each on the line of its key; empty when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlMap>> Maps(string key) =>
        OptionalMap(key) is not { } outer ? [] :
        [.. outer.Keys.Select(name => KeyValuePair.Create(name, outer.MapOnKeysLine(name)))];

    /// <summary>A list of maps; empty when absent.</summary>
    public IReadOnlyList<YamlMap> List(string key) =>
        Take(key) switch
        {
            null => [],
            YamlNode.Sequence list => [.. list.Items.Select(item => AsMap(key, item))],
            var other => Wrong<IReadOnlyList<YamlMap>>(other, $"'{key}' must be a list") ?? [],
        };

    /// <summary>A list of texts, or one text alone; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        Take(key) switch
        {
            null => [],
            YamlNode.Sequence list => [.. list.Items.Select(item => Scalar(key, item)).OfType<string>()],
            var node => Scalar(key, node) is { } text ? [text] : [],
        };

    /// <summary>A map of texts in the file's order; empty when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextMap(string key) =>
        OptionalMap(key) is not { } map ? [] : [.. map.Keys.Select(name => KeyValuePair.Create(name, map.Text(name)))];

    private string FileOf(string? key) => key is not null && _entries.TryGetValue(key, out var entry) ? entry.Value.File : File;

    private YamlNode? Take(string key)
    {
        _read.Add(key);
        return _entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    private T? Required<T>(string key, T? value)
    {
        if (!Has(key)) Problem(null, $"'{key}' is missing");
        return value;
    }

    private string? Scalar(string key, YamlNode node) =>
        node switch
        {
            YamlNode.Scalar { Text: var text } when !string.IsNullOrWhiteSpace(text) => text,
            YamlNode.Scalar => Wrong<string>(node, $"'{key}' is empty"),
            _ => Wrong<string>(node, $"'{key}' must be one text"),
        };

    private YamlMap AsMap(string key, YamlNode node)
    {
        if (node is not YamlNode.Mapping) Wrong<YamlMap>(node, $"'{key}' must be a map");
        return new YamlMap(node.File, node as YamlNode.Mapping, node.Line, _problems);
    }

    private YamlMap MapOnKeysLine(string key) =>
        Take(key) is YamlNode.Mapping node ? new YamlMap(node.File, node, LineOf(key), _problems) : OptionalMap(key) ?? StandIn(key);

    private YamlMap StandIn(string key) => new(FileOf(key), null, LineOf(key), _problems);

    private T? Wrong<T>(YamlNode node, string reason) where T : class
    {
        _problems.Add(new CatalogueProblem(node.File, node.Line, reason));
        return null;
    }
}
