using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Testing;

namespace SupplyFinance.Invoices.Tests;

public sealed class NearDuplicatesTests
{
    private static readonly Sql ForgetFingerprints = Sql.Of("delete from fingerprint");

    [Fact]
    public async Task A_number_equal_but_for_punctuation_and_zeros_is_flagged_and_says_so()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Registered();

        var flags = await Flags(fixture, Samples.OwnAs("HX/2026/302", prepaid: 500));

        Assert.Equal([(InvoiceFlag.NearDuplicate, "Equal to invoice HX-2026-0302 but for punctuation or leading zeros.")], flags);
        Assert.Equal([InvoiceFlag.NearDuplicate], (await fixture.Service.Sent<InvoiceChanged>())[1].Flags);
    }

    [Theory]
    [InlineData("0.00", "2026-03-02", true)]
    [InlineData("0.01", "2026-03-02", true)]
    [InlineData("-0.01", "2026-03-02", true)]
    [InlineData("0.02", "2026-03-02", false)]
    [InlineData("0.00", "2026-04-16", true)] // 45 days later
    [InlineData("0.00", "2026-01-16", true)] // 45 days earlier
    [InlineData("0.00", "2026-04-17", false)]
    [InlineData("0.00", "2026-01-15", false)]
    public async Task The_same_parties_and_amount_within_the_days_of_the_policy_are_flagged(
        string difference, string issued, bool isFlagged)
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Upload(Samples.OwnAs("A", prepaid: 1)).Json(HttpStatusCode.Created);

        var flags = await Flags(fixture, Samples.OwnAs(
            "B", 1 + decimal.Parse(difference, System.Globalization.CultureInfo.InvariantCulture), issued));

        Assert.Equal(isFlagged ? [InvoiceFlag.SameAmount] : [], flags.Select(x => x.Code));
        if (isFlagged) Assert.Contains("Invoice A is of the same parties and amount", flags[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_amount_owed_by_another_buyer_is_another_invoice()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Service.Know(
            (TestOrganisation.CoreEnterprise("Other Buyer") with { Identifiers = [new("USCC", "91350100M000100Y43")] }).Viewer());
        await fixture.Registered("A");

        var other = System.Text.Encoding.UTF8.GetString(Samples.OwnAs("B"))
            .Replace("91310115MA1K3H8P5R", "91350100M000100Y43", StringComparison.Ordinal);

        Assert.Empty(await Flags(fixture, System.Text.Encoding.UTF8.GetBytes(other)));
    }

    [Fact]
    public async Task The_same_file_is_flagged_whatever_it_is_registered_as()
    {
        await using var fixture = await InvoiceFixture.Start();
        var earlier = await fixture.Registered();
        // A reader that finds another number in the same bytes, as a later version may.
        await fixture.Service.Database.Run(work => work.Execute(ForgetFingerprints));

        var flags = await Flags(fixture, Samples.OwnAs("HX-2026-0302"));

        Assert.Contains((InvoiceFlag.SameFile, $"The same file is registered as {earlier}."), flags);
    }

    [Fact]
    public async Task Of_parallel_near_twins_all_but_the_first_are_flagged()
    {
        await using var fixture = await InvoiceFixture.Start();
        using var client = await fixture.Maker();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            InvoiceFixture.Upload(client, Samples.OwnAs($"N-{i}")).Json(HttpStatusCode.Created)));

        Assert.Single(answers, x => x.GetProperty("flags").GetArrayLength() == 0);
        Assert.Equal(19, answers.Count(x => x.GetProperty("flags").EnumerateArray()
            .Any(flag => flag.GetProperty("code").GetString() == InvoiceFlag.SameAmount)));
    }

    [Fact]
    public async Task A_flagged_invoice_cannot_be_claimed_by_a_deal()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Upload(Samples.OwnAs("A")).Json(HttpStatusCode.Created);
        var twin = (await fixture.Upload(Samples.OwnAs("B")).Json(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        await fixture.Service.Deliver(new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(), [twin]));

        Assert.Equal(ClaimFingerprints.FlaggedInvoice, Assert.Single(await fixture.Service.Sent<InvoiceClaimRefused>()).Reason);
    }

    private static async Task<(string Code, string Reason)[]> Flags(InvoiceFixture fixture, byte[] file) =>
        [.. (await fixture.Upload(file).Json(HttpStatusCode.Created)).GetProperty("flags").EnumerateArray()
            .Select(x => (x.GetProperty("code").GetString()!, x.GetProperty("reason").GetString()!))];
}
