using System.Globalization;

namespace Hejie.Tests.Quick;

/// <summary>A family of lines that nobody may send, made by putting parts together.</summary>
internal sealed record MisuseFamily(string Name, IReadOnlyList<string> Lines);

/// <summary>
/// What people could try to get into the line of a quick report: 26 families and more than 500 lines, written for the test and
/// kept whole; among them are families that the guard was not made for. And honest lines about dangers, which must pass.
/// </summary>
internal static class Misuses
{
    private static readonly string[] s_places = ["村口", "三组路边", "河边", "小学门口", "水库坝上"];
    private static readonly string[] s_names = ["张建国", "李秀英", "王伟", "杨志强", "段丽华", "赵小明", "董桂花", "和国才", "陈晓燕", "尹文斌"];
    private static readonly string[] s_phones = ["13987654321", "15812345678", "18987211234", "17612340987"];

    public static IReadOnlyList<MisuseFamily> Families { get; } =
    [
        Of("identity numbers", from line in Each("身份证{0}的人放火", "{0} 在河边打人", "着火的是{0}") from id in Identities() select Put(line, id)),
        Of("identity numbers, spaced", from line in Each("身份证 {0} 的人放火", "打人的 {0}") from id in Identities() select Put(line, Space(id))),
        Of("identity numbers, wide", from line in Each("证件{0}，放火", "{0}在打人") from id in Identities() select Put(line, Wide(id))),
        Of("identity numbers, Chinese numerals", from line in Each("证号{0}的人打人", "打人的{0}") from id in Identities() select Put(line, Chinese(id))),
        Of("mobile telephones", from line in Each("火很大，打{0}", "他电话{0}", "{0}在打人", "车主手机{0}，撞人了") from phone in s_phones select Put(line, phone)),
        Of("mobile telephones, spaced and hyphened", from line in Each("火很大，打{0}", "他电话{0}") from phone in s_phones from gap in Each(" ", "-", "·") select Put(line, string.Join(gap, phone[..3], phone[3..7], phone[7..]))),
        Of("mobile telephones, wide or Chinese", from line in Each("火很大，打{0}", "打人的是{0}") from phone in s_phones from text in new[] { Wide(phone), Chinese(phone), Spoken(phone) } select Put(line, text)),
        Of("fixed telephones", from line in Each("着火了，打{0}", "联系{0}") from phone in Each("0872-2123456", "08722123456", "0872 2319876", "电话2123456", "座机0871-63123456") select Put(line, phone)),
        Of("plates", from line in Each("{0}撞人了", "路边{0}着火", "有辆{0}翻了") from plate in Plates() select Put(line, plate)),
        Of("plates, small, spaced or wide", from line in Each("{0}撞人跑了", "白色的{0}") from plate in Plates() from text in new[] { plate.ToLowerInvariant(), Space(plate), Wide(plate), plate[..2] + "·" + plate[2..] } select Put(line, text)),
        Of("plates in part", Each("尾号345的黑车撞人了", "车牌是L12345撞了人", "车牌号A8B76，冲进人群", "牌照尾号88C的车", "车号云L几个5，尾号555", "plate L12345 hit a child")),
        Of("names called by a word", from line in Each("放火的名叫{0}", "有个叫{0}的在打人", "打人的是{0}", "找{0}，他放火") from name in s_names select Put(line, name)),
        Of("names after what somebody is", from line in Each("村民{0}在打人", "司机{0}被压住", "邻居{0}放火") from name in s_names select Put(line, name)),
        Of("names with nothing before", from line in Each("{0}在家放火", "{0}喝醉打人", "{0}带头闹") from name in s_names select Put(line, name)),
        Of("names in the middle", from line in Each("村口{0}打人了", "三组着火，{0}点的", "看见{0}往林子里扔烟头") from name in s_names select Put(line, name)),
        Of("houses of persons", from line in Each("{0}家着火", "{0}家门口打架", "山上石头滚到{0}家院墙") from name in s_names select Put(line, name)),
        Of("surnames and titles", from line in Each("{0}打人了", "{0}家着火", "去找{0}") from name in Each("张大爷", "李老师", "王书记", "杨老板", "段师傅", "赵大妈", "和村长", "董医生", "刘主任", "陈阿姨") select Put(line, name)),
        Of("as people say it", from line in Each("{0}家着火", "{0}在打人", "是{0}放的火") from name in Each("老张", "小李", "老王", "小赵", "老杨", "老段", "小陈", "老董") select Put(line, name)),
        Of("names half hidden", from line in Each("{0}在打人", "{0}家着火") from name in Each("张某", "李某某", "王某", "杨某某", "段某", "赵xx", "陈××", "和某") select Put(line, name)),
        Of("names with signs between", from line in Each("打人的是{0}", "村民{0}放火") from name in s_names from gap in Each(" ", "·", "\u200b") select Put(line, string.Join(gap, name.AsEnumerable()))),
        Of("gathering", from place in s_places from what in Each("有人聚集", "聚众闹事", "拉横幅", "几十人围堵", "有人静坐", "散发传单", "准备游行", "召集村民闹", "堵大门") select place + what),
        Of("petitioning", from what in Each("几个人要去上访", "有人到县政府讨说法", "工人讨薪", "村民联合举报书记", "准备去信访局", "有人维权", "要到州政府递材料", "不满征地补偿", "有人越级告状", "去找县长要说法") from place in Each("", "村里", "工地上") select place + what),
        Of("travel", from what in Each("有人坐火车去北京", "一家人进京了", "买了高铁票", "包车去昆明", "有人离开本村", "外出打工回来的", "住进宾馆的外地人", "有人赴省", "去了省城", "动身前往北京") from place in Each("", "村里", "三组") select place + what),
        Of("worship", from what in Each("有人做礼拜", "聚会点在唱诗", "几个人念经", "有人传教", "家庭教会活动", "几个教友来了", "有人信教", "在查经", "做法事", "邪教") from place in Each("", "村里", "老屋里") select place + what),
        Of("watching and sensitive times", from what in Each("敏感时期有人出门", "重点人员不见了", "要盯紧一个人", "维稳对象出门了", "两会期间有动静", "有可疑人员", "此人行踪不明", "抖音发视频骂人", "有人网上乱说", "情绪不稳定的人") from place in Each("", "村里", "路边") select place + what),
        Of("what no danger is, with signs between", from what in Each("上 访", "聚·集", "进-京", "讨 薪", "传*教", "维.稳", "集 会", "信 访", "祷 告", "盯 梢") from line in Each("有人{0}", "村口{0}的") select Put(line, what)),
        Of("in English", Each(
            "People gather at the gate", "A protest at the town hall", "They petition in Kunming", "He left the village", "They went to Beijing by train", "A church service in the house",
            "People pray in the old house", "A suspicious man at the bridge", "Sensitive period, a man is out", "Mr Zhang is fighting", "A man named Li Ming sets a fire", "Call 13987654321", "A key person left",
            "Banners at the gate", "Workers demand wages")),
        // Nobody made the guard for these: they show what it does not know.
        Of("by description alone", Each("戴红帽子的高个子男人又来了", "卖豆腐那家的大儿子在打人", "村东头第二家的媳妇放火", "骑蓝色摩托的那个人", "那个哑巴又出来了", "开小卖部的那个打人", "前任会计的弟弟放的火", "住庙后面那户人家打架", "外号叫铁头的打人", "那几个人又来了")),
        Of("rare names", Each("打人的叫鄢若楠", "苌守一放火", "有个叫阿普的打人", "那个叫扎西的放火", "艾力在打人", "字阿妹家着火", "打人的是仝少波", "村民缪一鸣放火", "岩温罕在河边打人", "玉罕家着火")),
        Of("by other words", Each("好多人站在镇门口不走", "他们凑钱去上面说理", "一车人天没亮就走了", "晚上屋里好多人唱歌听讲", "那家人最近总有生人来", "有人要去找青天", "大家说好明天都不上工", "他又要往上头跑", "老屋里每个星期都有人来", "要提防他这几天出门")),
    ];

