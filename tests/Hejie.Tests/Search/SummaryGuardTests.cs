using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;

namespace Hejie.Tests.Search;

/// <summary>What may not stand in the desk's summary, however it is written, and what may.</summary>
public sealed class SummaryGuardTests
{
    private static readonly Person[] s_parties =
    [
        new("杨示例", "13887200001", null, PartyRole.Filer), new("欧阳示范", null, null, PartyRole.Respondent), new("Li", null, null, PartyRole.Third), new("Anna Smith", null, null, PartyRole.Third),
    ];

    [Theory]
    [InlineData("与杨示例的纠纷", "杨示例")]
    [InlineData("与杨 示 例的纠纷", "杨 示 例")]
    [InlineData("与杨·示例的纠纷", "杨·示例")]
    [InlineData("与楊示例的纠纷", null)]
    [InlineData("欧阳 示范家的墙", "欧阳 示范")]
    [InlineData("杨老师家旁的路", "杨老师")]
    [InlineData("欧阳大爷的菜地", "欧阳大爷")]
    [InlineData("between Li and others", "Li")]
    [InlineData("light and lines", null)]
    [InlineData("ANNA  SMITH objects", "ANNA  SMITH")]
    [InlineData("电话13887200001", "13887200001")]
    [InlineData("电话138 8720 0001", "138 8720 0001")]
    [InlineData("电话１３８８７２００００１", "１３８８７２００００１")]
    [InlineData("电话一三八八七二零零零零一", "一三八八七二零零零零一")]
    [InlineData("电话幺三八八七二〇〇〇〇幺", "幺三八八七二〇〇〇〇幺")]
    [InlineData("电话138-8720.0009", "138-8720.0009")]
    [InlineData("证件53290119800101001X", "53290119800101001X")]
    [InlineData("云L12345停在路上", "云L12345")]
    [InlineData("云 L·1234 5停在路上", "云 L·1234 5")]
    [InlineData("3组12号院墙", "3组12号院")]
    [InlineData("五组十二号的墙", "五组十二号")]
    [InlineData("8-2-301漏水", "8-2-301")]
    [InlineData("２栋３０１室漏水", "２栋")]
    [InlineData("leak in Room 12", "Room 12")]
    [InlineData("No. 12 wall", "No. 12")]
    [InlineData("门牌12", "门牌12")]
    public void Who_and_where_somebody_is_is_found_where_it_stands(string summary, string? found)
    {
        SummaryGuard.Personal(summary, s_parties).ShouldBe(found);
        if (found is not null)
            SummaryGuard.PartOf(summary, s_parties)!.Value.Start.ShouldBe(summary.IndexOf(found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("屋檐滴水与院墙")]
    [InlineData("村里三方在一起的土地承包纠纷")]
    [InlineData("国道214线边的水沟")]
    [InlineData("第二组与第三组的用水顺序")]
    [InlineData("5月12号以后没有再浇水")]
    [InlineData("五月十二号停水")]
    [InlineData("杨某某与邻居的通行")]
    [InlineData("欠工资8000元")]
    [InlineData("12亩果园租金")]
    [InlineData("物业费1号文件的理解")]
    [InlineData("Noise at night from a shop")]
    public void What_it_is_about_may_stand_there(string summary) => SummaryGuard.Personal(summary, s_parties).ShouldBeNull();
}
