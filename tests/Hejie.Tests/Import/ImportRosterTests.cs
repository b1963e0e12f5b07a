using Hejie.Import;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Import;

/// <summary>
/// Safeguard 10: lists of persons are refused, with their columns taken for what they are and for anything else somebody may
/// say they are; registers of matters, however they are written, are taken in.
/// </summary>
public sealed class ImportRosterTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    public static TheoryData<string> Rosters =>
    [
        "姓名|身份证号|电话\n杨示例|532901198001011234|19900001234\n赵示例|532901198101011235|19900001235",
        "姓名|性别|民族|出生日期|住址\n杨示例|男|白族|1980-01-01|周城村3组\n赵示例|女|汉族|1981-02-01|周城村4组",
        "户主|家庭成员|与户主关系|身份证号\n杨示例|杨小一|长子|532901200501011234\n赵示例|赵小二|次女|532901200601011234",
        "姓名|电话|住址|备注\n杨示例|19900001234|周城村|外出务工\n赵示例|19900001235|喜洲村|在家",
        "姓名|人员类别|管控等级|责任人\n杨示例|刑满释放人员|红色|李干部\n赵示例|社区矫正对象|黄色|王干部",
        "重点人员姓名|列管日期|现实表现|稳控责任人\n杨示例|2024-01-01|表现正常没有外出|李干部\n赵示例|2024-02-01|外出打工没有联系上|王干部",
        "姓名|上访次数|最近一次|主要诉求\n杨示例|5|2024-05-01|反映宅基地被占没有解决\n赵示例|3|2024-06-01|反映拖欠工资没有解决",
        "姓名|吸毒史|戒毒日期|村\n杨示例|有|2020-01-01|周城村\n赵示例|有|2021-01-01|喜洲村",
        "姓名|宗教信仰|活动地点|日期\n杨示例|示例教|周城村|2024-01-01\n赵示例|示例教|喜洲村|2024-01-02",
        "姓名|党支部|入党时间|电话\n杨示例|喜洲村第一党支部|2001-07-01|19900001234\n赵示例|周城村党支部|2002-07-01|19900001235",
        "姓名|残疾类别|发证日期|住址\n杨示例|肢体残疾三级|2015-03-01|周城村\n赵示例|视力残疾一级|2016-03-01|喜洲村",
        "低保户姓名|低保类别|享受日期|家庭住址\n杨示例|A类低保|2020-01-01|周城村3组\n赵示例|B类低保|2020-02-01|喜洲村4组",
        "姓名|暂住地址|迁入日期|来自\n杨示例|周城村3组|2024-01-01|四川省成都市\n赵示例|喜洲村4组|2024-02-01|贵州省贵阳市",
        "学生姓名|家长|家长电话|班级\n杨小一|杨示例|19900001234|三年级一班\n赵小二|赵示例|19900001235|四年级二班",
        "姓名|微信号|QQ|群\n杨示例|wx_yang|10001|喜洲村民群\n赵示例|wx_zhao|10002|周城村民群",
        "Name|Phone|Address\nYang Example|19900001234|Zhoucheng 3\nZhao Example|19900001235|Zhoucheng 4",
        "name,id|birth|village\nYang|1980-01-01|周城村\nZhao|1981-01-01|喜洲村",
        "精神障碍患者|监护人|风险等级|随访日期\n杨示例|杨大|三级|2024-01-01\n赵示例|赵大|二级|2024-02-01",
        "矫正对象|矫正期限|报到日期|司法所\n杨示例|二年|2024-01-01|喜洲司法所\n赵示例|一年|2024-02-01|上关司法所",
        "退役军人|退伍日期|服役部队|电话\n杨示例|1999-12-01|示例部队|19900001234\n赵示例|2001-12-01|示例部队|19900001235",
        "业主|房号|面积|电话\n杨示例|3幢201室|98|19900001234\n赵示例|4幢302室|102|19900001235",
        "车主|车牌号|登记日期|电话\n杨示例|云L12345|2024-01-01|19900001234\n赵示例|云L54321|2024-02-01|19900001235",
        "网格|户数|人数|户主姓名\n一网格|168|520|杨示例\n二网格|142|430|赵示例",
        "姓名|职务|单位|电话\n杨示例|主任|喜洲村委会|19900001234\n赵示例|副主任|周城村委会|19900001235",
        "育龄妇女|结婚日期|子女数|村\n杨示例|2010-01-01|2|周城村\n赵示例|2012-01-01|1|喜洲村",
        "姓名|关注类型|登记日期|村\n杨示例|信访重点人|2024-01-01|周城村\n赵示例|信访重点人|2024-01-01|喜洲村\n李示例|涉军群体|2024-01-01|喜洲村",
        "姓名|人员情况|日期|地址\n杨示例|重点人员|2024-01-01|周城村\n赵示例|一般人员|2024-01-01|喜洲村",
        "姓名|轨迹|时间|地点\n杨示例|大理站|2024-01-01|大理市\n赵示例|昆明南站|2024-01-02|大理市",
        "当事人|联系电话|受理日期|村\n杨示例|19900001234|2024-01-01|周城村\n赵示例|19900001235|2024-01-02|喜洲村",
        "姓名|群体|进京日期|包保责任人\n杨示例|示例群体|2024-01-01|李干部\n赵示例|示例群体|2024-01-02|王干部",
        "姓名|标签|更新时间|评分\n杨示例|高风险|2024-01-01|90\n赵示例|中风险|2024-01-02|60",
        "志愿者姓名|服务时长|注册日期|电话\n杨示例|120|2024-01-01|19900001234\n赵示例|80|2024-01-02|19900001235",
    ];

    public static TheoryData<string> Registers
    {
        get
        {
            var heads = new[]
            {
                "编号|受理日期|地点|事由", "登记编号|登记时间|发生地|简要情况", "案号|申请日期|所在村|案情", "工单号|来电时间|地点|诉求", "流水号|上报时间|所属网格|事项描述",
                "序号|排查时间|乡镇|矛盾纠纷简要情况", "受理编号|来访日期|行政村|反映问题", "单号|反映时间|村（社区）|主要内容", "No.|Date|Place|Description", "编号|发生日期|事发地|基本情况",
            };
            var rows = new[]
            {
                "1|2025-03-05|周城村|屋檐水滴到邻居院墙，要求改水\n2|2025-03-06|喜洲村|占用村口通道不让别家通行",
                "喜2025-1|2025/3/5|大理市喜洲镇周城村|拖欠工资三千元没有给\n喜2025-2|2025/3/6|喜洲镇喜洲村|承包地界限争议",
                "（2025）1号|2025年3月5日|周城村三组|离婚以后孩子抚养费没有付\n（2025）2号|2025年3月6日|喜洲村|赡养老人几个子女互相推诿",
            };
            var data = new TheoryData<string>();
            foreach (var head in heads)
            {
                foreach (var body in rows)
                    data.Add(head + "\n" + body);
            }

            data.Add("2025年喜洲镇矛盾纠纷台账|||||||\n编号|受理日期|申请人||被申请人||纠纷类型|主要事实\n||姓名|电话|姓名|电话||\n1|2025-03-05|杨示例|19900001234|赵示例|19900001235|邻里|屋檐水滴到邻居院墙");
            data.Add("编号|日期|申请人|身份证号|电话|民族|事由|包案领导\n1|2025-03-05|杨示例|532901198001011234|19900001234|白族|反映村口路灯不亮|李干部");
            return data;
        }
    }

    private static async Task<TableFile> OpenAsync(string table) =>
        await TableFile.OpenAsync(new MemoryStream(Tables.Csv(Tables.Rows(table.Split('\n')))), TableLimits.Page, CancellationToken.None);

    private async Task<TakenIn> LookAsync(TableFile file, Func<Mapping, Mapping> change)
    {
        var scope = hejie.Post("service-centre", "大理市", Role.Lead);
        var procedure = hejie.Services.GetRequiredService<CatalogueHolder>().Current.Procedures.Find("people-mediation")!;
        var mapping = change(Mapping.Guess(file, procedure, new PlaceFinder(hejie.Bodies, scope.Body.Place)) with { Source = "台账", Kind = "other", Place = "532901" });
        return await hejie.InScopeAsync(services => services.GetRequiredService<TakeIn>().RunAsync(new ImportOrder { Scope = scope, File = file, Mapping = mapping, Dry = true }, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Rosters))]
    public async Task A_roster_is_refused(string table)
    {
        var file = await OpenAsync(table);
        (await LookAsync(file, mapping => mapping)).ShouldBeOfType<TakenIn.Refused>().Errors[0].Code.ShouldStartWith("import.roster.");
        // Whatever is said of its columns, none of its rows is taken in.
        foreach (var what in file.Names)
        {
            foreach (var date in file.Names.Where(name => name != what))
            {
                var came = await LookAsync(file, mapping => mapping with { Columns = new Dictionary<string, string> { [what] = "what", [date] = "date" } });
                if (came is TakenIn.Done done)
                    done.Result.Taken.ShouldBe(0, $"{what} as what, {date} as date");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Registers))]
    public async Task A_register_is_taken_in(string table)
    {
        var came = await LookAsync(await OpenAsync(table), mapping => mapping);
        came.ShouldBeOfType<TakenIn.Done>((came as TakenIn.Refused)?.Errors[0].ToString()).Result.ShouldSatisfyAllConditions(
            result => result.Taken.ShouldBeGreaterThan(0), result => result.Refused.ShouldBe(0));
    }
}
