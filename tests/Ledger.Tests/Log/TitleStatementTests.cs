using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public class TitleStatementTests
{
    private static readonly TitleStatement Statement = new(
        "example.org/log", 7, Vectors.Root(7), new Guid("019cb8a2-4b00-7f1b-8a00-d2c6a7b4e910"), 6, "live");

    [Fact]
    public void A_statement_has_six_lines()
    {
        var root = Vectors.Root(7).ToBase64();
        Assert.Equal(
            $"example.org/log/title\n7\n{root}\n019cb8a2-4b00-7f1b-8a00-d2c6a7b4e910\n6\nlive\n", Statement.ToNoteText());
        Assert.True(TitleStatement.TryParse(Statement.ToNoteText(), out var read));
        Assert.Equal(Statement, read);
    }

    [Theory]
    [InlineData("/title\n", "\n")]
    [InlineData("example.org/log", "")]
    [InlineData("\n7\n", "\n07\n")]
    [InlineData("\n7\n", "\n6\n")]
    [InlineData("\n6\n", "\n-6\n")]
    [InlineData("019cb8a2", "019CB8A2")]
    [InlineData("live\n", "\n")]
    [InlineData("live\n", "live")]
    [InlineData("live\n", "Live\n")]
    [InlineData("live\n", "live\nmore\n")]
    public void Any_other_spelling_is_refused(string part, string other) => Assert.False(
        TitleStatement.TryParse(Statement.ToNoteText().Replace(part, other, StringComparison.Ordinal), out _));

    [Fact]
    public void A_statement_is_never_taken_for_a_checkpoint_of_its_log()
    {
        Assert.True(Checkpoint.TryParse(Statement.ToNoteText(), out var checkpoint));
        Assert.NotEqual(Statement.Origin, checkpoint!.Origin);
    }
}
