using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class ConfirmReceivableTests
{
    [Fact]
    public async Task Maker_and_checker_confirm_and_the_ledger_is_asked_in_their_name()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();

        var asked = await fixture.Confirming(id);

        Assert.Equal("confirming", await fixture.State(id));
        Assert.Equal((id, fixture.Debtor.Id, fixture.Supplier.Id, "CNY", 11_500_000L, new DateOnly(2026, 6, 22)),
            (asked.ReceivableId, asked.DebtorId, asked.HolderId, asked.Currency, asked.Amount, asked.DueDate));
        var signer = Assert.Single(asked.SignedBy);
        Assert.Equal($"org:{fixture.Debtor.Id:D}", signer.Party);
        Assert.True(signer.MakerId is not null && signer.CheckerId is not null && signer.MakerId != signer.CheckerId);
    }

    [Fact]
    public async Task The_debt_right_exists_when_the_ledger_says_so_and_once()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();

        var asked = await fixture.Confirmed(id);
        await fixture.Executed(asked.InstructionId, LedgerOperations.Issue);

        var view = await fixture.Read(id);
        Assert.Equal(("confirmed", asked.LotId, "2026-03-02"),
            (view.GetProperty("state").GetString(), view.GetProperty("rootLotId").GetGuid(),
            view.GetProperty("confirmedOn").GetString()));
        Assert.Equal([1L, 2L, 3L], (await fixture.Service.Sent<ReceivableChanged>()).Select(x => x.Version));
        var last = (await fixture.Service.Sent<ReceivableChanged>())[^1];
        Assert.Equal((11_500_000L, asked.LotId, 80_000, "ACT/360"),
            (last.ConfirmedAmount, last.RootLotId, last.LateRatePpm, last.LateDayBasis));
    }

    [Fact]
    public async Task A_refusal_of_the_ledger_returns_to_the_proposal_and_can_be_confirmed_again()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var first = await fixture.Confirming(id);

        await fixture.Refused(first.InstructionId, LedgerOperations.Issue);

        var view = await fixture.Read(id);
        Assert.Equal(("proposed", "lot-exists: the entry that won"),
            (view.GetProperty("state").GetString(), view.GetProperty("reason").GetString()));
        var second = await fixture.Confirmed(id);
        Assert.NotEqual((first.InstructionId, first.LotId), (second.InstructionId, second.LotId));
        Assert.Equal("confirmed", await fixture.State(id));
    }

    [Theory]
    [InlineData(true, "confirmed")]
    [InlineData(false, "proposed")]
    public async Task Who_prefers_to_wait_is_answered_with_the_ledgers_word(bool executed, string state)
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var approval = await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm").Json(HttpStatusCode.Accepted);
        fixture.DebtorChecker.DefaultRequestHeaders.Add("Prefer", "wait=30");

        var waiting = fixture.DebtorChecker.Approve("receivable", approval);
        await Wait.Until("the question", async () => (await fixture.Service.Sent<IssueLot>()).Count == 1);
        var asked = (await fixture.Service.Sent<IssueLot>())[0];
        if (executed) await fixture.Executed(asked.InstructionId, LedgerOperations.Issue);
        else await fixture.Refused(asked.InstructionId, LedgerOperations.Issue);

        Assert.Equal(state, (await waiting.Json()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Less_is_confirmed_with_a_reason_and_a_late_rate_of_its_own()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var amount = new { amount = "100000.00", currency = "CNY" };

        Assert.Equal("reason-missing",
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm", new { amount })
                .Problem(HttpStatusCode.UnprocessableEntity));
        var asked = await fixture.Confirming(id, new { amount, reason = "two crates damaged", lateRatePpm = 50_000 });

        Assert.Equal(10_000_000, asked.Amount);
        Assert.Equal((11_500_000L, 10_000_000L, 50_000),
            ((await fixture.Service.Sent<ReceivableChanged>())[^1]) is var x
            ? (x.ProposedAmount, x.ConfirmedAmount!.Value, x.LateRatePpm) : default);
    }

    [Fact]
    public async Task Nobody_confirms_alone_or_for_another_and_an_old_approval_confirms_nothing_new()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var both = fixture.Debtor.Person(Roles.Maker, Roles.Checker);
        using var alone = await fixture.Service.As(both);
        using var stranger = await fixture.Service.As(TestOrganisation.CoreEnterprise("Other").Maker());

        var approval = await alone.Post($"/api/receivables/{id}/confirm").Json(HttpStatusCode.Accepted);
        Assert.Equal("maker-is-checker", await alone.Approve("receivable", approval).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("not-found",
            await stranger.Post($"/api/receivables/{id}/confirm").Problem(HttpStatusCode.NotFound));
        await fixture.DebtorMaker.Post($"/api/receivables/{id}/dispute", new { reason = "short delivery" }).Json();
        await fixture.SupplierMaker.Post($"/api/receivables/{id}/propose").Json();
        Assert.Equal("approval-decided",
            await fixture.DebtorChecker.Approve("receivable", approval).Problem(HttpStatusCode.Conflict));
        Assert.Equal("proposed", await fixture.State(id));
        Assert.Empty(await fixture.Service.Sent<IssueLot>());
    }

    [Fact]
    public async Task Of_two_approvals_of_one_debt_one_issues_a_lot()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var approvals = new[]
        {
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm").Json(HttpStatusCode.Accepted),
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm").Json(HttpStatusCode.Accepted),
        };

        var answers = await Task.WhenAll(approvals.SelectMany(x => Enumerable.Repeat(x, 10))
            .Select(x => fixture.DebtorChecker.Approve("receivable", x)));

        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Accepted);
        Assert.Single(await fixture.Service.Sent<IssueLot>());
    }

    [Fact]
    public async Task An_overdue_collection_stops_new_certificates_until_it_is_cured_and_not_those_in_flight()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (old, inFlight, next) = (await fixture.Proposed(), await fixture.Proposed(), await fixture.Proposed());
        await fixture.Confirmed(old);
        var asked = await fixture.Confirming(inFlight);
        var approval = await fixture.DebtorMaker.Post($"/api/receivables/{next}/confirm").Json(HttpStatusCode.Accepted);

        await fixture.Service.Deliver(Collection(old, 1, CollectionStates.Overdue));

        Assert.Equal("overdue", await fixture.State(old));
        Assert.Equal("issuance-stopped",
            await fixture.DebtorMaker.Post($"/api/receivables/{next}/confirm").Problem(HttpStatusCode.Conflict));
        Assert.Equal("issuance-stopped",
            await fixture.DebtorChecker.Approve("receivable", approval).Problem(HttpStatusCode.Conflict));
        await fixture.Executed(asked.InstructionId, LedgerOperations.Issue);
        Assert.Equal("confirmed", await fixture.State(inFlight));

        await fixture.Service.Deliver(Collection(old, 2, CollectionStates.Paid));
        await fixture.Service.Deliver(Collection(old, 1, CollectionStates.Overdue));
        Assert.Equal("paid", await fixture.State(old));
        await fixture.Confirmed(next);

        CollectionChanged Collection(Guid id, long version, string state) =>
            new(id, version, fixture.Debtor.Id, "CNY", 11_500_000, 0, 0, new DateOnly(2026, 6, 22), state);
    }

    [Fact]
    public async Task A_condition_on_another_version_is_refused()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        fixture.DebtorMaker.DefaultRequestHeaders.Add("If-Match", "\"7\"");

        Assert.Equal("version-mismatch",
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm")
                .Problem(HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_debt_due_today_is_not_confirmed()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed(await fixture.Invoice(due: "2026-03-20"));
        fixture.Service.Advance(TimeSpan.FromDays(18));

        Assert.Equal("due-date-not-ahead",
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm")
                .Problem(HttpStatusCode.UnprocessableEntity));
    }
}
