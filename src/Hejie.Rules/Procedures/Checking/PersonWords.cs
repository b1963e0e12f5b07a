using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>
/// Finds in a text what no procedure may ask about a person, however it is written: in wide or look-alike letters,
/// in traditional characters, with signs or unseen characters between.
/// </summary>
internal static partial class PersonWords
{
    // Pairs of what is written and what is read: traditional characters, variants, and letters of other scripts.
    private const string Pairs =
        "貫贯敎教黨党員员戶户戸户護护證证証证號号碼码維维穩稳復复複复訪访級级鬧闹纏缠車车關关係系會会矯矫區区點点傾倾場场釘钉紋纹臉脸徵征滿满來来數数別别"
        + "樣样歷历⺠民⻋车囗口ロ口аaеeоoрpсcуyхxіiѕsјjԁdһhкkтtмmвbнhοoαaεeιiνvρpτtυuκkηnıi";

    private static readonly Dictionary<char, char> s_meant = Pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

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
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD).Where(letter => char.IsLetterOrDigit(letter) || s_meant.ContainsKey(letter)))
        {
            var small = char.ToLower(letter, CultureInfo.InvariantCulture);
            // The fillers of Hangul are letters that nobody sees.
            if (small is not ('\u115F' or '\u1160' or '\u3164'))
                bare.Append(s_meant.GetValueOrDefault(small, small));
        }

        return bare.ToString();
    }

    [GeneratedRegex(
        "民族|族别|籍贯|宗教|信教|信仰|教派|教徒|政治面貌|政治倾向|政治立场|党员|党派|身份证|身份号码|护照|户籍|户口|前科|案底|刑满|社区矫正|血型|病史|性取向|社会关系"
        + "|重点人|维稳|稳控|敏感时期|重复(信访|上访|来访)|越级|缠访|闹访|上访户|钉子户|(信访|上访)次数|车牌|指纹|人脸|虹膜|征信|信用分"
        + "|ethnic|nationality|religio|faith|belief|politic|partymember|identity(number|card)|idcard|passport|household|criminalrecord|bloodtype|medicalhistory|sexual"
        + "|keyperson|repeat(ed)?petition|earlierpetitions|skiplevel|vexatious|numberplate|fingerprint|biometric|creditscore")]
    private static partial Regex Forbidden();
}
