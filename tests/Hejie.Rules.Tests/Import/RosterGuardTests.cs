using Hejie.Rules.Import;

namespace Hejie.Rules.Tests.Import;

/// <summary>Lists of persons are refused whatever their columns are said to be.</summary>
public sealed class RosterGuardTests
{
    private static IReadOnlyList<SampleColumn> Columns(string head, params string[] rows)
    {
        var names = head.Split('|');
        var cells = rows.Select(row => row.Split('|')).ToList();
        return [.. names.Select((name, index) => new SampleColumn(name, [.. cells.Select(row => row[index])]))];
    }

    private static string? Refused(IReadOnlyList<SampleColumn> columns, params (string Column, ImportField Field)[] mapped) =>
        RosterGuard.Refused(columns, mapped.Length == 0 ? ColumnGuess.Of(columns, text => text.Contains('村')) : mapped.ToDictionary(column => column.Column, column => column.Field));

    [Fact]
    public void Names_and_numbers_alone_are_refused() =>
        Refused(Columns("姓名|身份证号|电话|住址", "杨示例|532901198001011234|19900001234|周城村3组", "赵示例|532901198101011234|19900001235|周城村4组")).ShouldBe(RosterGuard.NoEvent);

    [Fact]
    public void A_name_that_is_said_to_be_what_happened_is_refused() =>
        Refused(Columns("姓名|出生日期|住址", "杨示例|1980-01-01|周城村3组", "赵示例|1981-01-01|周城村4组"), ("姓名", ImportField.What), ("出生日期", ImportField.Date), ("住址", ImportField.Place))
            .ShouldBe(RosterGuard.NoEvent);

    [Fact]
    public void A_birthday_is_no_day_of_an_event() =>
        Refused(
            Columns("姓名|出生日期|情况", "杨示例|1995-01-01|家里因宅基地和邻居发生过纠纷", "赵示例|1996-01-01|反映过村口路灯不亮的问题"),
            ("姓名", ImportField.FilerName), ("出生日期", ImportField.Date), ("情况", ImportField.What)).ShouldBe(RosterGuard.NoDate);

    [Fact]
    public void What_people_are_called_is_no_event()
    {
        var rows = Enumerable.Range(1, 30).Select(nth => $"示例{nth}|2024-03-{nth % 28 + 1:00}|{(nth % 2 == 0 ? "社区矫正对象" : "刑满释放人员")}").ToArray();
        Refused(Columns("姓名|日期|类型", rows), ("姓名", ImportField.FilerName), ("日期", ImportField.Date), ("类型", ImportField.What)).ShouldBe(RosterGuard.NoEvent);
    }

    [Theory]
    [InlineData("管控等级")]
    [InlineData("稳控责任人")]
    [InlineData("列管日期")]
    [InlineData("与户主关系")]
    [InlineData("重点人员类别")]
    [InlineData("上访次数")]
    public void A_list_for_watching_people_is_refused_though_it_says_what_they_asked(string column) =>
        Refused(Columns($"姓名|受理日期|诉求|{column}", "杨示例|2024-03-05|反映宅基地被占没有解决|红色", "赵示例|2024-03-06|反映拖欠工资没有解决|黄色")).ShouldBe(RosterGuard.Watch);

    [Fact]
    public void A_register_of_matters_is_none() =>
        Refused(Columns("编号|受理日期|地点|申请人|电话|事由", "1|2024-03-05|周城村|杨示例|19900001234|屋檐水滴到邻居院墙", "2|2024-03-06|周城村|赵示例|19900001235|占用通道不让过")).ShouldBeNull();

    [Fact]
    public void The_columns_of_a_register_are_found()
    {
        var found = ColumnGuess.Of(
            Columns(
                "序号|登记编号|受理日期|乡镇|村（社区）|申请人/姓名|申请人/电话|申请人/身份证号|被申请人/姓名|被申请人/电话|纠纷类型|主要事实|办理结果|办结时间|备注",
                "1|喜2024-1|2024-03-05|喜洲镇|周城村|杨示例|19900001234|532901198001011234|赵示例|19900005678|邻里纠纷|屋檐水滴到邻居院墙，要求改水|调解成功|2024-03-09|无"),
            text => text.EndsWith('村') || text.EndsWith('镇'));
        found.ShouldBe(
            new Dictionary<string, ImportField>
            {
                ["登记编号"] = ImportField.Key,
                ["受理日期"] = ImportField.Date,
                ["乡镇"] = ImportField.Place,
                ["村（社区）"] = ImportField.Place,
                ["申请人/姓名"] = ImportField.FilerName,
                ["申请人/电话"] = ImportField.FilerTelephone,
                ["被申请人/姓名"] = ImportField.OtherName,
                ["被申请人/电话"] = ImportField.OtherTelephone,
                ["纠纷类型"] = ImportField.Kind,
                ["主要事实"] = ImportField.What,
                ["办理结果"] = ImportField.Outcome,
                ["办结时间"] = ImportField.Ended,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void What_the_names_do_not_say_is_found_in_the_values()
    {
        var found = ColumnGuess.Of(Columns("甲|乙|丙", "2024-03-05|周城村|屋檐水滴到邻居院墙，要求改水", "2024-03-06|周城村|占用通道不让过，要求让路"), text => text.EndsWith('村'));
        found["甲"].ShouldBe(ImportField.Date);
        found["乙"].ShouldBe(ImportField.Place);
        found["丙"].ShouldBe(ImportField.What);
    }
}
