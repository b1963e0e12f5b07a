using System.Text.RegularExpressions;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Rounds;

/// <summary>Finds in a text of a round what leads into homes or to persons (safeguard 5), however it is written.</summary>
internal static partial class HomeWords
{
    /// <summary>The first forbidden word of a text; null where there is none.</summary>
    public static string? In(string text) => Forbidden().Match(PersonWords.Bare(text)) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        "入户|进户|到户|逐户|挨户|上门|户主|住户|家庭|家中|家里|家属|家人|租客|房客|成员|人员|人群|对象|人口|名单|姓名|电话|嫌疑|可疑|陌生人|外来人|外地人|监控|盘查|谁家"
        + "|homevisit|visithome|housevisit|doortodoor|intohomes|insidehomes|household|familymember|ofinterest|suspect|suspicious|stranger|tenant|lodger|migrant|outsider|wholives"
        + "|watchlist|listofnames|population|telephonenumber|surveillance")]
    private static partial Regex Forbidden();
}
