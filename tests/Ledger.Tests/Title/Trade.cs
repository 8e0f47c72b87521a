using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>A debtor, a supplier, two banks, a receivable, and the instructions they give.</summary>
internal static class Trade
{
    public static readonly Guid Debtor = Id(1), Supplier = Id(2), Bank = Id(3), OtherBank = Id(4), Stranger = Id(5);
    public static readonly Guid Receivable = Id(100), Root = Id(101), Request = Id(102), Deal = Id(103);
    public static readonly DateOnly Due = new(2026, 6, 30);
    private static int _instructions;

    public static readonly Signer Factoring = Signer.Service("factoring");
    public static readonly Signer Settlement = Signer.Service("bank-settlement");

    public static Guid Id(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
    public static Guid NewInstruction() => Id(1_000_000 + Interlocked.Increment(ref _instructions));
    public static Signer By(Guid organisation) => Signer.Organisation(organisation, null, null);

    public static IssueLot Issue(
        Guid? lot = null, Guid? receivable = null, long amount = 1000, string currency = "CNY", Guid? debtor = null,
        DateOnly? due = null) => new(
        NewInstruction(), lot ?? Root, receivable ?? Receivable, debtor ?? Debtor, Supplier, currency, amount,
        due ?? Due, [By(debtor ?? Debtor)]);

    public static LotOutput Out(int lot, Guid holder, long amount) => new(Id(lot), holder, amount);

    public static TransferLots Transfer(Guid[] lots, LotOutput[] outputs, Signer by, Guid? under = null) =>
        new(NewInstruction(), lots, outputs, under, [by]);

    public static LockLots Auction(params Guid[] lots) => new(
        NewInstruction(), lots, LockPurposes.Auction, "service:factoring", Request, null, null, null,
        [By(Supplier), Factoring]);

    public static LockLots TurnIntoDeal(params Guid[] lots) => new(
        NewInstruction(), lots, LockPurposes.Deal, "service:factoring", Deal, Request, Bank, null, [Factoring]);

    public static LockLots Collect(params Guid[] lots) => new(
        NewInstruction(), lots, LockPurposes.Collection, "service:bank-settlement", Receivable, null, null, null,
        [Settlement]);

    public static ReleaseLots Release(Guid reference, Signer by, params Guid[] lots) =>
        new(NewInstruction(), lots, reference, [by]);

    public static DischargeLots Discharge(params LotDischarge[] discharges) =>
        new(NewInstruction(), discharges, Receivable, "BANK-REF-1", [Settlement]);

    public static TestRegister Issued()
    {
        var register = new TestRegister();
        register.MustDo(Issue());
        return register;
    }

    public static TestRegister Locked()
    {
        var register = Issued();
        register.MustDo(Auction(Root));
        return register;
    }

    public static TestRegister InDeal()
    {
        var register = Locked();
        register.MustDo(TurnIntoDeal(Root));
        return register;
    }

    public static TestRegister Collecting()
    {
        var register = Issued();
        register.MustDo(Collect(Root));
        return register;
    }

    /// <summary>The instruction is refused for this reason and changes nothing.</summary>
    public static SupplyFinance.Ledger.Title.Refusal Refused(TestRegister register, string reason, ICommand command)
    {
        var before = register.Lots.ToDictionary();
        var refusal = Assert.IsType<SupplyFinance.Ledger.Title.Refusal>(register.Do(command));
        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(before, register.Lots);
        return refusal;
    }
}
