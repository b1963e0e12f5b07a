using System.Collections.Frozen;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>Every rule of the catalogue, each in all its versions.</summary>
public sealed class RuleBook
{
    private readonly FrozenDictionary<string, RuleVersion[]> _versions;
    private readonly FrozenDictionary<string, RuleVersion> _byHash;

    private RuleBook(IEnumerable<RuleVersion> versions)
    {
        _versions = versions.GroupBy(version => version.Rule.Id)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(version => version.Rule.From).ToArray());
        _byHash = _versions.Values.SelectMany(group => group).DistinctBy(version => version.Hash)
            .ToFrozenDictionary(version => version.Hash);
    }

    /// <summary>The ids of all rules.</summary>
    public IReadOnlyCollection<string> Ids => _versions.Keys;

    /// <summary>Reads the rules of all files.</summary>
    /// <exception cref="CatalogueException">A file is wrong; all faults are told at once.</exception>
    public static RuleBook Load(IEnumerable<(string File, string Text)> files)
    {
        var problems = new List<CatalogueProblem>();
        var book = Read(files, problems);
        return problems.Count == 0 ? book : throw new CatalogueException(problems);
    }

    /// <summary>Reads the rules of all files, adding what is wrong to the problems.</summary>
    public static RuleBook Read(IEnumerable<(string File, string Text)> files, List<CatalogueProblem> problems)
    {
        var book = new RuleBook(files.SelectMany(file => RuleFile.Read(file.File, file.Text, problems)).ToList());
        foreach (var versions in book._versions.Values) FindOverlaps(versions, problems);
        return book;
    }

    /// <summary>The version that applies to what started on the date; null when none does.</summary>
    public RuleVersion? InForce(string id, DateOnly trigger) =>
        Array.Find(Of(id), version => version.Rule.AppliesTo(trigger));

    /// <summary>Every version of a rule, the oldest first; empty for an unknown id.</summary>
    public IReadOnlyList<RuleVersion> Versions(string id) => Of(id);

    /// <summary>The version with the hash, whatever its dates: a clock keeps the rule it was started under.</summary>
    public RuleVersion? ByHash(string hash) => _byHash.GetValueOrDefault(hash);

    private RuleVersion[] Of(string id) => _versions.GetValueOrDefault(id, []);

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