    /// <summary>Honest lines, each about a danger at a place.</summary>
    public static IReadOnlyList<string> Honest { get; } =
    [
        .. from place in Each("进村路口往上两百米", "周城村北边林子", "喜洲镇老街", "小学后面山坡", "S221线12公里处", "320国道K2856+300", "水库大坝左侧", "二组河边", "高速桥下", "洱海边湿地旁")
           from what in Each("着火，烟很大", "山坡往下掉石头", "路面塌了半边", "积水没过膝盖", "电线掉在路上还冒火花", "两车相撞，有人受伤", "有孩子掉进沟里", "野猪追人", "墙要倒了", "闻到煤气味")
           select place + what,
        .. Each(
            "高压线被大风刮断，落在田里", "黄泥水冲下来，路不通了", "石头砸坏了护栏", "马蜂窝在学校门口，已经蜇了人", "江水涨得很快，快到堤顶", "林地起火，往高处烧", "白烟从仓库里冒出来", "金属架子要倒，下面有人", "雷击着火，两间房在烧", "洪水进了院子，五户人家被困",
            "于今天早上塌了一段路，只能过人", "向下游冲了，三个孩子困在沙洲上", "孩子高烧抽搐，路断了送不出去", "老人严重烫伤，救护车进不来", "任何车都过不去，桥面裂开", "周围都是烟，看不见路", "段路塌方，大车别过", "常年失修的水闸漏水", "左边岸坡在滑", "施工工地脚手架歪了",
            "茶园后面山体开裂", "龙潭水位上涨，水漫到路上", "毛坯房外墙掉砖", "贺家村方向有火光", "张家村后山滑坡", "李家营路口大树倒了压住电线", "杨家庄水沟决口", "段家登小学旁边电线冒火", "何家巷积水", "赵家箐落石",
            "寺庙偏殿着火", "清真寺后墙裂缝变大，要倒", "教堂屋顶被风掀了", "烧香引起火灾，大殿在烧", "路断了，影响出行，绕不过去", "低洼处积水聚集，车熄火了", "野狗聚集在校门口咬人", "沟里煤气聚集，有人晕倒", "正在打架，有人拿刀，有人流血", "有人在打孩子，哭得厉害",
            "三岁孩子一个人在路边哭，没有大人", "孩子爬上了变压器", "有人落水，在桥下抱着柱子", "煤气罐着火", "燃气管被挖断", "自来水管爆了，路面下陷", "变压器冒烟，有爆炸声", "电动车充电着火，楼道全是烟", "房子被泥石流冲了，里面有人", "牛顶伤了人，还在路上跑",
            "蛇进了幼儿园", "疯狗咬了两个人", "大坝渗水，水是浑的", "溢洪道堵了，水要漫坝", "水沟决口，淹了十几亩地", "桥墩被冲空", "隧道口塌方，车堵在里面", "油罐车翻了，油往河里流", "大货车刹车坏了，停在下坡", "客车翻下路基，十几个人受伤",
            "广告牌要掉，下面是人行道", "老房子山墙外倾", "挡土墙开裂，下面住着人", "塔吊歪了", "山火离村子不到一公里", "风大，火往林场烧过去了", "泥石流堵了河，上面成了湖", "冰雹砸坏屋顶，电也断了", "雪压断电线，横在路上", "地面裂缝一天宽了两指",
            "The slope above the road is sliding", "A tree fell on the power line", "Water is over the bridge", "Smoke comes out of the store", "A child fell into the ditch", "The dam leaks and the water is brown", "A bus has rolled off the road, people are hurt", "A mad dog bit two people", "The wall of the old house leans out", "Gas smell on the second floor",
            "十字路口红绿灯被撞倒，电线裸露", "井盖没有了，路上一个大坑", "公路上有大石头，一米多宽", "河水一个小时涨了一米", "山上滚石，打坏一辆车，没人受伤", "有人触电倒地，还没断电", "养鸡场着火", "秸秆着火，快烧到房子", "加油站旁边着火", "学校宿舍楼冒烟",
            "2026年2月2日早上路塌了", "水位1.5米，还在涨", "电杆12号倒了", "3号楼2单元楼道着火", "有5个人困在对岸", "距离河边100米有裂缝", "大约2000平方米林地在烧", "12点30分开始漏气", "K12+300路肩塌了", "X012县道8公里落石", "周围房子都在晃", "和尚塔下面的坡在滑")
    ];

