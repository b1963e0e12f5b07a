using System.Collections.Frozen;
using Hejie.Rules.Catalogue;

namespace Hejie.Ui;

/// <summary>The words in one language. Two of these exist in a process; a lookup allocates nothing.</summary>
internal sealed class WordsIn(Language language, FrozenDictionary<string, string> words) : IWords
{
    public Language Language => language;

    public string Tag => language == Language.English ? "en" : "zh-CN";

    public string this[string key] =>
        words.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"No word '{key}' in {Tag}.yaml.");

    public string this[string key, params ReadOnlySpan<object?> values] => Template.Fill(this[key], values);

    public string this[Words text] => text.In(language);

    public string Fill(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Template.Fill(this[key], values);

    public string Fill(Words text, params ReadOnlySpan<(string Name, object? Value)> values) => Template.Fill(text.In(language), values);

    public string? Find(string key) => words.GetValueOrDefault(key);

    public string Error(string code, string? detail = null) =>
        words.TryGetValue("error." + code, out var text) ? Template.Fill(text, [detail]) : this["error.unknown", code];
}
