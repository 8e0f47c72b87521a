using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class IssueTests
{
    [Fact]
    public void A_signed_issue_creates_a_free_root_lot_held_by_the_supplier()
    {
        var lot = Issued()[Root];
        Assert.Equal((Receivable, Debtor, Supplier, "CNY", 1000L, Due),
            (lot.ReceivableId, lot.DebtorId, lot.HolderId, lot.Currency, lot.Amount, lot.DueDate));
        Assert.Equal((LotStates.Live, 0L, 0L, 1L), (lot.State, lot.CreatedByEntry, lot.LastEntry, lot.Version));
        Assert.Null(lot.Lock);
        Assert.Empty(lot.ParentIds);
    }

    [Fact]
    public void Only_the_debtor_issues_its_own_debt() =>
        Refused(new TestRegister(), RefusalCodes.WrongSigner, Trade.Issue() with { SignedBy = [By(Supplier)] });

    [Fact]
    public void One_person_does_not_sign_as_maker_and_checker() => Refused(
        new TestRegister(), RefusalCodes.FourEyes,
        Trade.Issue() with { SignedBy = [Signer.Organisation(Debtor, Id(9), Id(9))] });

    [Fact]
    public void A_receivable_is_issued_once()
    {
        var refusal = Refused(Issued(), RefusalCodes.AlreadyIssued, Trade.Issue(lot: Id(200)));
        Assert.Equal(0, refusal.ConflictingEntry);
    }

    [Fact]
    public void A_lot_id_is_used_once() =>
        Assert.Equal(0, Refused(Issued(), RefusalCodes.LotExists, Trade.Issue(receivable: Id(300))).ConflictingEntry);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_issue_is_positive(long amount) =>
        Refused(new TestRegister(), RefusalCodes.NotPositive, Trade.Issue(amount: amount));

    [Fact]
    public void An_issue_is_in_a_currency() =>
        Refused(new TestRegister(), RefusalCodes.UnknownCurrency, Trade.Issue(currency: "cny"));

    [Fact]
    public void No_more_sign_than_an_entry_can_name() => Refused(
        new TestRegister(), RefusalCodes.TooManySigners,
        Trade.Issue() with
        {
            SignedBy = [By(Debtor), .. Enumerable.Range(0, Party.MaxSigners).Select(i => By(Id(i)))],
        });
}
