namespace Hejie.Rules.Catalogue;

/// <summary>What a catalogue file is made of: text, lists and maps, each with its line.</summary>
internal abstract record YamlNode(int Line)
{
    internal sealed record Scalar(int Line, string Text) : YamlNode(Line);

    internal sealed record Sequence(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

    internal sealed record Mapping(int Line, IReadOnlyList<Entry> Entries) : YamlNode(Line);

    internal sealed record Entry(string Key, int Line, YamlNode Value);
}
