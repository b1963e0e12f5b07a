using System.Text.Json;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Rounds;

/// <summary>
/// Reads a plan of rounds and holds it to safeguard 5: its keys are closed, so that there is no free target and no body
/// other than the service centre; its words are of places and hazards, never of homes and persons; and what is found is
/// handled by a procedure that is open to anyone.
/// </summary>
internal sealed class RoundFile(YamlMap map, ProcedureBook procedures)
{
    /// <summary>The most that one round looks at: who is asked more looks at none.</summary>
    private const int MostItems = 12;

    /// <summary>The longest text: it is read on a small screen, on the way.</summary>
    private const int LongestText = 120;

    private static readonly Dictionary<RoundLevel, RoundInterval> s_every = new()
    {
        [RoundLevel.Group] = RoundInterval.Daily,
        [RoundLevel.Village] = RoundInterval.Weekly,
        [RoundLevel.Township] = RoundInterval.HalfMonthly,
        [RoundLevel.County] = RoundInterval.Monthly,
    };

    private static readonly Role[] s_roles = [Role.GridWorker, Role.DutyOfficer, Role.Lead];

    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    internal RoundPlan Read()
    {
        var id = map.Text("id");
        if (id.Length > 0 && Path.GetFileNameWithoutExtension(map.File) != id)
            map.Problem("id", $"the id '{id}' must be the file's name");
        var title = Words(map, "title");
        var level = Choice(map, "level", Enum.GetValues<RoundLevel>());
        var every = Choice(map, "every", Enum.GetValues<RoundInterval>());
        if (map.Has("level") && map.Has("every") && s_every[level] != every)
            map.Problem("every", $"rounds of a {Word(level)} are {Word(s_every[level])}: none is asked to go more often");
        var role = Choice(map, "role", s_roles);
        if (role == Role.GridWorker && level is RoundLevel.Township or RoundLevel.County)
            map.Problem("role", "grid workers make the rounds of groups and villages alone");
        var items = map.List("looks-at").Select(Item).ToList();
        if (items.Count is 0 or > MostItems)
            map.Problem("looks-at", $"a round looks at 1 to {MostItems} places or hazards, not at {items.Count}");
        foreach (var code in items.Select(item => item.Code).GroupBy(code => code).Where(same => same.Count() > 1))
            map.Problem("looks-at", $"the code '{code.Key}' stands for two things");
        map.Done();
        return new RoundPlan(id, title, level, every, role, items);
    }

    private RoundItem Item(YamlMap item)
    {
        var code = item.Text("code");
        if (code.Length > 40 || !code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            item.Problem("code", $"'{code}' may hold at most 40 small letters, digits and hyphens");
        Plain(code, item, "code");
        var (title, hint) = (Words(item, "title"), item.Has("hint") ? Words(item, "hint") : null);
        var found = item.Map("found");
        var (procedure, kind) = (found.Text("procedure"), found.Text("kind"));
        found.Done();
        item.Done();
        CheckFound(found, procedure, kind);
        return new RoundItem(code, title, hint, procedure, kind);
    }

    private void CheckFound(YamlMap found, string id, string kind)
    {
        if (id.Length == 0 || kind.Length == 0)
            return;
        if (procedures.Find(id) is not { } procedure)
        {
            found.Problem("procedure", $"there is no procedure '{id}'; there are {NameCheck.List(procedures.InForce.Select(each => each.Id))}");
            return;
        }

        if (procedure.Kinds.All(option => option.Code != kind))
            found.Problem("kind", $"the procedure '{id}' has no kind '{kind}'; it has {NameCheck.List(procedure.Kinds.Select(option => option.Code))}");
        else if (procedure.NamedFor(kind).Count > 0)
            found.Problem("kind", $"'{id}' is open to named posts alone for the kind '{kind}': no round looks for it");
        if (procedure.AsksAbout)
            found.Problem("procedure", $"'{id}' asks whom a resident complains about: only residents bring it, no round does");
        if (procedure.Until is { } until)
            found.Problem("procedure", $"the procedure '{id}' takes nothing new after {until:yyyy-MM-dd}");
    }

    private static Words Words(YamlMap owner, string key)
    {
        var words = owner.Words(key);
        WordCheck.Check(words, owner, key, []);
        foreach (var text in new[] { words.Zh, words.En })
        {
            Plain(text, owner, key);
            if (text.Length > LongestText)
                owner.Problem(key, $"'{text[..20]}…' has {text.Length} characters; at most {LongestText} are read on the way");
        }

        return words;
    }

    private static void Plain(string text, YamlMap owner, string key)
    {
        if ((PersonWords.In(text) ?? HomeWords.In(text)) is { } word)
            owner.Problem(key, $"'{word}' is about persons or homes: a round asks about places and hazards");
    }

    private static T Choice<T>(YamlMap owner, string key, IReadOnlyList<T> known)
        where T : struct, Enum
    {
        var text = owner.Text(key);
        foreach (var value in known)
        {
            if (Word(value) == text)
                return value;
        }

        if (text.Length > 0)
            owner.Problem(key, $"'{text}' is none of {NameCheck.List(known.Select(Word))}");
        return known[0];
    }
}
