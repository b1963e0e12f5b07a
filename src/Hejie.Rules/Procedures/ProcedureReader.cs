using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Procedures;

/// <summary>Reads the parts of one procedure, from its own file and the parts it uses, and keeps where each stands.</summary>
internal sealed class ProcedureReader(IReadOnlyList<YamlMap> files, ProcedureMaps maps)
{
    private const string CalledTo = "called:";

    public Procedure Read(string hash)
    {
        var (map, opening) = (maps.Top, maps.Filing);
        var states = Merge("states", State);
        var procedure = new Procedure(
            map.Text("id"),
            hash,
            Words(map, "title"),
            Words(map, "promise"),
            map.Texts("articles"),
            map.Text("number"),
            Options(map, "kinds"),
            Options(map, "stages"),
            Form(opening, "form"),
            opening.Flag("about-body"),
            [.. opening.List("routes").Select(Route)],
            opening.Text("enters"),
            new Opening(opening.Texts("start"), Words(opening, "tells", "body")) { Opens = [.. opening.List("opens").Select(Opens)] },
            Merge("clocks", Clock),
            states,
            Merge("moves", (name, move) => ReadMove(name, move, states)),
            Merge("work", (name, work) => new WorkKind(name, Words(work, "title")) { Sees = work.Texts("sees") }),
            [.. Merge("remedies", (code, remedy) => new Option(code, Words(remedy, "title"))).Values])
        {
            From = map.OptionalDate("from"),
            Until = map.OptionalDate("until"),
            IsMediation = map.Flag("mediation"),
            IsDanger = map.Flag("danger"),
            OpenTo = [.. map.Texts("open-to").Select(role => Parse(map, "open-to", role, Role.Lead))],
            OpenKinds = OpenKinds(map.OptionalMap("open-kinds")),
            Irrevocable = map.Has("irrevocable") ? Words(map, "irrevocable") : null,
            Keeps = Keeping(map.OptionalMap("keeps")),
        };
        opening.Done();
        foreach (var file in files)
            file.Done();
        return procedure;
    }

    private static Dictionary<string, IReadOnlyList<Role>> OpenKinds(YamlMap? map)
    {
        if (map is null)
            return [];
        var open = map.Keys.ToDictionary(kind => kind, kind => (IReadOnlyList<Role>)[.. map.Texts(kind).Select(role => Parse(map, kind, role, Role.Lead))]);
        map.Done();
        return open;
    }

    /// <summary>Absent in versions from before it was asked; the check asks for it.</summary>
    private static Keeping? Keeping(YamlMap? map)
    {
        if (map is null)
            return null;
        var days = map.OptionalNumber("days");
        var keeps = new Keeping(days is null ? map.Number("years") : map.OptionalNumber("years") ?? 0, map.Flag("by-law"), map.OptionalNumber("unfounded-days"), map.Text("article"), map.Flag("verified")) { Days = days };
        map.Done();
        return keeps;
    }

    private Dictionary<string, T> Merge<T>(string section, Func<string, YamlMap, T> read)
    {
        var merged = new Dictionary<string, T>();
        foreach (var (name, map) in Entries(section))
        {
            if (!merged.TryAdd(name, read(name, map)))
                map.Problem(null, $"'{name}' is already defined by another file that this procedure uses");
            maps.Add(section, name, map);
            map.Done();
        }

        return merged;
    }

    /// <summary>
    /// What the procedure's own file says, and then what its parts say. <c>of: PART</c> fits an entry of a part to this
    /// procedure: the keys given here stand instead of the part's, all others stay the part's.
    /// </summary>
    private IEnumerable<(string Name, YamlMap Map)> Entries(string section)
    {
        var shared = files.Skip(1).SelectMany(part => part.Maps(section)
            .Select(entry => (Part: Path.GetFileNameWithoutExtension(part.File), Name: entry.Key, Map: entry.Value))).ToList();
        foreach (var (name, own) in files[0].Maps(section))
        {
            var at = own.OptionalText("of") is { } of ? shared.FindIndex(entry => entry.Part == of && entry.Name == name) : -1;
            if (at < 0)
            {
                if (own.Has("of"))
                    own.Problem("of", $"'{name}' is not in the part '{own.Text("of")}', or this procedure does not use that part");
                yield return (name, own);
                continue;
            }

            var fitted = own.Over(shared[at].Map);
            fitted.OptionalText("of");
            shared.RemoveAt(at);
            yield return (name, fitted);
        }

        foreach (var (_, name, map) in shared)
            yield return (name, map);
    }

    /// <summary>A text for people, kept with the placeholders that it may have.</summary>
    private Words Words(YamlMap map, string key, params string[] placeholders)
    {
        var words = map.Words(key);
        maps.Words.Add((words, map, key, placeholders));
        return words;
    }

    private Clock Clock(string name, YamlMap map) => new(
        name, map.Text("rule"), Words(map, "title"), Words(map, "duty", "body"),
        FromHappened(map), map.Flag("binds", fallback: true), map.OptionalText("then"), map.OptionalText("since"), RuleBy(map.OptionalMap("rule-by")));

    private static RuleChoice? RuleBy(YamlMap? map)
    {
        if (map is null)
            return null;
        var choice = new RuleChoice(map.Text("field"), map.TextMap("rules").ToDictionary());
        map.Done();
        return choice;
    }

    private static bool FromHappened(YamlMap map)
    {
        var from = map.OptionalText("from") ?? "recorded";
        if (from is not ("happened" or "recorded"))
            map.Problem("from", $"'{from}' is no moment to count from; known are happened, recorded");
        return from == "happened";
    }

