using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

public sealed class WalkthroughTests
{
    [Fact]
    public async Task The_sample_invoice_is_financed_paid_and_discharged_and_a_second_run_says_so()
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await StandaloneProcess.Run("walkthrough", "--data", folder.Path);
        Assert.True(exit == 0, output);
        Assert.Contains("The invoice was financed, the debt paid, and the debt right discharged.", output, StringComparison.Ordinal);
        Assert.Contains("2026-06-17  platform", output, StringComparison.Ordinal); // two business days before, over Dragon Boat
        Assert.DoesNotContain("…", output, StringComparison.Ordinal);
        Aftermath.Check(folder.Path);

        var (again, said) = await StandaloneProcess.Run("walkthrough", "--data", folder.Path);
        Assert.True(again == 0, said);
        Assert.Contains("financed already", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ubl-invoice-example4.xml")]
    [InlineData("ubl-invoice-guide-example1.xml")]
    public async Task An_invoice_from_the_wild_is_financed_or_the_rule_against_it_is_named(string name)
    {
        var sample = Samples.Shared(name);
        if (sample is null) Assert.Skip($"{name} is not beside this repository.");
        var (exit, output) = await StandaloneProcess.Run("walkthrough", sample);
        Assert.True(exit is 0 or 3, output);
        if (exit == 3) Assert.Contains("cannot be financed. Rule ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cbc:DueDate>", "due date")]
    [InlineData("<cbc:PayableAmount", "total")]
    public async Task A_file_that_breaks_a_rule_ends_with_the_rule_s_name(string startOfElement, string what)
    {
        var xml = await File.ReadAllTextAsync(Samples.Own, TestContext.Current.CancellationToken);
        var at = xml.IndexOf(startOfElement, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        var broken = Path.Combine(folder.Path, "broken.xml");
        await File.WriteAllTextAsync(
            broken, xml.Remove(at, xml.IndexOf('\n', at) - at), TestContext.Current.CancellationToken);
        var (exit, output) = await StandaloneProcess.Run("walkthrough", broken);
        Assert.True(exit == 3, $"{what}: {output}");
        Assert.Contains("cannot be financed. Rule ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_names_the_step()
    {
        var (exit, output) = await StandaloneProcess.Run("walkthrough", "/nowhere/invoice.xml");
        Assert.Equal(1, exit);
        Assert.Contains("read the invoice file", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_shown_and_nonsense_is_refused()
    {
        Assert.Equal(0, (await StandaloneProcess.Start(["--help"]).End()).ExitCode);
        Assert.Equal(2, (await StandaloneProcess.Start(["--nonsense"]).End()).ExitCode);
    }
}