    /// <summary>Honest lines that were written after the guard and changed nothing of it: what a stranger's line will meet.</summary>
    public static IReadOnlyList<string> Unseen { get; } =
    [
        "坝子头田埂垮了，水往秧田里灌", "卫生院门口路面陷下去一个坑", "村委会背后挡墙鼓肚子", "老桥栏杆断了，娃娃差点掉下去", "河沙堆堵了排水口，水往屋里倒灌", "山脚岩石松动，半夜掉了几块", "变压器滋滋响，冒蓝火", "高铁桥墩旁边挖沙，基础露出来了",
        "玉米地里有野猪，追着人跑", "大黑狗没拴，咬了放学的学生", "养的蜂炸了窝，过路人被蜇倒", "煤改气管子被货车撞漏了", "烤烟房起火，旁边堆着柴", "一个老奶奶在雪地里走不动了", "两个娃娃在水库边玩，没有大人看", "有人喝醉躺在铁轨边", "隔壁一直有人喊救命", "男的拿着菜刀在楼下追人",
        "工地塔吊钢丝绳断了", "脚手架上的人摔下来，不会动了", "学校围墙被雨泡塌了一截", "镇政府门前的大树要倒", "信用社楼顶的牌子松了", "周末赶街的人多，桥面晃得厉害", "庙会上有个灯架倒了，砸到人", "火车站广场地面冒热气，像是管道爆了", "客车抛锚在弯道上，后面看不见", "去昆明方向的高速边坡在掉土",
        "进城的路被水淹了，车开不了", "旅游大巴刹车失灵，撞在山壁上", "清明上坟烧纸，把山点着了", "教堂旁边的电杆斜了", "广场喇叭线漏电，有人被电到", "张家界方向来的罐车在路上漏液体", "王家庄后山裂缝有两米长", "黄家坪小学厕所墙裂了", "杨柳树断了，压住两辆摩托", "白石岩掉下一大块，堵住河道", "马鞍山隧道里有车起火", "龙王庙水闸关不上",
        "The bridge railing is broken and children cross there", "A truck with gas bottles has overturned", "Somebody is hitting a woman in the street", "The river rises fast and people are on the island", "A wall fell on the path to the school",
    ];

