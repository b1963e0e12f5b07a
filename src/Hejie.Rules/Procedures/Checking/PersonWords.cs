using System.Text.RegularExpressions;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>
/// Finds in a text what no procedure may ask about a person, however it is written: in wide or look-alike letters,
/// in traditional characters, with signs or unseen characters between.
/// </summary>
public static partial class PersonWords
{
    /// <summary>Where a forbidden word stands by chance, or where it is said that it is no ground.</summary>
    private static readonly string[] s_innocent =
    [.. new[]
    {
        "党员干部作风", "保护照", "维护照", "看护照", "目前科", "相信教",
        "a family's belief, language, poverty or petitions are never grounds", "in good faith", "household waste", "paid card",
    }.Select(Bare)];

    /// <summary>The first forbidden word of a text; null where there is none.</summary>
    public static string? In(string text)
    {
        var bare = s_innocent.Aggregate(Bare(text), (rest, innocent) => rest.Replace(innocent, "|", StringComparison.Ordinal));
        return Forbidden().Match(bare) is { Success: true } match ? match.Value : null;
    }

    /// <summary>The letters and digits alone, each in its plainest form.</summary>
    internal static string Bare(string text) => string.Concat(PlainLetters.Of(text).Text.Where(char.IsLetterOrDigit));

    [GeneratedRegex(
        "民族|族别|籍贯|宗教|信教|信仰|教派|教徒|政治面貌|政治倾向|政治立场|党员|党派|身份证|身份号码|护照|户籍|户口|前科|案底|刑满|社区矫正|血型|病史|性取向|社会关系"
        + "|重点人|维稳|稳控|敏感时期|重复(信访|上访|来访)|越级|缠访|闹访|上访户|钉子户|(信访|上访)次数|车牌|指纹|人脸|虹膜|征信|信用分"
        + "|ethnic|nationality|religio|faith|belief|politic|partymember|identity(number|card)|idcard|passport|household|criminalrecord|bloodtype|medicalhistory|sexual"
        + "|keyperson|repeat(ed)?petition|earlierpetitions|skiplevel|vexatious|numberplate|fingerprint|biometric|creditscore")]
    private static partial Regex Forbidden();
}
