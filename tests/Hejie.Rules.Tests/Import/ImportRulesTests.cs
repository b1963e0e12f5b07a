using CsCheck;
using Hejie.Rules.Import;

namespace Hejie.Rules.Tests.Import;

public sealed class ImportDateTests
{
    [Theory]
    [InlineData("2024-03-05")]
    [InlineData("2024/3/5")]
    [InlineData("2024.3.5")]
    [InlineData("2024年3月5日")]
    [InlineData("20240305")]
    [InlineData(" 2024-03-05 14:30 ")]
    [InlineData("2024/3/5 14:30:05")]
    [InlineData("2024年3月5日 9时5分")]
    [InlineData("45356")]
    [InlineData("45356.604166")]
    public void A_date_is_read_as_people_write_it(string text) => ImportDates.Read(text).ShouldBe(new DateOnly(2024, 3, 5));

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("明天")]
    [InlineData("1399")]
    [InlineData("19900001234")]
    [InlineData("532901198001011234")]
    [InlineData("")]
    [InlineData("99999999")]
    public void What_is_no_date_is_none(string text) => ImportDates.Read(text).ShouldBeNull();

    [Fact]
    public void Every_day_is_the_same_as_a_serial_number_and_in_each_way_of_writing() =>
        Gen.Int[0, 20_000].Sample(days =>
        {
            var day = new DateOnly(2000, 1, 1).AddDays(days);
            ImportDates.OfSerial(36_526 + days).ShouldBe(day);
            ImportDates.OfSerial(36_526 + days - 1462, from1904: true).ShouldBe(day);
            foreach (var format in new[] { "yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日", "yyyyMMdd", "yyyy.MM.dd" })
                ImportDates.Read(day.ToString(format, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(day);
        });
}

public sealed class SafeCellTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+86 199")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("＝cmd|'/c calc'!A1")]
    public void What_a_spreadsheet_would_compute_is_marked(string text)
    {
        SafeCell.Out(text).ShouldBe("'" + text);
        SafeCell.In(SafeCell.Out(text)).ShouldBe(text);
    }

    [Fact]
    public void Whatever_goes_out_comes_back_and_nothing_that_goes_out_is_computed() =>
        Gen.OneOf(Gen.String, Gen.Select(Gen.String["='+-@\t\r\n＝"], Gen.String, (head, tail) => head + tail)).Sample(text =>
        {
            var written = SafeCell.Out(text);
            SafeCell.In(written).ShouldBe(text);
            "=+-@\t\r\n＝＋－＠".Contains(written.FirstOrDefault('x'), StringComparison.Ordinal).ShouldBeFalse();
        });
}

public sealed class HeaderBlockTests
{
    private static HeaderBlock? Find(params string[] lines) => HeaderBlock.Find([.. lines.Select(line => (IReadOnlyList<string>)line.Split('|'))]);

    [Fact]
    public void The_names_stand_in_the_first_row()
    {
        var head = Find("编号|日期|地点|事由", "1|2024-03-05|周城村|滴水")!;
        head.Names.ShouldBe(["编号", "日期", "地点", "事由"]);
        head.FirstRow.ShouldBe(1);
    }

    [Fact]
    public void A_title_and_who_made_it_stand_above()
    {
        var head = Find("2024年喜洲镇矛盾纠纷台账|||", "填报单位：喜洲镇|||", "编号|日期|地点|事由", "1|2024-03-05|周城村|滴水")!;
        head.Names.ShouldBe(["编号", "日期", "地点", "事由"]);
        head.FirstRow.ShouldBe(3);
    }

    [Fact]
    public void Merged_cells_name_their_parts()
    {
        var head = Find("编号|日期|申请人||被申请人||事由", "||姓名|电话|姓名|电话|", "1|2024-03-05|杨示例|19900001234|赵示例||滴水")!;
        head.Names.ShouldBe(["编号", "日期", "申请人/姓名", "申请人/电话", "被申请人/姓名", "被申请人/电话", "事由"]);
        head.FirstRow.ShouldBe(2);
    }

    [Fact]
    public void Three_rows_of_names_are_read_and_names_stand_once()
    {
        var head = Find("编号|当事人||||事由|备注|备注", "|甲方||乙方||||", "|姓名|电话|姓名|电话|||", "1|杨|1|赵|2|滴水|a|b")!;
        head.Names.ShouldBe(["编号", "当事人/甲方/姓名", "当事人/甲方/电话", "当事人/乙方/姓名", "当事人/乙方/电话", "事由", "备注", "备注 (2)"]);
        head.FirstRow.ShouldBe(3);
    }

    [Fact]
    public void A_first_row_with_an_empty_cell_is_data_where_the_names_are_whole() =>
        Find("编号|日期|地点|事由", "1|2024-03-05||滴水", "2|2024-03-06|周城村|挡路")!.FirstRow.ShouldBe(1);

    [Fact]
    public void Data_without_names_has_no_head() => Find("1|2024-03-05|周城村|滴水", "2|2024-03-06|周城村|挡路").ShouldBeNull();

    [Fact]
    public void Whatever_stands_there_names_are_as_many_as_columns_and_different() =>
        Gen.String[0, 6].Array[0, 6].Array[0, 8].Sample(rows =>
        {
            if (HeaderBlock.Find(rows) is not { } head)
                return;
            head.Names.Distinct().Count().ShouldBe(head.Names.Count);
            head.FirstRow.ShouldBeInRange(1, rows.Length);
        });
}

public sealed class EventTextTests
{
    [Theory]
    [InlineData("屋檐水滴到邻居院墙")]
    [InlineData("因宅基地边界发生纠纷")]
    [InlineData("反映村口路灯不亮")]
    [InlineData("拖欠工资3000元")]
    [InlineData("咨询低保怎么申请")]
    [InlineData("噪声扰民")]
    public void What_happened_is_an_event(string text) => EventText.IsEvent(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("杨示例")]
    [InlineData("李四、王五")]
    [InlineData("532901198001011234")]
    [InlineData("19900001234")]
    [InlineData("大理市喜洲镇周城村3组")]
    [InlineData("社区矫正对象")]
    [InlineData("重点人员")]
    [InlineData("精神障碍患者")]
    [InlineData("户主")]
    [InlineData("低保户")]
    [InlineData("2024-03-05")]
    public void Who_somebody_is_is_none(string text) => EventText.IsEvent(text).ShouldBeFalse();

    [Fact]
    public void What_the_row_says_of_persons_is_none() => EventText.IsEvent("阿卜杜拉·示例 先生", "阿卜杜拉·示例先生").ShouldBeFalse();
}

public sealed class SourceOutcomeTests
{
    [Theory]
    [InlineData("调解成功", SourceOutcome.Settled)]
    [InlineData("调解不成功", SourceOutcome.Unsettled)]
    [InlineData("已办结", SourceOutcome.Settled)]
    [InlineData("未办结", SourceOutcome.Open)]
    [InlineData("办理中", SourceOutcome.Open)]
    [InlineData("不予受理", SourceOutcome.Refused)]
    [InlineData("撤回", SourceOutcome.Withdrawn)]
    [InlineData("转办", SourceOutcome.Moved)]
    [InlineData("是", SourceOutcome.Closed)]
    [InlineData("否", SourceOutcome.Open)]
    public void A_word_is_guessed(string word, SourceOutcome outcome) => SourceOutcomes.Guess(word).ShouldBe(outcome);

    [Fact]
    public void A_word_that_nobody_knows_is_none() => SourceOutcomes.Guess("见附件").ShouldBeNull();
}
