using System.Security.Cryptography;
using System.Text;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;

namespace Hejie.Rules.Procedures;

/// <summary>Reads a procedure from its file. Words that the code does not know (a role, a guard, a type) are problems with their line.</summary>
public static class ProcedureFile
{
    /// <summary>Reads one procedure.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="parts">The shared parts by name: states, moves, clocks, work and remedies that a procedure can use.</param>
    /// <param name="problems">Collects what is wrong.</param>
    /// <returns>The procedure, or null where it is too broken to check further.</returns>
    public static Procedure? Read(
        string file, string text, IReadOnlyDictionary<string, (string File, string Text)> parts, List<CatalogueProblem> problems)
    {
        var before = problems.Count;
        var map = YamlMap.Parse(file, text, problems);
        var maps = new List<YamlMap> { map };
        var hashed = new StringBuilder(text);
        foreach (var name in map.Texts("uses"))
        {
            if (!parts.TryGetValue(name, out var part))
            {
                map.Problem("uses", $"unknown part '{name}'");
                continue;
            }

            maps.Add(YamlMap.Parse(part.File, part.Text, problems));
            hashed.Append('\0').Append(part.Text);
        }

        var opening = map.Map("filing");
        var states = Merge(maps, "states", State);
        var procedure = new Procedure(
            map.Text("id"),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed.ToString()))),
            map.Words("title"),
            map.Words("promise"),
            map.Texts("articles"),
            map.Text("number"),
            Options(map, "kinds"),
            Options(map, "stages"),
            Form(opening, "form"),
            opening.Flag("about-body"),
            [.. opening.List("routes").Select(Route)],
            opening.Text("enters"),
            new Opening(opening.Texts("start"), opening.Words("tells")),
            Merge(maps, "clocks", Clock),
            states,
            Merge(maps, "moves", (name, move) => ReadMove(name, move, states)),
            Merge(maps, "work", (name, work) => new WorkKind(name, work.Words("title"))),
            [.. Merge(maps, "remedies", (code, words) => new Option(code, words.Words("title"))).Values]);
        opening.Done();
        foreach (var each in maps)
            each.Done();
        return problems.Count > before ? null : procedure;
    }

    private static Dictionary<string, T> Merge<T>(List<YamlMap> maps, string section, Func<string, YamlMap, T> read)
    {
        var merged = new Dictionary<string, T>();
        foreach (var (name, map) in maps.SelectMany(map => map.Maps(section)))
        {
            if (!merged.TryAdd(name, read(name, map)))
                map.Problem(null, $"'{name}' is already defined by another file that this procedure uses");
            map.Done();
        }

        return merged;
    }

    private static Clock Clock(string name, YamlMap map) => new(
        name, map.Text("rule"), map.Words("title"), map.Words("duty"),
        map.OptionalText("from") == "happened", map.Flag("binds", fallback: true), map.OptionalText("then"));

    private static State State(string name, YamlMap map)
    {
        var work = map.OptionalMap("work");
        var state = new State(
            name, map.Text("stage"), map.Words("title"), map.Words("tells"),
            work is null ? null : new StateWork(
                work.Text("kind"), Word(work, "role", Role.DutyOfficer), work.OptionalText("due"),
                work.Flag("assigned"), work.Flag("waits-on-resident")),
            map.Texts("starts"), map.Texts("stops"), map.Flag("closing"), Word(map, "ending", Ending.None), map.OptionalWords("next"), map.Line);
        work?.Done();
        return state;
    }

    private static Move ReadMove(string name, YamlMap map, Dictionary<string, State> states)
    {
        var key = map.OptionalText("key");
        if (key is { Length: > 1 })
            map.Problem("key", "a key is one character");
        var branch = map.OptionalMap("to-by");
        var move = new Move(
            name, map.Words("title"), key?[0], Word(map, "tone", Tone.Quiet),
            [.. map.Texts("by").Select(who => By(map, who))], From(map, states), map.OptionalText("to"), Form(map, "form"),
            map.Texts("start"), map.Texts("stop"), map.Texts("pause"), map.Texts("resume"), map.Texts("extend"),
            map.OptionalText("owner"), map.Flag("owner-superior"), map.Flag("owner-back"), map.OptionalText("assign"),
            [.. map.List("opens").Select(Opens)], map.Texts("closes"), map.Flag("numbers"), map.Flag("invites"),
            Word(map, "signs", Signs.Nobody), map.OptionalText("when-signed"), map.Flag("attempt"),
            [.. map.Texts("guards").Select(guard => Parse<Guard>(map, "guards", guard, default))],
            branch is null ? null : new Branch(branch.Text("field"), branch.TextMap("to").ToDictionary(), branch.Texts("stop")),
            map.Flag("clears"), map.Flag("confidential"), map.Words("tells"), map.Line, map.Texts("within"), map.Flag("returns"));
        branch?.Done();
        return move;
    }

    /// <summary>The states named; <c>all</c> stands for every state that is no ending, <c>open</c> for those not on their way out.</summary>
    private static List<string> From(YamlMap map, Dictionary<string, State> states) =>
        [.. map.Texts("from").SelectMany(from => from switch
        {
            "all" => states.Values.Where(state => !state.IsFinal).Select(state => state.Name),
            "open" => states.Values.Where(state => !state.IsFinal && !state.Closing).Select(state => state.Name),
            _ => [from],
        }).Distinct()];

    private static OpensWork Opens(YamlMap map)
    {
        var work = new OpensWork(
            map.Text("kind"), Word(map, "role", Role.DutyOfficer), map.Flag("superior"),
            map.OptionalText("due-field"), map.OptionalText("due"), map.Flag("assigned"), map.Flag("as-state"));
        map.Done();
        return work;
    }

    private static Route Route(YamlMap map)
    {
        var route = new Route(map.Text("body"), Word(map, "level", PlaceLevel.Village));
        map.Done();
        return route;
    }

    private static List<Field> Form(YamlMap owner, string key)
    {
        var fields = new List<Field>();
        foreach (var (name, map) in owner.Maps(key))
        {
            var type = Word(map, "type", FieldType.Text);
            fields.Add(new Field(
                name, type, map.Words("label"), map.OptionalWords("hint"), map.Flag("required"),
                map.OptionalNumber("max") ?? Most(type), Options(map, "options"), map.Texts("kinds"),
                map.Has("role") ? Word(map, "role", Role.Mediator) : null, map.Flag("to-resident"), map.Flag("future")));
            if (type == FieldType.Choice && !map.Has("options"))
                map.Problem(null, $"the choice '{name}' has no options");
            map.Done();
        }

        return fields;
    }

    private static int Most(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Summary => 120,
        FieldType.LongText => 10_000,
        FieldType.Number => 1_000_000,
        _ => 2_000,
    };

    private static List<Option> Options(YamlMap map, string key)
    {
        var options = new List<Option>();
        foreach (var (code, words) in map.Maps(key))
        {
            options.Add(new Option(code, new Words(words.Text("zh"), words.Text("en"))));
            words.Done();
        }

        return options;
    }

    private static Who By(YamlMap map, string who) => who switch
    {
        "filer" => new Who.Filer(),
        "party" => new Who.AnyParty(),
        "superior" => new Who.AtSuperior(),
        "called" => new Who.Called(),
        "system" => new Who.BySystem(),
        _ => new Who.AtOwner(Parse(map, "by", who, Role.DutyOfficer)),
    };

    private static T Word<T>(YamlMap map, string key, T fallback)
        where T : struct, Enum => map.Has(key) ? Parse(map, key, map.Text(key), fallback) : fallback;

    /// <summary>A word of a closed list, written with hyphens: <c>duty-officer</c>.</summary>
    private static T Parse<T>(YamlMap map, string key, string word, T fallback)
        where T : struct, Enum
    {
        if (!word.Any(char.IsAsciiLetterUpper) && !word.Any(char.IsAsciiDigit)
            && Enum.TryParse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value))
            return value;
        map.Problem(key, $"'{word}' is not one of the known words for {key}");
        return fallback;
    }
}
