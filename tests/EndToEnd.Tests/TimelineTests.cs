using System.Globalization;
using FsCheck.Xunit;
using SupplyFinance.Standalone;

namespace SupplyFinance.EndToEnd.Tests;

public sealed class TimelineTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("长城制造 Ltd.", 13)]
    [InlineData("𠮷野", 4)] // beyond the first plane
    [InlineData("e\u0301", 1)] // a combining accent
    [InlineData("ＡＢ", 4)]
    public void A_chinese_character_takes_two_columns_and_a_combining_mark_none(string text, int columns) =>
        Assert.Equal(columns, TextColumns.WidthOf(text));

    [Theory]
    [InlineData("paid the bank what it advanced", 12, "paid the|bank what it|advanced")]
    [InlineData("第一示范银行", 5, "第一|示范|银行")]
    [InlineData("A 第一 B", 4, "A 第|一 B")]
    [InlineData("SBC85EBC6BA9209", 6, "SBC85E|BC6BA9|209")]
    [InlineData("", 5, "")]
    public void A_text_goes_on_in_the_next_line_and_is_broken_in_a_word_only_where_it_must(string text, int width, string lines) =>
        Assert.Equal(lines.Split('|'), TextColumns.Wrap(text, width));

    [Property]
    public bool Nothing_is_lost_and_no_line_is_too_long(string? text, byte width)
    {
        var said = (text ?? "").Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c)).Concat(" 长城 a bc def").ToArray();
        var lines = TextColumns.Wrap(new string(said), 2 + (width % 40));
        return lines.All(line => TextColumns.WidthOf(line) <= 2 + (width % 40))
            && string.Concat(lines).Replace(" ", "", StringComparison.Ordinal)
                == new string(said).Replace(" ", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 100)]
    [InlineData(100, 100)]
    [InlineData(160, 160)]
    [InlineData(400, 160)]
    public void The_table_keeps_its_columns_at_every_width_of_a_terminal(int terminal, int width)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var timeline = new Timeline(output, terminal);
        timeline.Head();
        timeline.Done(new DateOnly(2026, 3, 2), "Second Demonstration Bank 第二示范银行有限责任公司",
            "paid Suzhou Hengxin Precision Parts Co., Ltd. (bank reference SBC85EBC6BA9209F0123456789ABCDEF)", "90,892.80 CNY", 12);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(width, lines[1].Length);
        Assert.True(lines.Length > 3);
        Assert.All(lines, line => Assert.True(TextColumns.WidthOf(line) <= width, line));
        Assert.Equal(new string('─', width), lines[1]);
        Assert.DoesNotContain("…", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("90,892.80 CNY  #12", lines[2], StringComparison.Ordinal);
    }
}
