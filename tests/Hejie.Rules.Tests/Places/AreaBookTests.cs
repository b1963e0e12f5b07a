using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;

namespace Hejie.Rules.Tests.Places;

public sealed class AreaBookTests
{
    private static readonly HashSet<PlaceCode> s_known = [.. new[] { "532901104201", "532901104202", "532901104203" }.Select(PlaceCode.Parse)];

    [Fact]
    public void An_area_is_made_of_villages_and_cells()
    {
        var area = Read("['532901104201', '532901104202', '532901104203001']").Find("shore");
        area.ShouldNotBeNull().Places.Select(place => place.ToString()).ShouldBe(["532901104201", "532901104202", "532901104203001"]);
    }

    [Theory]
    [InlineData("['532901104201', '532901104202']", "3 places or more")]
    [InlineData("['532901104201', '532901104201', '532901104202', '532901104203']", "there twice")]
    [InlineData("['532901104201', '532901104202', '532901104209']", "no place '532901104209'")]
    [InlineData("['532901104201', '532901104202', '532901104000']", "no village and no grid cell")]
    public void One_that_is_too_small_or_names_what_is_not_there_stops_the_start(string places, string problem) =>
        Should.Throw<CatalogueException>(() => Read(places)).Message.ShouldContain(problem);

    private static AreaBook Read(string places) =>
        AreaBook.Load([("areas/shore.yaml", $"id: shore\ntitle: {{zh: 西岸, en: West shore}}\nplaces: {places}\n")], s_known);
}
