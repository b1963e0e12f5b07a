using System.Text.RegularExpressions;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Procedures;

/// <summary>What is no danger, and never a quick report.</summary>
public enum Misuse
{
    /// <summary>People who come together.</summary>
    Gathering,

    /// <summary>People who petition, complain or claim what is theirs.</summary>
    Petitioning,

    /// <summary>People who go somewhere.</summary>
    Travel,

    /// <summary>People who worship.</summary>
    Worship,

    /// <summary>People who are watched, and times that are called sensitive.</summary>
    Watching,

    /// <summary>What somebody is: origin, belief, record.</summary>
    Person,
}

/// <summary>
/// Finds in a text what a quick report is never about (safeguard 6): gathering, petitioning, travel, worship, watching,
/// what somebody is. The place itself is no misuse: a temple can be on fire.
/// </summary>
public static partial class DangerWords
{
    /// <summary>The kinds that a quick report can have, closed here: the catalogue cannot add to them.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["fire", "flood", "landslide", "road", "violence", "child", "animal", "dam", "building", "utilities"];

    /// <summary>The first misuse in a text, with where it stands; null where there is none.</summary>
    public static (Misuse Misuse, int Start, int Length)? In(string text)
    {
        var plain = PlainLetters.Of(text);
        var bare = plain.Select(letter => char.IsLetterOrDigit(letter) ? letter : null);
        foreach (var (misuse, chinese, english) in s_words)
        {
            if (chinese.Match(bare.Text) is { Success: true } han)
                return Found(misuse, bare.Place(han.Index, han.Length));
            if (english.Match(plain.Text) is { Success: true } word)
                return Found(misuse, plain.Place(word.Index, word.Length));
        }

        return PersonWords.In(text) is null ? null : (Misuse.Person, 0, text.Length);
    }

    private static readonly (Misuse Misuse, Regex Chinese, Regex English)[] s_words =
    [
        (Misuse.Gathering, Gathering(), EnglishGathering()), (Misuse.Petitioning, Petitioning(), EnglishPetitioning()),
        (Misuse.Travel, Travel(), EnglishTravel()), (Misuse.Worship, Worship(), EnglishWorship()), (Misuse.Watching, Watching(), EnglishWatching()),
    ];

    private static (Misuse, int, int) Found(Misuse misuse, (int Start, int Length) place) => (misuse, place.Start, place.Length);

    // What gathers by itself is a danger: water, gas, smoke, bees.
    [GeneratedRegex(
        "(?<!积水|雨水|洪水|污水|油污|烟|烟雾|浓烟|气|气体|瓦斯|毒气|垃圾|泥沙|马蜂|蜂|野狗|狗群|野猪|牛|羊|落石)聚集(?!了?(的)?(积水|雨水|瓦斯|毒气|烟|马蜂|野狗|野猪))"
        + "|聚众|集会|集结|集合(去|到|在)|围堵|围攻(政府|办公|村委|单位)|拉横幅|打横幅|横幅|静坐|游行|示威|抗议|请愿|群体性|群体事件|闹事|闹访|串联|串连|扎堆|抱团"
        + "|堵(大门|门口|政府|村委|镇政府|工地|厂门)|罢工|罢市|罢课|罢运|喊口号|散发?传单|发传单|微信群里?(说|约|商量|组织|鼓动)|鼓动|煽动|召集(人|村民|大家|群众)|组织(人|村民|群众)(去|到|在|围|堵|签)|联名|签名(活动|信)|按手印")]
    private static partial Regex Gathering();

    [GeneratedRegex(
        "上访|信访|访民|接访|缠访|越级|截访|劝返|讨薪|讨要(工资|工钱|说法|赔偿)|要(工资|工钱|说法|赔偿款)|讨(个)?说法|讨债|维权|告状|申诉|控告|举报|投诉|告(村|镇|县|政府|单位|官|领导|书记|主任)"
        + "|递(交)?(材料|状子|信)|写信告|(到|去|在|往)(乡|镇|县|市|州|省|中央|国家)?(政府|州委|省委|县委|市委|信访局|人大|纪委)(去|门口|反映|讨|要|找|递|坐|等|告|闹)|找(政府|领导|县长|书记|州长|省长)(反映|讨|要|告|评理|说理)|反映(问题|诉求|情况给)|诉求|不满(征地|拆迁|补偿|处理|政府)")]
    private static partial Regex Petitioning();

