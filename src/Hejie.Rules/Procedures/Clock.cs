using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures;

/// <summary>A clock of a procedure.</summary>
/// <param name="Name">Its name in the procedure.</param>
/// <param name="Rule">The id of its rule in <c>catalogue/rules</c>.</param>
/// <param name="Title">What it is called: 受理, 办结.</param>
/// <param name="Duty">The promise as a sentence about who must do what, with <c>{body}</c>.</param>
/// <param name="FromHappened">Whether it counts from when the event happened as claimed, not from when it was recorded.</param>
/// <param name="Binds">Whether it binds the body (true), or is a time the resident has (false).</param>
/// <param name="Then">The system's move when it passes; null: the superior is called to supervise.</param>
/// <param name="Since">The clock that it takes over from, such as that of the summary procedure: where the matter has that one, it counts from its day and keeps its pauses.</param>
/// <param name="RuleBy">Where a choice of the move that starts it picks the rule; null: always the one.</param>
public sealed record Clock(string Name, string Rule, Words Title, Words Duty, bool FromHappened, bool Binds, string? Then, string? Since, RuleChoice? RuleBy)
{
    private const char Instance = '#';

    /// <summary>The name of a clock of one referral, which has its own of each: <c>referral-answer#2</c>.</summary>
    public static string InstanceOf(string name, int number) => name + Instance + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The referral that a clock of this name is of; null for a clock of the matter itself.</summary>
    public static int? ReferralOf(string name) =>
        name.IndexOf(Instance, StringComparison.Ordinal) is var at and > 0 ? int.Parse(name.AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The name under which the procedure knows a clock.</summary>
    public static string NameOf(string name) => name.IndexOf(Instance, StringComparison.Ordinal) is var at and > 0 ? name[..at] : name;

    /// <summary>Every rule that it can run by.</summary>
    public IEnumerable<string> Rules => (RuleBy?.Rules.Values ?? []).Prepend(Rule).Distinct();
}

/// <summary>A rule that depends on the answer to a choice, as the law's period does on the kind of proceedings.</summary>
/// <param name="Field">The choice.</param>
/// <param name="Rules">Option → rule.</param>
public sealed record RuleChoice(string Field, IReadOnlyDictionary<string, string> Rules);
