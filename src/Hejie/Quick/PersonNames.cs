using System.Text.RegularExpressions;
using Hejie.Rules.Procedures;

namespace Hejie.Quick;

/// <summary>
/// Finds the names of persons in one line: a surname with a given name after a word that calls somebody by it or before one
/// that speaks of them, a surname with a title, 老张, 张某某, 张三家. No list of words knows all names; how many are caught is
/// measured and published.
/// </summary>
internal static partial class PersonNames
{
    /// <summary>The commonest surnames, and those of Dali.</summary>
    private const string Surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤洪施字和鲁倪瞿左茶";

    private const string Double = "欧阳|司马|上官|诸葛|司徒|皇甫|尉迟|端木";

    /// <summary>What begins with the sign of a surname and is none.</summary>
    private const string Innocent =
        "高压|高速|高处|高楼|高温|高山|高架|高空|高坎|高烧|高大|高约|高度|高中|黄泥|黄土|黄烟|黄水|黄牛|黄狗|黄色|黄昏|白烟|白水|白色|白天|白族|白酒|白蚁|洪水|洪峰|洪流|江水|江边|江面|江中|江堤|江里|江桥|石头|石块|石桥|石墙|石料|石板|石子|石油|石坎|石山|石阶|石灰|石门"
        + "|马路|马蜂|马上|马匹|马车|马棚|马桶|金属|金色|林地|林区|林场|林子|林木|林下|林边|林火|林道|田地|田里|田埂|田间|田边|田野|田坝|田块|方向|方便|方圆|方木|万一|万元|万人|万亩|万伏|雷电|雷击|雷雨|雷管|夏天|夏季|程度|程序|孔洞|段路|段塌|段有|段被|段落|段山|段公|段高|段水|段河|段发|段积|段桥|段护|段电|段边|段出|段正|段全|段已|段又"
        + "|余震|余火|余烬|余米|余人|余户|余只|余亩|余名|余吨|余头|于是|于今|于昨|于早|于晚|于上|于下|于凌|于中|于半|于山|于路|于村|于家|于前|于后|于地|于本|于安|常年|常有|常见|常常|严重|严防|严查|向外|向下|向上|向南|向北|向东|向西|向前|向后|向路|向村|向公|向我|向河|向山|向一|任何|任意|和水|和电|和石|和树|和泥|和一|和两|和三|和几|和人|和老|和孩|和小|和屋|和房|和路|和农|和车|和大|和护|和田|和下|和上|和旁|和周|和附|和隔|和对|和后|和前|和他|和她|和我|和牛|和羊|和狗"
        + "|周围|周边|周末|周一|周二|周三|周四|周五|周六|周日|周城|施工|施救|左边|左侧|左右|左拐|左岸|左手|左转|茶园|茶地|茶山|茶厂|茶叶|茶馆|茶树|字样|龙卷|龙头|龙潭|龙山|龙首|毛坯|毛石|毛驴|毛病|武装|钱包|丁字|汤里|许多|许久|何时|何处|何人|何地|付款|任由|熊熊|熊出|熊在|熊进|熊伤|熊咬|熊跑|侯车|沈阳|金沙|万桥|苏醒|贺卡|陆续|陆地|鲁班|叶子|杜鹃|夏粮|胡同|胡蜂|胡乱|秦岭|唐梅|汪汪|史上|陶瓷|陶罐|姜地|蒋山|莫名|向阳|宋城|彭湃|曾经|曾有|曾在|范围|石缝|谢谢|顾不|管道|徐徐|罗平|洪灾|洪涝|孙子|孙女|肖像|吴哥|朱砂|常住|和平|白沙|白龙|郑重|江段|石砌|金花|马龙|田头|洪沟|雷声|孟良|严寒|邵阳|万花|高边|高坡|高墙|高杆|高低|石渣|于是|向坡|段坍|段垮|段断|段冲|段淹|段结|段打|段堵|段正|段失|段连|段靠|段道";

    /// <summary>A surname, as a pattern.</summary>
    internal const string Surname = "(?:" + Double + "|(?!" + Innocent + ")[" + Surnames + "])";

    private const string Han = @"\p{IsCJKUnifiedIdeographs}";

    /// <summary>Signs that given names are often made of.</summary>
    internal const string Given = "伟芳娜敏静秀丽强磊洋艳勇军杰娟涛超霞平刚桂英华建国志文玉兰凤春红梅飞鹏宇浩欣怡梓涵轩俊凯琳婷慧玲燕萍波辉斌健鑫旺福贵宝成德全发祥林海峰松柏荣翠花珍菊莲珠彩琴云雪晓丹倩雅洁蕾薇宏广权胜利民爱新亮东庆永顺富才学忠义仁礼智信正龙虎彪豪杰小三四五六";

    private const string Title =
        "大爷|大妈|大叔|大婶|大嫂|大哥|大姐|奶奶|爷爷|老师|老板|老板娘|师傅|医生|主任|书记|村长|组长|队长|先生|女士|小姐|太太|阿姨|叔叔|伯伯|婆婆|公公|老汉|老头|老太|老人家|所长|镇长|县长|乡长|局长|校长|主席|支书|委员|警官|法官|律师|会计|经理|寡妇|瘸子|疯子|傻子|瞎子|麻子|瘪子|姓人家|姓男子|姓女子|姓村民|姓人";

    /// <summary>The first name; null where there is none.</summary>
    public static LineFinding? Find(PlainLetters plain)
    {
        // What is put between the signs of a name falls; what ends a phrase stays as one.
        var text = plain.Select(letter => char.IsLetterOrDigit(letter) ? letter : "，。；！？、,;!?()（）：:".Contains(letter, StringComparison.Ordinal) ? '|' : null);
        foreach (var pattern in s_patterns)
        {
            if (pattern.Match(text.Text) is { Success: true } match)
                return Found(text, match);
        }

        return English().Match(plain.Text) is { Success: true } named ? Found(plain, named) : null;
    }

