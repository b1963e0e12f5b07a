using System.Collections.Frozen;
using Hejie.Rules.Catalogue;

namespace Hejie.Ui;

/// <summary>The words of the interface in both languages, read once. Files that differ in a key or a place for a value stop the start.</summary>
internal sealed class WordBook
{
    private readonly WordsIn _chinese;
    private readonly WordsIn _english;

    private WordBook(FrozenDictionary<string, string> chinese, FrozenDictionary<string, string> english)
    {
        _chinese = new WordsIn(Language.Chinese, chinese);
        _english = new WordsIn(Language.English, english);
        Keys = [.. chinese.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Every key, sorted.</summary>
    public IReadOnlyList<string> Keys { get; }

    public IWords In(Language language) => language == Language.English ? _english : _chinese;

    /// <exception cref="CatalogueException">The files are faulty or differ; each fault with its line.</exception>
    public static WordBook Load(string folder)
    {
        var problems = new List<CatalogueProblem>();
        var chinese = Read(folder, "zh-CN.yaml", problems);
        var english = Read(folder, "en.yaml", problems);
        Compare(chinese, english, problems);
        Compare(english, chinese, problems);
        foreach (var key in chinese.Words.Keys.Where(english.Words.ContainsKey))
        {
            if (!Template.Places(chinese.Words[key]).SequenceEqual(Template.Places(english.Words[key])))
                chinese.File.Problem(key, $"'{key}' has other places for values than in en.yaml");
        }

        return problems.Count > 0
            ? throw new CatalogueException(problems)
            : new WordBook(chinese.Words.ToFrozenDictionary(StringComparer.Ordinal), english.Words.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static (YamlMap File, Dictionary<string, string> Words) Read(string folder, string name, List<CatalogueProblem> problems)
    {
        var file = YamlMap.Parse($"words/{name}", File.ReadAllText(Path.Combine(folder, name)), problems);
        return (file, file.Keys.ToDictionary(key => key, file.Text, StringComparer.Ordinal));
    }

    private static void Compare(
        (YamlMap File, Dictionary<string, string> Words) one, (YamlMap File, Dictionary<string, string> Words) other, List<CatalogueProblem> problems)
    {
        foreach (var key in one.Words.Keys.Where(key => !other.Words.ContainsKey(key)))
            problems.Add(new CatalogueProblem(one.File.File, one.File.LineOf(key), $"'{key}' is missing in {other.File.File}"));
    }
}
