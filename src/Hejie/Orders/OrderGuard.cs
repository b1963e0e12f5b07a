using System.Text.RegularExpressions;
using Hejie.Matters.Handling;
using Hejie.Quick;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Orders;

/// <summary>
/// Keeps persons out of the texts of orders (safeguards 5 and 7): numbers and houses as in summaries, attributes and lists
/// as in the catalogue, persons and households who are to be found, watched or kept, and what is never a danger. A bare
/// name without such a word is not told from a place's; nothing tells names from words for certain.
/// </summary>
internal static partial class OrderGuard
{
    /// <summary>The most characters of a text.</summary>
    public const int Longest = 300;

    /// <summary>What is wrong with a text; null where nothing is.</summary>
    public static FieldError? Error(string field, string text, bool required = true)
    {
        if (text.Length == 0)
            return required ? new FieldError(field, "field.required") : null;
        if (text.Length > Longest)
            return new FieldError(field, "field.too-long", "300");
        return Personal(text) is { } found ? new FieldError(field, "order.personal", found) : null;
    }

    /// <summary>The first part of a text that is about a person or about what is never a danger; null where none is.</summary>
    public static string? Personal(string text)
    {
        if (SummaryGuard.Personal(text, []) is { } number)
            return number;
        if (PersonWords.In(text) is { } word)
            return word;
        if (PersonNames.Find(PlainLetters.Of(text)) is { } name)
            return text.Substring(name.Start, name.Length);
        var bare = Gaps().Replace(text, "");
        foreach (var rule in (ReadOnlySpan<Regex>)[Never(), Nameless(), Sought(), Household()])
        {
            if (rule.Match(bare) is { Success: true } match)
                return match.Value;
        }

        return null;
    }

    /// <summary>A person without a name.</summary>
    [GeneratedRegex(PersonNames.Surname + @"[\p{IsCJKUnifiedIdeographs}]{0,2}(?:同志|本人|等人)|某某|某(?:村民|居民|人|男|女)|[\p{IsCJKUnifiedIdeographs}](?:夫妇|夫妻)")]
    private static partial Regex Nameless();

    /// <summary>Somebody who is to be found, called, taken or talked round; and words of watching, whoever it is.</summary>
    [GeneratedRegex("(?:找到|劝返|劝回|劝阻|拦住|截住|带回|控制|核查|走访|登记|通知|联系|转移|劝|找)(?:村民|居民|群众|住户)?" + PersonNames.Surname + "[" + PersonNames.Given + "]{1,2}(?![村庄镇乡寨营桥坝箐河江湖山路街组沟塘库])"
        + "|(?:找到|劝返|劝回|劝|拦住|带回|找)" + PersonNames.Surname + @"[\p{IsCJKUnifiedIdeographs}]{1,2}(?=$|[家他她的劝让叫请带把])"
        + "|盯住|盯紧|看住|稳住|劝返|截访|跟踪|监视|盘查|约谈|控制住")]
    private static partial Regex Sought();

    /// <summary>A household, or a going into homes to look at those who live there.</summary>
    [GeneratedRegex("(?:逐户|挨家挨户)(?!通知|转移|提醒|告知|叫|喊|敲门)|入户|上门(?:排查|核查|登记|摸底|走访)|(?:这|那|该|一)户人家|(?:农|住)户名单|人员名单|摸底|外来人员|流动人口|可疑人员|household|door to door")]
    private static partial Regex Household();

    /// <summary>What no order is ever about.</summary>
    [GeneratedRegex("上访|信访|维权|(?<!不要|不得|禁止|避免|切勿|不许|别)聚集|集会|游行|示威|罢工|赴省|进京|赴京|(?<![上下这每个])礼拜(?![一二三四五六日天])|做礼|朝觐|教堂|清真寺|舆情|网上言论|petition(?:er|ing)|protest|worship|gathering", RegexOptions.IgnoreCase)]
    private static partial Regex Never();

    [GeneratedRegex(@"[\s\p{Cf}·•．.、，,]+")]
    private static partial Regex Gaps();
}
