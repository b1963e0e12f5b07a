using System.Globalization;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>Invented people: family names common among Bai, Yi and Han of Dali, given names put together by chance.</summary>
internal static class DemoPeople
{
    /// <summary>No operator gives out numbers that begin like this.</summary>
    public const string TelephonePrefix = "1990000";

    private static readonly (string, int)[] s_family =
    [
        ("杨", 14), ("李", 13), ("段", 7), ("赵", 7), ("张", 8), ("王", 6), ("董", 5), ("尹", 4), ("何", 4), ("杜", 3), ("苏", 3),
        ("马", 4), ("施", 2), ("寸", 1), ("罗", 4), ("字", 3), ("毕", 2), ("鲁", 2), ("阿", 1), ("茶", 2), ("左", 2), ("普", 1),
        ("周", 3), ("刘", 3), ("陈", 3), ("高", 2), ("洪", 1), ("饶", 1), ("那", 1), ("熊", 1), ("自", 1), ("蔡", 1),
    ];

    private static readonly string[] s_first =
        ["文", "建", "国", "玉", "春", "秀", "树", "金", "丽", "润", "家", "志", "灿", "雪", "茂", "绍", "凤", "银", "永", "学", "正", "应", "光", "桂", "兆", "晓", "福", "云", "泽", "继"];

    private static readonly string[] s_second =
        ["华", "林", "生", "梅", "芬", "贵", "祥", "海", "花", "芳", "明", "泉", "军", "英", "莲", "宝", "全", "山", "菊", "平", "珍", "康", "仙", "龙", "才", "燕", "清", "昌", "琼", "顺"];

    public static string Name(DemoRandom random) =>
        random.Weighted(s_family) + (random.Chance(12) ? random.Pick(s_second) : random.Pick(s_first) + random.Pick(s_second));

    public static string Telephone(DemoRandom random) =>
        TelephonePrefix + random.Below(10_000).ToString("0000", CultureInfo.InvariantCulture);

    public static Person Of(DemoRandom random, PartyRole role, string village, int hasTelephone) => new(
        Name(random),
        random.Chance(hasTelephone) ? Telephone(random) : null,
        random.Chance(45) ? $"{village}{random.Between(1, 14)}组" : null,
        role);
}
