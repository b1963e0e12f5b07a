namespace Hejie.Rules.Catalogue;

/// <summary>What a catalogue file is made of: text, lists and maps, each with its file and line.</summary>
internal abstract record YamlNode(string File, int Line)
{
    internal sealed record Scalar(string File, int Line, string Text) : YamlNode(File, Line);

    internal sealed record Sequence(string File, int Line, IReadOnlyList<YamlNode> Items) : YamlNode(File, Line);

    internal sealed record Mapping(string File, int Line, IReadOnlyList<Entry> Entries) : YamlNode(File, Line);

    internal sealed record Entry(string Key, int Line, YamlNode Value);
}
