using CsCheck;
using Hejie.Rules.Places;

namespace Hejie.Rules.Tests.Places;

public sealed class PlaceCodeTests
{
    public static TheoryData<string, string, string> Padded => new()
    {
        { "5329", "532900000000", nameof(PlaceLevel.Prefecture) },
        { "532901", "532901000000", nameof(PlaceLevel.County) },
        { "532901000000", "532901000000", nameof(PlaceLevel.County) },
        { "532901102000", "532901102000", nameof(PlaceLevel.Township) },
        { "532901102201", "532901102201", nameof(PlaceLevel.Village) },
        { "532901102201000", "532901102201", nameof(PlaceLevel.Village) },
        { "532901102201007", "532901102201007", nameof(PlaceLevel.Cell) },
        { "441900003000", "441900003000", nameof(PlaceLevel.Township) },
    };

    [Theory, MemberData(nameof(Padded))]
    public void A_code_is_read_padded_and_printed(string text, string printed, string level)
    {
        var place = PlaceCode.Parse(text);
        place.ToString().ShouldBe(printed);
        place.Level.ToString().ShouldBe(level);
        PlaceCode.Of(place.Value).ShouldBe(place);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("53"), InlineData("530000"), InlineData("53290"), InlineData("5329011")]
    [InlineData("53290110220x"), InlineData("+53290110220"), InlineData(" 5329011022 "), InlineData("５３２９０１")]
    [InlineData("012901000000"), InlineData("532901000201"), InlineData("532901102000007"), InlineData("5329011022010070")]
    public void What_is_no_place_is_refused(string? text)
    {
        PlaceCode.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => PlaceCode.Parse(text!));
    }

    [Fact]
    public void A_number_that_is_no_place_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => PlaceCode.Of(532_901));

    [Fact]
    public void The_parents_of_a_cell_lead_up_to_the_prefecture()
    {
        var chain = new List<string>();
        for (PlaceCode? at = PlaceCode.Parse("532901102201007"); at is { } place; at = place.Parent) chain.Add(place.ToString());
        chain.ShouldBe(["532901102201007", "532901102201", "532901102000", "532901000000", "532900000000"]);
    }

    [Fact]
    public void Townships_at_once_below_a_prefecture_belong_to_it() =>
        PlaceCode.Parse("441900003000").Parent.ShouldBe(PlaceCode.Parse("4419"));

    [Theory]
    [InlineData("5329", "532901102201007", true), InlineData("5329", "532932", true), InlineData("5329", "5330", false)]
    [InlineData("532901", "532901102201", true), InlineData("532901", "532922", false), InlineData("532901", "5329", false)]
    [InlineData("532901102000", "532901102999", true), InlineData("532901102000", "532901103000", false)]
    [InlineData("532901102201", "532901102201999", true), InlineData("532901102201", "532901102202", false)]
    [InlineData("532901102201007", "532901102201007", true), InlineData("532901102201007", "532901102201008", false)]
    public void A_place_contains_itself_and_all_below_it_and_nothing_else(string outer, string inner, bool inside)
    {
        PlaceCode.Parse(outer).Contains(PlaceCode.Parse(inner)).ShouldBe(inside);
        PlaceCode.Parse(outer).Range.Contains(PlaceCode.Parse(inner)).ShouldBe(inside);
    }

    [Fact]
    public void County_is_the_first_six_digits()
    {
        PlaceCode.Parse("532901102201007").County.ShouldBe(532901);
        PlaceCode.Parse("5329").County.ShouldBe(532900);
    }

    [Fact]
    public void Every_place_of_Dali_has_the_level_and_parent_of_its_row()
    {
        var rows = CatalogueFiles.Text("places/dali.csv").TrimEnd().Split('\n').Skip(1).Select(row => row.TrimEnd().Split(',')).ToList();
        rows.Count.ShouldBe(1 + 12 + 112 + 1159);
        foreach (var row in rows)
        {
            var place = PlaceCode.Parse(row[0]);
            place.Level.ToString().ShouldBe(row[2], StringCompareShould.IgnoreCase);
            (place.Parent?.ToString() ?? "").ShouldBe(row[3]);
        }
    }

    [Fact]
    public void Containment_is_being_among_the_parents()
    {
        var digits = Gen.Select(Gen.Int[1, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2],
            (p, c, t, v, g) => $"53{p:00}{c:00}{t:000}{v:000}{g:000}");
        var place = digits.Where(text => PlaceCode.TryParse(text, out _)).Select(PlaceCode.Parse);
        Gen.Select(place, place).Sample((outer, inner) => outer.Contains(inner) == Above(inner).Contains(outer));
    }

    private static IEnumerable<PlaceCode> Above(PlaceCode place)
    {
        for (PlaceCode? at = place; at is { } step; at = step.Parent) yield return step;
    }
}
