namespace Hejie.Data;

/// <summary>Marks the few statements that rightly read the tables of matters across counties; each is listed in <c>docs/change.md</c>.</summary>
internal static class AcrossCounties
{
    public const string Tag = "AcrossCounties";
}
