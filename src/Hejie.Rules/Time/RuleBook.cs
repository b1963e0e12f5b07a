using System.Collections.Frozen;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>Every rule of the catalogue, each in all its versions.</summary>
public sealed class RuleBook
{
    private readonly FrozenDictionary<string, RuleVersion[]> _versions;
    private readonly FrozenDictionary<string, RuleVersion> _byHash;

    private RuleBook(IEnumerable<RuleVersion> versions, IEnumerable<RuleVersion> former)
    {
        _versions = versions.GroupBy(version => version.Rule.Id)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(version => version.Rule.From).ToArray());
        _byHash = _versions.Values.SelectMany(group => group).Concat(former).DistinctBy(version => version.Hash)
            .ToFrozenDictionary(version => version.Hash);
    }

    /// <summary>The ids of all rules.</summary>
    public IReadOnlyCollection<string> Ids => _versions.Keys;

    /// <summary>Reads the rules of all files.</summary>
    /// <param name="files">The files in force: name and text.</param>
    /// <exception cref="CatalogueException">A file is wrong; all faults are told at once.</exception>
    public static RuleBook Load(IEnumerable<(string File, string Text)> files)
    {
        var problems = new List<CatalogueProblem>();
        var book = Read(files, problems);
        return problems.Count == 0 ? book : throw new CatalogueException(problems);
    }

    /// <summary>Reads the rules of all files, adding what is wrong to the problems.</summary>
    public static RuleBook Read(IEnumerable<(string File, string Text)> files, List<CatalogueProblem> problems) =>
        Checked(new RuleBook(Versions(files, problems), []), problems);

    /// <summary>The same rules, by whose hashes versions formerly in force are found too.</summary>
    /// <param name="files">Files formerly in force: name and text.</param>
    /// <exception cref="CatalogueException">A file is wrong.</exception>
    public RuleBook WithFormer(IEnumerable<(string File, string Text)> files)
    {
        var problems = new List<CatalogueProblem>();
        var book = new RuleBook(_versions.Values.SelectMany(group => group), Versions(files, problems));
        return problems.Count == 0 ? book : throw new CatalogueException(problems);
    }

    /// <summary>The rules with a change of the law; every version that was here before is still found by its hash.</summary>
    /// <param name="change">The change: a version replaces the one of its rule that begins on the same day.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    public RuleBook With(LawChange change, List<CatalogueProblem> problems)
    {
        foreach (var unknown in change.Rules.Where(version => !_versions.ContainsKey(version.Rule.Id)))
            problems.Add(new CatalogueProblem(unknown.File, unknown.Line, $"unknown rule '{unknown.Rule.Id}'; a change names rules that the catalogue has"));
        var replaced = change.Rules.Select(version => (version.Rule.Id, version.Rule.From)).ToHashSet();
        var kept = _versions.Values.SelectMany(group => group).Where(version => !replaced.Contains((version.Rule.Id, version.Rule.From)));
        return Checked(new RuleBook(kept.Concat(change.Rules), _byHash.Values), problems);
    }

    /// <summary>The version in force on the date on which something starts; null when none is.</summary>
    public RuleVersion? InForce(string id, DateOnly trigger) =>
        Array.Find(Of(id), version => version.Rule.AppliesTo(trigger));

    /// <summary>
    /// The version that counts a period: the one in force at its start, unless a later version takes over what still
    /// runs on its first day (<see cref="Transition.Running"/>). Null when none was in force at the start.
    /// </summary>
    public RuleVersion? InForce(string id, Trigger trigger, Calendar calendar, CountOptions? options = null)
    {
        RuleVersion? found = null;
        foreach (var version in Of(id))
        {
            if (version.Rule.AppliesTo(trigger.Date)) found = version;
            else if (found is not null && version.Rule.Transition == Transition.Running
                && Counter.DueDate(found.Rule, trigger, calendar, options) >= version.Rule.From) found = version;
        }

        return found;
    }

    /// <summary>Every version of a rule, the oldest first; empty for an unknown id.</summary>
    public IReadOnlyList<RuleVersion> Versions(string id) => Of(id);

    /// <summary>The version with the hash, whatever its dates: a clock keeps the rule it was started under.</summary>
    public RuleVersion? ByHash(string hash) => _byHash.GetValueOrDefault(hash);

    private static List<RuleVersion> Versions(IEnumerable<(string File, string Text)> files, List<CatalogueProblem> problems) =>
        [.. files.SelectMany(file => RuleFile.Read(file.File, file.Text, problems))];

    private static RuleBook Checked(RuleBook book, List<CatalogueProblem> problems)
    {
        foreach (var versions in book._versions.Values)
        {
            FindOverlaps(versions, problems);
            book.FindRelief(versions, problems);
        }

        return book;
    }

    private RuleVersion[] Of(string id) => _versions.GetValueOrDefault(id, []);

    private void FindRelief(RuleVersion[] versions, List<CatalogueProblem> problems)
    {
        foreach (var version in versions.Where(version => version.Rule.Relief is { } relief && Of(relief).Length == 0))
        {
            problems.Add(new CatalogueProblem(version.File, version.Line,
                $"'{version.Rule.Id}' names '{version.Rule.Relief}' for relief, and there is no such rule"));
        }
    }

    private static void FindOverlaps(RuleVersion[] versions, List<CatalogueProblem> problems)
    {
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
        {
            if (earlier.Rule.AppliesTo(later.Rule.From))
                problems.Add(new CatalogueProblem(later.File, later.Line,
                    $"'{later.Rule.Id}' is in force twice from {later.Rule.From:yyyy-MM-dd} (see {earlier.File}:{earlier.Line})"));
        }
    }
}
