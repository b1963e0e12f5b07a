using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hejie.Rules.Catalogue;

/// <summary>
/// Reads the small, plain part of YAML that the catalogue is written in. Anchors, aliases and tags are refused:
/// who reviews a change must see in one place all that it means.
/// </summary>
internal sealed class YamlParser(string file, List<CatalogueProblem> problems)
{
    private const int DeepestNesting = 32;

    // Ten times the largest file that ships.
    private const int MostCharacters = 500_000;

    /// <summary>The file's one map, or null when it cannot be read; every fault is added to the problems.</summary>
    internal YamlNode.Mapping? Read(string text)
    {
        var before = problems.Count;
        if (text.Length > MostCharacters) return Fail(1, $"the file is longer than {MostCharacters} characters; nobody could review it");
        RefuseUnseen(text);
        if (problems.Count > before) return null;
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) return Fail(1, "the file is empty");
            var root = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second)) Fail(Line(second), "one document per file");
            return root as YamlNode.Mapping ?? Fail(root.Line, "the file must be a map of keys and values");
        }
        catch (YamlException fault)
        {
            return Fail((int)fault.Start.Line, "not readable as YAML: " + fault.Message);
        }
        catch (InvalidOperationException)
        {
            // The scanner says so of some lists and maps that are never closed.
            return Fail((int)(parser.Current?.End.Line ?? 1), "not readable as YAML: a list or map is not closed");
        }
    }

    private YamlNode Node(Parser parser, int depth)
    {
        // Recursion deeper than any honest file would end the process, not the reading.
        if (depth > DeepestNesting)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "nested too deep");
        RefuseReferences(parser.Current!);
        if (parser.TryConsume<AnchorAlias>(out var alias)) return new YamlNode.Scalar(file, Line(alias), "");
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            // Written as an escape it is as unseen in the text that people read.
            RefuseUnseen(scalar.Value, Line(scalar));
            return new YamlNode.Scalar(file, Line(scalar), scalar.Value);
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1));
            return new YamlNode.Sequence(file, Line(list), items);
        }

        return Mapping(parser, depth);
    }

    private YamlNode.Mapping Mapping(Parser parser, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<YamlNode.Entry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, depth + 1);
            var value = Node(parser, depth + 1);
            if (key is not YamlNode.Scalar { Text: var name })
                Fail(key.Line, "a key must be a plain word");
            else if (seen.TryGetValue(name, out var first))
                Fail(key.Line, $"'{name}' is given twice (first on line {first})");
            else
            {
                seen.Add(name, key.Line);
                entries.Add(new YamlNode.Entry(name, key.Line, value));
            }
        }

        return new YamlNode.Mapping(file, Line(start), entries);
    }

    private void RefuseUnseen(string text)
    {
        var line = 1;
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            if (row.Contains('\t')) Fail(line, "a tab; indent and separate with spaces");
            else RefuseUnseen(row, line);
            line++;
        }
    }

    // Who reviews a change must see each character; a half of a pair and what is no UTF-8 are read as U+FFFD.
    private void RefuseUnseen(ReadOnlySpan<char> row, int line)
    {
        foreach (var rune in row.EnumerateRunes())
        {
            if (rune.Value == '\n' || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)))
                continue;
            Fail(line, $"a character that nobody sees or that is none (U+{rune.Value:X4}); take it out");
            return;
        }
    }

    private void RefuseReferences(ParsingEvent current)
    {
        if (current is AnchorAlias) Fail(Line(current), "an alias; write the value out");
        if (current is not NodeEvent node) return;
        if (!node.Anchor.IsEmpty) Fail(Line(current), "an anchor; write the value out where it is used");
        if (!node.Tag.IsEmpty) Fail(Line(current), "a tag; only plain values are read");
    }

    private YamlNode.Mapping? Fail(int line, string reason)
    {
        problems.Add(new CatalogueProblem(file, Math.Max(line, 1), reason));
        return null;
    }

    private static int Line(ParsingEvent current) => (int)current.Start.Line;
}
