using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using YamlDotNet.RepresentationModel;
using YamlNode = YamlDotNet.RepresentationModel.YamlNode;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>A shipped procedure with the parts it uses, in which things can be changed before it is read again.</summary>
internal sealed class ProcedureDraft
{
    private static readonly IReadOnlyList<(string File, string Text)> s_parts = CatalogueFiles.All("procedures/parts");

    private readonly string _file;
    private readonly YamlMappingNode _own;
    private readonly List<(string File, YamlMappingNode Map)> _parts;
    private Func<string, string> _respell = text => text;

    internal ProcedureDraft(string id)
    {
        _file = $"procedures/{id}.yaml";
        _own = Tree(CatalogueFiles.Text(_file));
        _parts = [.. Top.Texts("uses").Select(part => s_parts.Single(file => file.File == $"procedures/parts/{part}.yaml")).Select(part => (part.File, Tree(part.Text)))];
    }

    internal Entry Top => new([_own]);

    internal Entry Filing => new([(YamlMappingNode)_own["filing"]]);

    internal Entry? Clock(Clock? clock) => In("clocks", clock?.Name);

    internal Entry? State(State? state) => In("states", state?.Name);

    internal Entry? Move(Move? move) => In("moves", move?.Name);

    internal Entry? Work(string? kind) => In("work", kind);

    /// <summary>Adds an entry to the procedure's own file.</summary>
    internal bool Add(string section, string name, string yaml)
    {
        if (!_own.Children.ContainsKey(section))
            _own.Add(section, new YamlMappingNode());
        ((YamlMappingNode)_own[section]).Add(name, Node(yaml));
        return true;
    }

    /// <summary>Takes an entry out, wherever it stands.</summary>
    internal bool Drop(string section, string? name) => name is not null
        && Files.Select(file => Child(file, section) is YamlMappingNode entries && entries.Children.Remove(name)).ToList().Contains(true);

    /// <summary>Takes a name out of every list under one of the keys, wherever it stands.</summary>
    internal bool Unlist(string? name, params string[] keys)
    {
        var lists = name is null ? [] : Files.SelectMany(file => file.AllNodes).OfType<YamlMappingNode>().SelectMany(map => map.Children)
            .Where(pair => keys.Contains(pair.Key.ToString())).Select(pair => pair.Value).OfType<YamlSequenceNode>().ToList();
        return lists.Select(list => list.Children.Remove(new YamlScalarNode(name))).ToList().Contains(true);
    }

    /// <summary>Changes the text of the procedure's own file.</summary>
    internal bool Respell(Func<string, string> respell)
    {
        _respell = respell;
        return true;
    }

    /// <summary>Reads it as it now stands; what is wrong, and the texts by file.</summary>
    internal IReadOnlyList<CatalogueProblem> Read(IReadOnlySet<string> bodyKinds, out Dictionary<string, string> texts)
    {
        var changed = _parts.ToDictionary(part => part.File, part => Text(part.Map));
        List<(string File, string Text)> files = [(_file, _respell(Text(_own)))];
        List<(string File, string Text)> parts = [.. s_parts.Select(part => (part.File, changed.GetValueOrDefault(part.File, part.Text)))];
        texts = files.Concat(parts).ToDictionary();
        try
        {
            ProcedureBook.Load(files, parts, Time.Rules.Book, bodyKinds);
            return [];
        }
        catch (CatalogueException refused)
        {
            // Read alone, for the parts as changed need not fit the others; so those it offers are not there.
            return [.. refused.Problems.Where(problem => !Tale.Shipped.InForce.Any(other => problem.Reason.Contains($"offers the unknown procedure '{other.Id}'", StringComparison.Ordinal)))];
        }
    }

    private IEnumerable<YamlMappingNode> Files => _parts.Select(part => part.Map).Prepend(_own);

    private Entry? In(string section, string? name)
    {
        var maps = name is null ? [] : Files.Select(file => Child(file, section)).OfType<YamlMappingNode>()
            .Select(entries => Child(entries, name)).OfType<YamlMappingNode>().ToList();
        return maps.Count == 0 ? null : new Entry(maps);
    }

    private static YamlNode? Child(YamlMappingNode map, string? key) => key is not null && map.Children.TryGetValue(key, out var child) ? child : null;

    private static YamlMappingNode Tree(string text) => (YamlMappingNode)Node(text);

    private static YamlNode Node(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }

    private static string Text(YamlMappingNode map)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(map)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>A map as the procedure has it: its own file's keys, then those of the part that it is of.</summary>
    internal sealed class Entry(IReadOnlyList<YamlMappingNode> maps)
    {
        internal bool Set(string key, string yaml)
        {
            maps[0].Children[key] = Node(yaml);
            return true;
        }

        /// <summary>Takes a key out; null where it was not there.</summary>
        internal bool? Drop(string key) => maps.Select(map => map.Children.Remove(key)).ToList().Contains(true) ? true : null;

        internal Entry? Map(string? key) => key is not null && Value(key) is YamlMappingNode map ? new Entry([map]) : null;

        internal Entry? Item(string key) => Value(key) is YamlSequenceNode { Children: [YamlMappingNode first, ..] } ? new Entry([first]) : null;

        internal IReadOnlyList<string> Texts(string key) => Value(key) is YamlSequenceNode list ? [.. list.Children.Select(item => item.ToString())] : [];

        internal bool? Without(string key, string item) =>
            Texts(key) is var texts && texts.Contains(item) ? Set(key, $"[{string.Join(", ", texts.Where(text => text != item))}]") : null;

        internal bool With(string key, string item) => Set(key, $"[{string.Join(", ", Texts(key).Append(item))}]");

        private YamlNode? Value(string key) => maps.Select(map => Child(map, key)).FirstOrDefault(value => value is not null);
    }
}
