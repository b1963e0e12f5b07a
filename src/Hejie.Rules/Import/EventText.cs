using System.Text.RegularExpressions;

namespace Hejie.Rules.Import;

/// <summary>Tells what happened, or what is asked for, from what only says who somebody is.</summary>
public static partial class EventText
{
    private const int Shortest = 4;

    /// <summary>What is shorter must say what is done or goes wrong: a place or a title has as many characters.</summary>
    private const int Sentence = 6;

    private const int LongestList = 120, LongestAddress = 50;

    /// <summary>What people are called in lists of people; none of it says that anything happened.</summary>
    private static readonly string[] s_labels =
    [
        "重点人", "重点对象", "上访户", "上访人", "老户", "信访人", "缠访", "闹访", "矫正", "刑满", "刑释", "释放人员", "吸毒", "戒毒", "涉毒", "精神障碍", "精神病", "邪教", "信教", "教徒", "低保", "五保", "特困", "残疾",
        "留守", "空巢", "独居", "流动人口", "暂住", "常住", "户籍", "外来人口", "境外", "退役", "退伍", "党员", "干部", "群众", "村民", "居民", "学生", "务工", "农民", "无业", "在职", "退休", "已婚", "未婚", "离异",
        "丧偶", "户主", "配偶", "长子", "次子", "儿子", "女儿", "父亲", "母亲", "孙", "管控", "稳控", "列管", "关注", "一般人员", "高风险", "中风险", "低风险", "红色", "黄色", "绿色", "在册", "在控", "脱管", "前科", "三失", "失业",
        "贫困户", "脱贫户", "监测户", "租户", "业主", "商户", "健康", "良好", "正常", "稳定", "平稳", "志愿者", "网格员", "调解员", "党支部",
    ];

    /// <summary>Surnames that most names begin with.</summary>
    private const string Surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓洪包诸左石崔吉龚程邢裴陆荣翁荀惠甄封储靳段巴谷车侯全班仰秋仲宫宁仇栾甘厉戎祖武符刘景詹束龙叶司韶黎薄印白怀蒲赖卓屠蒙池乔阴能苍双闻莘党翟谭贡劳姬申扶堵冉雍桑桂牛寿通边燕冀浦尚农温别庄晏柴瞿阎习艾容向古易慎戈廖庾衡步都耿满弘匡国文寇广禄东欧利师巩聂晁勾敖融冷辛阚那简饶曾沙丰关查荆红游权邸字尼普者期阿";

    /// <summary>Whether it says that something happened, or what somebody asks for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="persons">What the row says of persons: their names, telephones and addresses say nothing of an event.</param>
    public static bool IsEvent(string text, params IEnumerable<string> persons)
    {
        text = Plain(text);
        if (persons.Select(Plain).Any(person => person.Length > 0 && person == text))
            return false;
        return text.Length >= Shortest && (text.Length >= Sentence || Verbs().IsMatch(text) || !text.All(IsHan)) && !IsPersonal(text) && !IsLabel(text) && text.Count(char.IsLetter) >= Shortest;
    }

    /// <summary>Whether all that it says is a name, a number, or where somebody lives.</summary>
    public static bool IsPersonal(string text)
    {
        text = Plain(text);
        return text.Length == 0 || Numbers().IsMatch(text) || IsName(text) || (text.Length <= LongestList && Names().IsMatch(text)) || (text.Length <= LongestAddress && Address().IsMatch(text)) || ImportDates.Read(text) is not null;
    }

    /// <summary>Whether it looks like a person's name: two to four characters, the first a surname.</summary>
    public static bool IsName(string text) => text.Length is >= 2 and <= 4 && Surnames.Contains(text[0], StringComparison.Ordinal) && text.All(IsHan) && !Verbs().IsMatch(text);

    /// <summary>Whether it looks like an identity number.</summary>
    public static bool IsIdentityNumber(string text) => Identity().IsMatch(Plain(text));

    /// <summary>Whether it looks like a telephone.</summary>
    public static bool IsTelephone(string text) => Telephone().IsMatch(Plain(text));

    /// <summary>Whether it is a short word for what somebody is.</summary>
    public static bool IsLabel(string text)
    {
        text = Plain(text);
        return text.Length <= 12 && !Verbs().IsMatch(text) && s_labels.Any(label => text.Contains(label, StringComparison.Ordinal));
    }

    private static string Plain(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character) && !char.IsControl(character)));

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff' or '·' or '某';

    [GeneratedRegex(@"^[\d０-９\-—+()（）/、,，.Xx*＊]+$")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx]$|^\d{15}$|^\d{3,6}\*{4,12}[\dXx]{2,4}$")]
    private static partial Regex Identity();

    [GeneratedRegex(@"^(?:\+?86)?1[3-9]\d[\d*]{8}$|^0\d{2,3}-?\d{7,8}$|^1\d{2}\*{4}\d{4}$")]
    private static partial Regex Telephone();

    /// <summary>Several names one after the other.</summary>
    [GeneratedRegex(@"^(?:[\u4e00-\u9fff]{2,4}[、,，;；/]){1,20}[\u4e00-\u9fff]{2,4}$")]
    private static partial Regex Names();

    /// <summary>Where somebody lives: places down to a house or a group, and nothing else.</summary>
    [GeneratedRegex(@"^(?:[\u4e00-\u9fff]{1,12}(?:省|州|市|县|区|乡|镇|街道|村|社区|路|街|巷|小区|花园|苑)){1,6}(?:[\d０-９一二三四五六七八九十百]+(?:组|社|号|幢|栋|单元|室|弄|附|-|之|户|楼))*$")]
    private static partial Regex Address();

    /// <summary>What is done, or goes wrong, in disputes and requests.</summary>
    [GeneratedRegex("纠纷|争议|矛盾|冲突|打|骂|吵|欠|借|占|挡|堵|漏|滴|淹|塌|裂|噪|臭|排|倒|挖|砍|偷|骗|赔|偿|还|付|退|修|建|拆|征|迁|离婚|抚养|赡养|继承|分割|分家|要求|请求|申请|反映|投诉|举报|咨询|求助|希望|未|没有|不给|不让|不同意|拖|讨|追|索|伤|撞|死|火|滑坡|污染|破坏|损|毁|丢|失踪|停|断|缺|办理|解决|调解|协商|承包|流转|界|权属|宅基|工资|工程款|质量|不|坏|违约|合同|退款|收费|补助|补偿|低保金|通行|采光|用水|用电|灌溉|被")]
    private static partial Regex Verbs();
}
