using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class ReleasePaymentTests
{
    [Fact]
    public async Task Maker_and_checker_of_the_payer_must_be_two_people()
    {
        await using var settlement = await Settlement.Start();
        var both = settlement.Financier.Person(Roles.Maker, Roles.Checker);
        var instruction = await settlement.Instruct();
        var approval = await (await settlement.Service.As(both)).Post($"/api/payments/{instruction.PaymentId}/release")
            .Json(HttpStatusCode.Accepted);

        using var answer = await settlement.Approve(both, approval);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("instructed", await settlement.State(instruction.PaymentId));
    }

    [Fact]
    public async Task A_changed_account_voids_what_waits_for_the_checker()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.Instruct();
        var approval = await settlement.ProposeRelease(instruction.PaymentId);

        await settlement.Service.Deliver(
            (settlement.Supplier with { BankAccounts = [Settlement.Account("6666")] }).Changed(version: 2));

        using var answer = await settlement.Approve(settlement.PayerChecker, approval);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Empty(await settlement.Bookings());
    }

    [Fact]
    public async Task Only_a_verified_usable_account_in_the_payments_currency_is_paid()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.Instruct();
        var now = settlement.Service.Clocks.BusinessNow;
        await settlement.Service.Deliver((settlement.Supplier with
        {
            BankAccounts =
            [
                Settlement.Account("1") with { Verified = false }, Settlement.Account("2")
                    with { UsableFrom = now.AddDays(1) },
                Settlement.Account("3", currency: "EUR"), Settlement.Account("4", BankAccountPurposes.Collection),
            ],
        }).Changed(version: 2));

        var code = await (await settlement.Service.As(settlement.PayerMaker))
            .Post($"/api/payments/{instruction.PaymentId}/release").Problem(HttpStatusCode.Conflict);

        Assert.Equal("no-usable-account", code);
    }

    [Fact]
    public async Task The_payee_sees_a_payment_and_cannot_release_it_and_others_do_not_see_it()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.Instruct();
        var path = $"/api/payments/{instruction.PaymentId}";
        var payee = await settlement.Service.As(settlement.Supplier.Maker());
        var other = await settlement.Service.As(TestOrganisation.Bank("Second Bank").Maker());

        Assert.Equal(
            "9650.00", (await payee.GetAsync(path).Json()).GetProperty("amount").GetProperty("amount").GetString());
        Assert.Equal("not-found", await payee.Post($"{path}/release").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found", await other.GetAsync(path).Problem(HttpStatusCode.NotFound));
        Assert.Empty((await other.GetAsync("/api/payments").Json()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_same_instruction_again_changes_nothing()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.InstructAndRelease();
        await settlement.Until(instruction.PaymentId, "settled");

        await settlement.Service.Deliver(instruction);

        Assert.Equal("settled", await settlement.State(instruction.PaymentId));
        Assert.Single(await settlement.Bookings("7001"));
    }

    [Fact]
    public async Task Whoever_prefers_to_wait_for_a_release_is_answered_with_the_banks_word()
    {
        await using var settlement = await Settlement.Start();
        var instruction = await settlement.Instruct();
        var approval = await settlement.ProposeRelease(instruction.PaymentId);
        var checker = await settlement.Service.As(settlement.PayerChecker);
        checker.DefaultRequestHeaders.Add("Prefer", "wait=30");

        var paid = await checker.Approve("bank-settlement", approval).Json();

        Assert.Equal("settled", paid.GetProperty("state").GetString());
    }
}
