using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public class TilePathTests
{
    [Theory]
    [InlineData("0/x001/x234/067", 0, 1234067, 256)]
    [InlineData("0/000", 0, 0, 256)]
    [InlineData("0/999", 0, 999, 256)]
    [InlineData("0/x001/000", 0, 1000, 256)]
    [InlineData("1/001.p/17", 1, 1, 17)]
    [InlineData("7/000.p/1", 7, 0, 1)]
    [InlineData("entries/x273/112.p/255", null, 273112, 255)]
    public void A_tile_has_one_path(string path, int? level, long index, int width)
    {
        Assert.True(TilePath.TryParse(path, out var tile));
        Assert.Equal(new TilePath(level, index, width), tile);
        Assert.Equal(path, tile!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0/0")]
    [InlineData("0/1000")]
    [InlineData("00/000")]
    [InlineData("8/000")]
    [InlineData("-1/000")]
    [InlineData("0/x000/001")]
    [InlineData("0/001/001")]
    [InlineData("0/x001/x001")]
    [InlineData("0/000.p/0")]
    [InlineData("0/000.p/256")]
    [InlineData("0/000.p/01")]
    [InlineData("0/000.p")]
    [InlineData("0/000/")]
    [InlineData("0/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("Entries/000")]
    [InlineData("../000")]
    public void Any_other_spelling_is_refused(string path) => Assert.False(TilePath.TryParse(path, out _));

    [Fact]
    public void A_log_of_70_000_has_the_tiles_that_the_format_says()
    {
        Assert.Equal(112, TilePath.PartialWidth(0, 70_000));
        Assert.Equal(17, TilePath.PartialWidth(1, 70_000));
        Assert.Equal(1, TilePath.PartialWidth(2, 70_000));
        Assert.Equal(0, TilePath.PartialWidth(3, 70_000));
        Assert.True(new TilePath(0, 272, 256).IsWithin(70_000));
        Assert.False(new TilePath(0, 273, 256).IsWithin(70_000));
        Assert.True(new TilePath(0, 273, 112).IsWithin(70_000));
        Assert.False(new TilePath(0, 273, 113).IsWithin(70_000));
        Assert.True(new TilePath(1, 0, 256).IsWithin(70_000));
        Assert.True(new TilePath(1, 1, 17).IsWithin(70_000));
        Assert.False(new TilePath(1, 1, 18).IsWithin(70_000));
        Assert.True(new TilePath(2, 0, 1).IsWithin(70_000));
    }
}
