using System.Text.Json;

namespace Hejie.Bodies;

/// <summary>The kinds of responsibility as forms and programs name them.</summary>
internal static class ResponsibilityWords
{
    public static IReadOnlyList<ResponsibilityKind> All { get; } = Enum.GetValues<ResponsibilityKind>();

    /// <summary>The word of a kind: <c>area-lead</c>, <c>branch</c>, <c>officer</c>, <c>desk</c>.</summary>
    public static string Of(ResponsibilityKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of a word; null where there is none such.</summary>
    public static ResponsibilityKind? Find(string? word) =>
        All.Where(kind => Of(kind) == word).Select(kind => (ResponsibilityKind?)kind).FirstOrDefault();
}
