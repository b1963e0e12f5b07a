using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;
using Hejie.Rules.Time;

namespace Hejie.Rules.Guide;

/// <summary>Reads the guide from its file, each part on its own line for the check.</summary>
internal sealed class GuideFile(YamlMap map, RuleBook rules, ProcedureBook procedures)
{
    private readonly Dictionary<string, GuideQuestion> _questions = [];
    private readonly Dictionary<string, GuideLeaf> _leaves = [];
    private readonly Dictionary<(string Name, string? Answer), YamlMap> _maps = [];

    internal static GuideBook? Read(string file, string text, RuleBook rules, ProcedureBook procedures, List<CatalogueProblem> problems)
    {
        var before = problems.Count;
        var map = YamlMap.Parse(file, text, problems);
        var book = new GuideFile(map, rules, procedures).Read();
        return problems.Count == before ? book : null;
    }

    private GuideBook? Read()
    {
        var first = map.Text("first");
        foreach (var (name, question) in map.Maps("questions"))
            _questions.Add(name, Question(name, question));
        foreach (var (name, leaf) in map.Maps("leaves"))
        {
            if (_questions.ContainsKey(name))
                leaf.Problem(null, $"'{name}' is also a question: one name, one place");
            _leaves.Add(name, Leaf(name, leaf));
        }

        if (!_questions.TryGetValue(first, out var asked))
        {
            map.Problem("first", $"the first question '{first}' is not among the questions");
            return null;
        }

        IReadOnlyList<Door> doors = [.. map.List("doors").Select(door => Door(door, asked))];
        if (doors.Count > GuideBook.MostDoors)
            map.Problem("doors", $"{doors.Count} doors; at most {GuideBook.MostDoors} can be taken in at a glance");
        map.Done();
        var book = new GuideBook(asked, _questions, _leaves, doors);
        new GuideCheck(book, _maps).Check();
        return book;
    }

    private GuideQuestion Question(string name, YamlMap question)
    {
        _maps.Add((name, null), question);
        var answers = question.Maps("answers").Select(pair => Answer(name, pair.Key, pair.Value)).ToList();
        if (answers.Count < 2)
            question.Problem("answers", $"the question '{name}' has {answers.Count switch { 0 => "no answers", _ => "one answer" }}: a question needs at least two");
        var read = new GuideQuestion(name, Words(question, "ask"), OptionalWords(question, "hint"), answers);
        question.Done();
        return read;
    }

    private GuideAnswer Answer(string question, string code, YamlMap answer)
    {
        _maps.Add((question, code), answer);
        if (!code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            answer.Problem(null, $"'{code}' may hold small letters, digits and hyphens only: it is a part of the page's address");
        var read = new GuideAnswer(code, Words(answer, "text"), OptionalWords(answer, "hint"), answer.Text("to"));
        answer.Done();
        return read;
    }

    private GuideLeaf Leaf(string name, YamlMap leaf)
    {
        _maps.TryAdd((name, null), leaf);
        var (why, wrong) = (Words(leaf, "why"), Words(leaf, "wrong-door"));
        var (limits, since) = (leaf.Texts("limits"), OptionalWords(leaf, "since"));
        foreach (var limit in limits.Where(limit => !rules.Ids.Contains(limit)))
            leaf.Problem("limits", $"the leaf '{name}' names the rule '{limit}', which is not in catalogue/rules");
        foreach (var limit in limits.Where(limit => rules.Versions(limit) is [.., { Rule.Unit: PeriodUnit.Hours or PeriodUnit.AtOnce or PeriodUnit.Minutes }]))
            leaf.Problem("limits", $"the leaf '{name}' names the rule '{limit}', which is counted from a moment: nobody is asked for the minute here");
        if (limits.Count > 0 && since is null)
            leaf.Problem("limits", $"the leaf '{name}' has limits and does not ask from which day they count: add 'since'");
        if (limits.Count == 0 && since is not null)
            leaf.Problem("since", $"the leaf '{name}' asks for a day from which no limit counts: add 'limits', or take 'since' out");
        GuideLeaf read = leaf.OptionalMap("elsewhere") is { } elsewhere
            ? Elsewhere(name, why, wrong, limits, since, leaf, elsewhere)
            : new GuideLeaf.Filing(name, why, wrong, limits, since, Procedure(leaf));
        leaf.Done();
        return read;
    }

    private static GuideLeaf.Elsewhere Elsewhere(
        string name, Words why, Words wrong, IReadOnlyList<string> limits, Words? since, YamlMap leaf, YamlMap elsewhere)
    {
        if (leaf.OptionalText("procedure") is not null)
            leaf.Problem("procedure", $"the leaf '{name}' leads to two doors: name a procedure, or 'elsewhere'");
        var (title, telephone) = (Words(elsewhere, "title"), elsewhere.Text("telephone"));
        if (telephone.Length > 0 && (telephone.Count(char.IsAsciiDigit) < 3 || telephone.Any(sign => !char.IsAsciiDigit(sign) && sign != '-')))
            elsewhere.Problem("telephone", $"'{telephone}' is no telephone: digits and hyphens, such as 12348 or 0872-12345");
        elsewhere.Done();
        return new GuideLeaf.Elsewhere(name, why, wrong, limits, since, title, telephone);
    }

    private Door Door(YamlMap door, GuideQuestion first)
    {
        var (title, promise, picture) = (Words(door, "title"), Words(door, "promise"), Picture(door));
        Door read;
        if (door.OptionalText("answer") is { } answer)
        {
            if (first.Find(answer) is null)
                door.Problem("answer", $"the first question has no answer '{answer}'; it has {NameCheck.List(first.Answers.Select(each => each.Code))}");
            read = new Door.Asked(title, promise, picture, answer);
        }
        else
        {
            read = new Door.Filing(title, promise, picture, Procedure(door));
        }

        door.Done();
        return read;
    }

    private static DoorPicture Picture(YamlMap door)
    {
        var name = door.Text("picture");
        foreach (var picture in Enum.GetValues<DoorPicture>())
        {
            if (string.Equals(picture.ToString(), name, StringComparison.OrdinalIgnoreCase))
                return picture;
        }

        if (name.Length > 0)
            door.Problem("picture", $"there is no picture '{name}'; there are {NameCheck.List(Enum.GetNames<DoorPicture>().Select(known => known.ToLowerInvariant()))}");
        return default;
    }

    private string Procedure(YamlMap owner)
    {
        var id = owner.Text("procedure");
        var found = procedures.Find(id);
        if (id.Length > 0 && found is null)
            owner.Problem("procedure", $"there is no procedure '{id}'; there are {NameCheck.List(procedures.InForce.Select(procedure => procedure.Id))}");
        if (found?.Until is { } until)
            owner.Problem("procedure", $"the procedure '{id}' takes nothing new after {until:yyyy-MM-dd}: lead to another door");
        return id;
    }

    private static Words Words(YamlMap owner, string key)
    {
        var words = owner.Words(key);
        WordCheck.Check(words, owner, key, []);
        return words;
    }

    private static Words? OptionalWords(YamlMap owner, string key) => owner.Has(key) ? Words(owner, key) : null;
}