    private static MisuseFamily Of(string name, IEnumerable<string> lines) => new(name, [.. lines.Distinct()]);

    private static string[] Each(params string[] lines) => lines;

    private static string Put(string line, string what) => line.Replace("{0}", what, StringComparison.Ordinal);

    private static IEnumerable<string> Identities() => new[] { "53290119850312001", "53292319991130002", "53293020050815423", "11010119800101876", "53290119670704331" }.Select(Checked);

    /// <summary>With its check digit, by GB 11643.</summary>
    private static string Checked(string digits)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return digits + "10X98765432"[digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }

    private static string[] Plates() => Each("云L12345", "云LA8B76", "云AD12345", "川A7K889", "京N99887", "粤BF88888", "云L88C66");

    private static string Space(string text) => string.Join(' ', text.AsEnumerable());

    private static string Wide(string text) => string.Concat(text.Select(letter => letter is > ' ' and < '\u007f' ? (char)(letter + 0xfee0) : letter));

    private static string Chinese(string digits) => string.Concat(digits.Select(digit => char.IsAsciiDigit(digit) ? "〇一二三四五六七八九"[digit - '0'] : digit));

    private static string Spoken(string digits) => Chinese(digits).Replace('一', '幺').Replace('〇', '零').ToString(CultureInfo.InvariantCulture);
}
