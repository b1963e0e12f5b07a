namespace Hejie.Tests.Documents;

/// <summary>A boundary dispute between three neighbours of 喜洲镇, settled.</summary>
internal static class Agreement
{
    public static Dictionary<string, string> Fields() => new()
    {
        ["number"] = "喜洲镇人调〔2026〕第12号",
        ["facts"] = "2026年2月10日，甲方翻建老宅院墙时，乙方认为新墙越过两家原有界石约二十厘米，占了乙方的排水沟。雨天乙方院内积水，双方多次争吵，丙方的进出道路也因建材堆放受阻。",
        ["disputes"] = "1．新院墙是否越过两家地界。\n2．排水沟由谁恢复，道路何时清理。",
        ["responsibility"] = "甲方动工前没有与邻居核对界石，负主要责任；乙方自行拆除部分新墙，负次要责任；丙方没有责任。",
        ["terms"] = "1．双方以原有界石为界，甲方将新院墙退回界石以内。\n2．甲方恢复排水沟，乙方承担所拆新墙的材料费三百元。\n3．甲方清理道路上的建材，今后施工不占用公共道路。",
        ["manner"] = "甲方自行施工，费用由乙方以现金当面付清。",
        ["place"] = "大理市喜洲镇某某村",
        ["deadline"] = "2026年4月5日以前",
        ["copies"] = "四",
        ["recorder"] = "李某",
        ["committee"] = "大理市喜洲镇人民调解委员会",
        ["date"] = "2026年3月5日",
    };

    public static Dictionary<string, string> Fields(string tag, string value)
    {
        var fields = Fields();
        fields[tag] = value;
        return fields;
    }

    public static Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Rows() => new()
    {
        ["parties"] =
        [
            Party("甲方", "段某山", "段某山", "2026年3月5日"),
            Party("乙方", "杨某花", "", ""),
            Party("丙方", "某某农产品专业合作社\n负责人：张某", "", ""),
        ],
        ["mediators"] = [new Dictionary<string, string> { ["name"] = "赵某", ["signature"] = "", ["signed"] = "" }],
    };

    private static Dictionary<string, string> Party(string role, string name, string signature, string signed) => new()
    {
        ["role"] = role,
        ["name"] = name,
        ["contact"] = "138 0000 0000",
        ["address"] = "大理市喜洲镇某某村三组12号",
        ["signature"] = signature,
        ["signed"] = signed,
    };
}
