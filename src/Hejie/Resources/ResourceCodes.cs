using System.Text.Json;
using Hejie.Ui;
using Hejie.Ui.Forms;

namespace Hejie.Resources;

/// <summary>The closed lists of what can be said of a resource: kinds, skills and languages.</summary>
internal static class ResourceCodes
{
    public static IReadOnlyList<ResourceKind> Kinds { get; } = Enum.GetValues<ResourceKind>();

    /// <summary>What somebody is good at.</summary>
    public static IReadOnlyList<string> Skills { get; } =
        ["neighbour", "land", "family", "wages", "damage", "debt", "tourism", "environment", "medical", "minors", "property", "law"];

    /// <summary>What is spoken in the prefecture, and signed.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["zh", "bai", "yi", "lisu", "miao", "sign"];

    public static string Of(ResourceKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static ResourceKind? Find(string? word) => Kinds.Where(kind => Of(kind) == word).Select(kind => (ResourceKind?)kind).FirstOrDefault();

    /// <summary>Codes as a column keeps them: in the list's order, a comma before and after each.</summary>
    public static string Join(IEnumerable<string> codes, IReadOnlyList<string> known)
    {
        var kept = known.Where(codes.ToHashSet().Contains).ToList();
        return kept.Count == 0 ? "" : $",{string.Join(',', kept)},";
    }

    public static IReadOnlyList<string> Split(string column) => column.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public static IReadOnlyList<Choice> KindChoices(IWords words) => [.. Kinds.Select(kind => new Choice(Of(kind), words["resource.kind." + Of(kind)]))];

    public static IReadOnlyList<Choice> SkillChoices(IWords words) => [.. Skills.Select(skill => new Choice(skill, words["resource.skill." + skill]))];

    public static IReadOnlyList<Choice> LanguageChoices(IWords words) => [.. Languages.Select(language => new Choice(language, words["resource.language." + language]))];
}
