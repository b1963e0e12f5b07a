using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Law.Paths;

/// <summary>The path of a procedure in the words of its reader: the same for the picture and for the list beside it.</summary>
internal sealed class PathWords(Procedure procedure, RuleBook rules, DateOnly today, IWords words)
{
    public IWords Words => words;

    /// <summary>What a move is called where it leads one way.</summary>
    public string Title(PathMove way)
    {
        var title = words[way.Move.Title];
        return way.Answer is { } answer ? words["law.answered", title, words[answer]] : title;
    }

    /// <summary>Who may make a move.</summary>
    public string By(Move move) => string.Join(words["law.or"], move.By.Select(Named).Distinct());

    /// <summary>Whether the resident makes it.</summary>
    public static bool IsYours(Move move) => move.By.Any(who => who is Who.Filer or Who.AnyParty);

    /// <summary>What follows a move, beyond its arrow; null where the arrow says all.</summary>
    public string? Note(PathMove way) =>
        way.To == Move.Back ? words["law.goes-back"] : way.Signed ? words["law.when-signed"] : null;

    /// <summary>Where a move leads.</summary>
    public string Target(PathMove way) =>
        way.To is null ? words["law.stays"]
        : way.To == Move.Back ? words["law.goes-back"]
        : words[procedure.States[way.To].Title];

    /// <summary>Who is waited for in a state, and how long at most.</summary>
    public string? Waits(State state) => state.Work is not { } work ? null
        : (work.WaitsOnResident ? words["who.filer"] : words["role." + EnumWords.Kebab(work.Role)]) is var who
            && work.Due is { } due ? words["law.waits-for", who, Period(procedure.Clocks[due])] : who;

    /// <summary>How long a clock runs by the rule in force today.</summary>
    public string Period(Clock clock) => string.Join(words["law.either"], Rules(clock).Select(rule => words[rule.Period]).Distinct());

    /// <summary>The rules that a clock can run by, each in the version that would count what starts today, else the newest.</summary>
    public IEnumerable<Rule> Rules(Clock clock) => clock.Rules.Select(id => (rules.InForce(id, today) ?? rules.Versions(id)[^1]).Rule);

    /// <summary>How a state ends it; null where it does not.</summary>
    public string? Ending(State state) => state.IsFinal ? words["ending." + EnumWords.Kebab(state.Ending)] : null;

    /// <summary>A text with its stop, unless it ends with a mark of its own.</summary>
    public string Sentence(Words text)
    {
        var told = words[text];
        return "？?！!。.".Contains(told[^1], StringComparison.Ordinal) ? told : told + words["law.stop"];
    }

    private string Named(Who who) => who switch
    {
        Who.AtOwner owner => words["role." + EnumWords.Kebab(owner.Role)],
        Who.AtSuperior => words["who.superior"],
        Who.Respondent => words["who.respondent"],
        Who.Filer => words["who.filer"],
        Who.AnyParty => words["who.party"],
        Who.BySystem => words["who.system"],
        Who.Called or Who.CalledTo => words["who.called"],
        _ => throw new ArgumentOutOfRangeException(nameof(who)),
    };
}

/// <summary>The names of closed lists as the catalogue writes them: <c>duty-officer</c>.</summary>
internal static class EnumWords
{
    public static string Kebab<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