    [GeneratedRegex(
        "进京|赴京|赴省|赴州|上京|去(了)?(北京|省城|省里|省会|昆明|外省|外地|国外|境外)|到(了)?(北京|省城|省里|昆明)|往(北京|省城|昆明)|(坐|乘|搭)(了)?(火车|高铁|动车|飞机|大巴|客车|班车)(去|到|往|走|离)|买(了)?.{0,4}(火车票|高铁票|机票|车票)"
        + "|(离开|出了)(本村|本地|本县|本州|大理|家|村子|县城)|外出(打工|务工|旅游|未归|不归|几天|多日)|包(了)?(车|一辆).{0,4}(去|往|到)|出境|出国|偷渡|启程|动身(去|往|前往)|回(乡|村)(了|人员)|返乡人员|外来人员|流动人口|租住|新来的(外地|租)|住进(了)?(宾馆|旅馆|酒店)|出远门|行程")]
    private static partial Regex Travel();

    [GeneratedRegex(
        "做礼拜|主日|礼拜(堂)?(聚|活动|人)|弥撒|祷告|祈祷|讲道|布道|传教|传道|传福音|查经|唱诗|受洗|聚会点|家庭教会|教会(活动|聚会|的人)|念经|诵经|讲经|拜佛|烧香(?!.{0,4}(引|着火|起火|失火|把))|朝觐|封斋|开斋|信(教|佛|主|基督|耶稣|天主|伊斯兰)|教友|信徒|信众|法会|做法事|放生活动|邪教|法轮|全能神|活佛讲|阿訇(讲|带|教)|经文班|宗教")]
    private static partial Regex Worship();

    [GeneratedRegex(
        "敏感(时期|期|节点|日子|人员|人物|时段)|维稳|稳控|特护期|两会|重大活动期|安保期|重点(人|人员|对象|人群|户)|管控(对象|人员|人)|盯(住|紧|梢|着)|盯防|蹲守|跟踪|监视|监控(他|她|这个人|此人|人员)|行踪|轨迹|(?<!火势|水势|灾情|滑坡)动向|可疑(人|人员|男子|女子|分子)|行迹可疑|形迹可疑|不稳定(因素|人员|分子)|异常人员|言论|发帖|发视频(说|骂|曝)|朋友圈|抖音|网上(说|骂|发|乱)|舆情|造谣|思想(偏激|动态)|情绪(偏激|不稳定)的?人|上级要求(看|盯|摸排)|摸排(人|对象)")]
    private static partial Regex Watching();

    [GeneratedRegex(@"\b(gather(ed|ing)?|assembl(e|y|ing)|crowds? (of|is|are)|protest\w*|demonstrat\w*|rally|march(ing)? (on|to)|sit-?in|banners?|on strike|leaflets?|slogans?|sign(ed|ing)? a letter)\b")]
    private static partial Regex EnglishGathering();

    [GeneratedRegex(@"\b(petition\w*|complain\w*|grievances?|unpaid wages|demand(ing)? (wages|pay|compensation|justice)|to see the (mayor|governor|secretary))\b")]
    private static partial Regex EnglishPetitioning();

    [GeneratedRegex(@"\b(travell?(ed|ing)? to|(train|bus|flight|plane|coach) (ticket|to)|(went|going|gone|on (the|their|his|her) way) to (beijing|kunming|the capital|the province)|left the (village|county|town)|newcomers?|out-?siders?|checked in(to)?)\b")]
    private static partial Regex EnglishTravel();

    [GeneratedRegex(@"\b(worship\w*|pray(ed|ing|ers?)?|sermons?|preach\w*|bible|mass is|church (service|meeting|group|members)|congregation|believers|chanting|cult|baptis\w*|religio\w*)\b")]
    private static partial Regex EnglishWorship();

    [GeneratedRegex(@"\b(sensitive (period|time|day)s?|stability maintenance|key (person|people|individual)s?|suspicious (man|men|woman|person|people|stranger)|keep(ing)? (an eye|watch) on|whereabouts of|follow(ing)? (him|her|them)|posted online|rumou?rs?)\b")]
    private static partial Regex EnglishWatching();
}