    private static readonly Regex[] s_patterns = [Called(), Someone(), Stands(), Spoken(), Household(), Titled(), Familiar(), Nameless(), Usual()];

    private static LineFinding Found(PlainLetters text, Match match)
    {
        var part = match.Groups["n"] is { Success: true } name ? name : match.Groups[0];
        var (start, length) = text.Place(part.Index, part.Length);
        return new LineFinding("quick.name", start, length);
    }

    /// <summary>名叫张三, 姓张, 叫李四的.</summary>
    [GeneratedRegex("(?:名叫|叫做|叫作|名字叫|名字是|姓名|本名|外号|绰号|网名|人称|叫)(?:是|为|:)?(?<n>" + Surname + Han + "{1,2})|姓(?<n>" + Surname + ")(?!名)")]
    private static partial Regex Called();

    /// <summary>村民张三, 司机李四.</summary>
    [GeneratedRegex("(?:村民|居民|司机|驾驶员|车主|户主|邻居|业主|房东|租客|租户|房客|同学|学生|群众|男子|女子|男孩|女孩|老人|老头|工人|农民|游客|患者|病人|伤者|死者|嫌疑人|当事人|肇事者|打人者|店主|队员|支书|主任|书记|村长|组长|组员|网格员|护林员|老师|医生|老板|社员|亲戚|媳妇|儿子|女儿|丈夫|妻子|老公|老婆|父亲|母亲|哥哥|弟弟|姐姐|妹妹)(?:是|叫|为)?(?<n>" + Surname + "[^|\\d\\W](?:" + Han + ")?)(?=$|\\||[家的在打放被把和与也又正还已说从受跑摔掉落被喝拿砸偷带追骂砍烧])")]
    private static partial Regex Someone();

    /// <summary>是张三, 找李四, 打的人是王五: up to where the phrase ends or somebody does something.</summary>
    [GeneratedRegex("(?:是|找|问|联系|通知|就是|怀疑|看见|看到|为首的|带头的|肇事的)(?<n>" + Surname + Han + "{1,2})(?=$|\\||[家干打放偷砸喝拿带追骂砍他她一])")]
    private static partial Regex Stands();

    /// <summary>张三打人, 李四放火, 王小明带头: a name at the beginning of a phrase, and what a person does.</summary>
    [GeneratedRegex("(?:^|\\|)(?<n>" + Surname + Han + "{1,2}?)(?=(?:又|正在|在|正|还|把|被|和|跟|喝醉|喝酒|带头|带着|带人|打人|打老|打媳|打孩|放火|放狗|偷|砸|骂|砍|拿刀|持刀|拿着|闹|跑到|跑了|说|吵架|开车|骑车|摔|掉进|落水|受伤|烧|点火|养的|家))(?!" + Han + "{0,2}(?:村|镇|路|河|桥|山|箐|坝|水库|街|沟|组|段))")]
    private static partial Regex Spoken();

    /// <summary>张三家, 张家门口; and not 张家村, 李家营.</summary>
    [GeneratedRegex("(?<![村组街])(?<n>" + Surname + "[" + Given + "]{1,2}家)|(?:^|\\||[在是给到往离和])(?<n>" + Surname + Han + "{1,2}家)(?=$|\\||[的里门房墙屋着起失后前旁隔养老媳儿两人被又])|(?<n>" + Surname + "家)(?=[的里门房屋着起失老媳儿两隔养]|院墙|院子|墙|后面|后院|前面|旁边|$|\\|)")]
    private static partial Regex Household();

    /// <summary>张大爷, 李老师, 王书记.</summary>
    [GeneratedRegex("(?<n>" + Surname + Han + "{0,2}(?:" + Title + "))|(?:^|\\||[在是给到找问和跟])(?<n>" + Surname + "(?:总|哥|姐|叔|伯|婶|嫂|姨|爷|奶|某))(?=$|\\||[家的在打被把说和又正养])")]
    private static partial Regex Titled();

    /// <summary>老张, 小李, 阿强.</summary>
    [GeneratedRegex("(?:^|\\||[" + Han + "])(?<n>[老小阿](?!" + Innocent + "|江|石|林|马|金|白|黄|方|高|雷|龙|田|熊|常|叶|茶)[" + Surnames + "](?:头|二|三|四|五|六)?)(?=$|\\||[家的在打被把放说和又正养一喝偷骂带两媳儿他她])")]
    private static partial Regex Familiar();

    /// <summary>张某某, 李某.</summary>
    [GeneratedRegex("(?<n>[" + Surnames + "](?:某某?|xx?|x某|××)" + ")(?!些|个|种|处|地|段|条)")]
    private static partial Regex Nameless();

    /// <summary>A surname with two signs of which given names are made, wherever it stands: 张建国, 李秀英.</summary>
    [GeneratedRegex("(?<n>" + Surname + "[" + Given + "]{2})(?!" + Han + "{0,1}(?:村|镇|路|河|桥|山|箐|坝|水库|街|沟|组|县|市|州|大道|社区|小区|广场|学校|医院|公园|隧道|寺|湖|海))")]
    private static partial Regex Usual();

    [GeneratedRegex(@"\b(?:mr|mrs|ms|miss|named|surnamed|called|name is|uncle|aunt|old|neighbou?r|driver|villager)\.?\s+(?:wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|ma|zhu|hu|guo|he|lin|gao|luo|duan|dong|yin|su)\b(?:\s+[a-z]+)?")]
    private static partial Regex English();
}
