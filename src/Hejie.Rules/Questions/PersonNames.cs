namespace Hejie.Rules.Questions;

/// <summary>Words that are not understood and look like a person's: a telephone, an identity number, a name before 的案子.</summary>
internal static class PersonNames
{
    private const int FewestDigits = 7;

    private const string Surnames =
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄和穆萧尹姚邵湛汪祁毛狄戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓单洪包左石崔吉龚程邢裴陆荣翁羊甄曲封储靳段焦谷车侯全班秋仲伊宫宁仇甘厉祖武符刘景詹龙叶司黎白赖卓池乔向古易廖欧尚温闫晏阎肖";

    // After a name: 张三的案子, 张三上访, 张三家.
    private static readonly string[] s_after = ["的", "家", "上访", "信访", "告", "案", "和", "跟", "与"];

    internal static bool IsLike(string text, Segment part)
    {
        var word = text.AsSpan(part.Start, part.End - part.Start).Trim();
        if (Digits(word) >= FewestDigits)
            return true;
        var rest = text[part.End..];
        return word.Length is 2 or 3 && Surnames.Contains(word[0]) && word.IndexOfAnyExceptInRange('\u3400', '\u9fff') < 0
            && (rest.Length == 0 || s_after.Any(after => rest.StartsWith(after, StringComparison.Ordinal)));
    }

    private static int Digits(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var sign in word)
            count += char.IsAsciiDigit(sign) ? 1 : 0;
        return count;
    }
}