    private State State(string name, YamlMap map)
    {
        var work = map.OptionalMap("work");
        var state = new State(
            name, map.Text("stage"), Words(map, "title"), Words(map, "tells"),
            work is null ? null : new StateWork(
                work.Text("kind"), Parse(work, "role", work.Text("role"), Role.DutyOfficer), work.OptionalText("due"),
                work.Flag("assigned"), work.Flag("waits-on-resident")),
            map.Texts("starts"), map.Texts("stops"), map.Flag("closing"), Word(map, "ending", Ending.None), map.Has("next") ? Words(map, "next") : null, map.Line)
        {
            Agreed = map.Flag("agreed"),
            Erases = map.Flag("erases"),
            Offers = map.Texts("offers"),
        };
        work?.Done();
        return state;
    }

    private Move ReadMove(string name, YamlMap map, Dictionary<string, State> states)
    {
        var key = map.OptionalText("key");
        if (key is { Length: > 1 })
            map.Problem("key", $"a key is one letter, not '{key}'");
        var branch = map.OptionalMap("to-by");
        var move = new Move(
            name, Words(map, "title"), key?[0], Word(map, "tone", Tone.Quiet),
            [.. map.Texts("by").Select(who => By(map, who))], From(map, states), map.OptionalText("to"), Form(map, "form"),
            map.Texts("start"), map.Texts("stop"), map.Texts("pause"), map.Texts("resume"), map.Texts("extend"),
            map.OptionalText("owner"), map.Flag("owner-superior"), map.Flag("owner-back"), map.OptionalText("assign"),
            [.. map.List("opens").Select(Opens)], map.Texts("closes"), map.Flag("numbers"), map.Flag("invites"),
            Word(map, "signs", Signs.Nobody), map.OptionalText("when-signed"), map.Flag("attempt"),
            [.. map.Texts("guards").Select(guard => Parse<Guard>(map, "guards", guard, default))],
            branch is null ? null : new Branch(branch.Text("field"), branch.TextMap("to").ToDictionary(), branch.Texts("stop")),
            map.Flag("clears"), map.Flag("confidential"), Words(map, "tells", "body", "number"), map.Line, map.Texts("within"), map.Flag("returns"),
            map.Has("to-others") ? Words(map, "to-others") : null)
        {
            Awaits = map.Texts("awaits"),
            OwnerActor = map.Flag("owner-actor"),
            Refers = Word(map, "refers", Refers.Nothing),
            Shows = Lists(map.OptionalMap("shows")),
        };
        branch?.Done();
        return move;
    }

    private static Dictionary<string, IReadOnlyList<string>> Lists(YamlMap? map)
    {
        if (map is null)
            return [];
        var lists = map.Keys.ToDictionary(key => key, map.Texts);
        map.Done();
        return lists;
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
            map.OptionalText("due-field"), map.OptionalText("due"), map.Flag("assigned"), map.Flag("as-state"))
        {
            At = map.Has("body") ? new Route(map.Text("body"), Parse(map, "level", map.Text("level"), PlaceLevel.Village)) : null,
            AtActor = map.Flag("actor"),
            AtFormer = map.Flag("former"),
        };
        map.Done();
        return work;
    }

    private static Route Route(YamlMap map)
    {
        var route = new Route(map.Text("body"), Word(map, "level", PlaceLevel.Village), map.Flag("beside"));
        map.Done();
        return route;
    }

    private List<Field> Form(YamlMap owner, string key)
    {
        var fields = new List<Field>();
        foreach (var (name, map) in owner.Maps(key))
        {
            var type = Word(map, "type", FieldType.Text);
            var field = new Field(
                name, type, Words(map, "label"), map.Has("hint") ? Words(map, "hint") : null, map.Flag("required"),
                map.OptionalNumber("max") ?? Most(type), Options(map, "options"), map.Texts("kinds"),
                map.Has("role") ? Word(map, "role", Role.Mediator) : null, map.Flag("to-resident"), map.Flag("future"));
            maps.Fields.Add((field, map));
            fields.Add(field);
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

    private List<Option> Options(YamlMap map, string key)
    {
        var options = new List<Option>();
        foreach (var (code, words) in map.Maps(key))
        {
            options.Add(new Option(code, new Words(words.Text("zh"), words.Text("en"))));
            maps.Words.Add((options[^1].Label, words, null, []));
            words.Done();
        }

        return options;
    }

    private static Who By(YamlMap map, string who) => who switch
    {
        "filer" => new Who.Filer(),
        "respondent" => new Who.Respondent(),
        "party" => new Who.AnyParty(),
        "superior" => new Who.AtSuperior(),
        "called" => new Who.Called(),
        "system" => new Who.BySystem(),
        _ when who.StartsWith(CalledTo, StringComparison.Ordinal) => new Who.CalledTo(who[CalledTo.Length..]),
        _ => new Who.AtOwner(Parse(map, "by", who, Role.DutyOfficer)),
    };

    private static T Word<T>(YamlMap map, string key, T fallback)
        where T : struct, Enum => map.Has(key) ? Parse(map, key, map.Text(key), fallback) : fallback;

    /// <summary>A word of a closed list, written with hyphens: <c>duty-officer</c>.</summary>
    private static T Parse<T>(YamlMap map, string key, string word, T fallback)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Hyphened(value) == word)
                return value;
        }

        if (word.Length > 0)
            map.Problem(key, $"'{word}' is not known here; known are {string.Join(", ", Known<T>(key))}");
        return fallback;
    }

    private static IEnumerable<string> Known<T>(string key)
        where T : struct, Enum =>
        (key == "by" ? ["filer", "respondent", "party", "superior", "called", "system"] : Enumerable.Empty<string>()).Concat(Enum.GetValues<T>().Select(Hyphened));

    private static string Hyphened<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, index) => char.IsAsciiLetterUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : $"{letter}"));
}
