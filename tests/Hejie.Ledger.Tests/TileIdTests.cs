using CsCheck;

namespace Hejie.Ledger.Tests;

public sealed class TileIdTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000"), InlineData(0, 273, 112, "tile/0/273.p/112"), InlineData(2, 0, 1, "tile/2/000.p/1")]
    [InlineData(1, 1234067, 256, "tile/1/x001/x234/067"), InlineData(TileId.Entries, 1000, 7, "tile/entries/x001/000.p/7")]
    public void A_path_is_that_of_the_specification(int level, long index, int width, string path)
    {
        new TileId(level, index).Path(width).ShouldBe(path);
        TileId.TryParse(path, out var tile, out var read).ShouldBeTrue();
        (tile, read).ShouldBe((new TileId(level, index), width));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("tile"), InlineData("tile/0"), InlineData("tile/0/"), InlineData("tile/0/0"), InlineData("tile/0/00")]
    [InlineData("tile/0/0000"), InlineData("tile/00/000"), InlineData("tile/64/000"), InlineData("tile/-1/000"), InlineData("tile/+1/000")]
    [InlineData("tile/0/000.p/0"), InlineData("tile/0/000.p/256"), InlineData("tile/0/000.p/01"), InlineData("tile/0/000.p/"), InlineData("tile/0/000.p")]
    [InlineData("tile/0/x000/001"), InlineData("tile/0/001/002"), InlineData("tile/0/x001"), InlineData("tile/0/x01/002"), InlineData("tile/data/000")]
    [InlineData("tile/0/０００"), InlineData("tile/0/ 01"), InlineData("tile/0/x999/x999/x999/x999/x999/999"), InlineData("/tile/0/000"), InlineData("tile/0/000/")]
    [InlineData("tile/0/../000"), InlineData("tile/0/000.p/1.p/1"), InlineData("tile/0/000.p/1/2")]
    public void What_is_no_path_is_refused(string? path) => TileId.TryParse(path, out _, out _).ShouldBeFalse();

    [Fact]
    public void Every_tile_is_its_number_and_its_path() =>
        Gen.Select(Gen.Int[-1, 63], Gen.Long[0, 999_999_999_999_999], Gen.Int[1, 256]).Sample((level, index, width) =>
        {
            var tile = new TileId(level, index);
            TileId.Of(tile.Number).ShouldBe(tile);
            TileId.TryParse(tile.Path(width), out var read, out var wide).ShouldBeTrue();
            (read, wide).ShouldBe((tile, width));
        });

    [Fact]
    public void Anything_else_is_no_path() =>
        Gen.String[Gen.Char["tile/0123x.p"], 0, 30].Sample(text =>
            !TileId.TryParse(text, out var tile, out var width) || tile.Path(width) == text, iter: 20_000);

    [Fact]
    public void Tiles_are_as_wide_as_the_tree_makes_them()
    {
        new TileId(0, 273).WidthIn(70_000).ShouldBe(112);
        new TileId(1, 1).WidthIn(70_000).ShouldBe(17);
        new TileId(1, 0).WidthIn(256).ShouldBe(1);
        new TileId(0, 1).WidthIn(256).ShouldBe(0);
        new TileId(63, 0).WidthIn(long.MaxValue).ShouldBe(0);
        new TileId(7, 0).WidthIn(long.MaxValue).ShouldBe(127);
        TileId.Last(7, long.MaxValue).ShouldBe(new TileId(7, 0));
    }
}
