using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Law;

/// <summary>The rules as they are listed: the newest version of each, in the order of their files.</summary>
internal static class RuleList
{
    public static IEnumerable<Rule> Of(RuleBook rules) =>
        Grouped(rules).SelectMany(group => group);

    /// <summary>The rules by the name of the file that they stand in.</summary>
    public static IEnumerable<IGrouping<string, Rule>> Grouped(RuleBook rules) =>
        rules.Ids.Select(id => rules.Versions(id)[^1]).OrderBy(version => version.File, StringComparer.Ordinal).ThenBy(version => version.Line)
            .GroupBy(version => Path.GetFileNameWithoutExtension(version.File), version => version.Rule);

    /// <summary>Whether a rule has these words in its name, its article or its id, in either language.</summary>
    public static bool Matches(Rule rule, string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            new[] { rule.Id, rule.Title.Zh, rule.Title.En, rule.Starts.Zh, rule.Starts.En, rule.Article }
                .Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    extension(ProcedureBook procedures)
    {
        /// <summary>The procedures in force with a clock of this rule.</summary>
        public IEnumerable<Procedure> Using(string rule) =>
            procedures.InForce.Where(procedure => procedure.Clocks.Values.Any(clock => clock.Rules.Contains(rule)));
    }
}
