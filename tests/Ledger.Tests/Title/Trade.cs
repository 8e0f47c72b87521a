using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>A debtor, a supplier, two banks, a receivable, and the instructions they give.</summary>
internal static class Trade
{
    public static readonly Guid Debtor = Id(1), Supplier = Id(2), Bank = Id(3), OtherBank = Id(4), Stranger = Id(5), Operator = Id(6);
    public static readonly Guid Receivable = Id(100), Root = Id(101), Request = Id(102), Deal = Id(103);
    public static readonly Guid Pledge = Id(104);
    public static readonly string Paper = new('a', 64);
    public static readonly DateOnly Due = new(2026, 6, 30);
    private static int _instructions;

    public static readonly Signer Factoring = Signer.Service("factoring");
    public static readonly Signer Settlement = Signer.Service("bank-settlement");

    /// <summary>The operator's maker and checker.</summary>
    public static readonly Signer OperatorFourEyes = Signer.Organisation(Operator, Id(61), Id(62));

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

    /// <summary>A pledge to the bank until a day after now.</summary>
    public static LockLots PledgeTo(Guid creditor, params Guid[] lots) => new(
        NewInstruction(), lots, LockPurposes.Pledge, $"org:{creditor:D}", Pledge, null, creditor,
        TestRegister.Now.AddDays(1), [By(Supplier)]);

    public static ReduceLots Reduce(params LotReduction[] reductions) =>
        new(NewInstruction(), reductions, Paper, [By(Supplier), By(Debtor)]);

    public static VoidLots Void(params Guid[] lots) => new(NewInstruction(), lots, Paper, [By(Supplier), By(Debtor)]);

    public static ConvertLots ConvertLot(params LotConversion[] conversions) =>
        new(NewInstruction(), conversions, Paper, [By(Debtor)]);

    public static ReinstateLots Reinstate(params LotReinstatement[] parts) =>
        new(NewInstruction(), parts, "REVERSAL-1", [Settlement, OperatorFourEyes]);

    public static FreezeLots Freeze(params Guid[] lots) => new(NewInstruction(), lots, Paper, [OperatorFourEyes]);

    public static UnfreezeLots Unfreeze(params Guid[] lots) => new(NewInstruction(), lots, Paper, [OperatorFourEyes]);

    public static AssignLotsByLaw Assign(Guid[] lots, params LotOutput[] outputs) =>
        new(NewInstruction(), lots, outputs, Paper, [OperatorFourEyes]);

    public static SetSplitPolicy Policy(int depth, int pieces, long minimum, string currency = "CNY") =>
        new(NewInstruction(), currency, depth, pieces, minimum, [OperatorFourEyes]);

    public static NameOperator Naming(Guid? organisation = null) =>
        new(NewInstruction(), organisation ?? Operator, [Signer.Service("ledger")]);

    public static RecordEvidence Evidence(Guid by, params long[] links) =>
        new(NewInstruction(), EvidenceSchemes.Sha256, Paper, links, [By(by)]);

    public static ExpireLocks Expire(params Guid[] lots) =>
        new(NewInstruction(), lots, Pledge, [Signer.Service("ledger")]);

    public static TestRegister Issued()
    {
        var register = new TestRegister();
        register.MustDo(Issue());
        return register;
    }

    /// <summary>The root lot under a log that has named its operator.</summary>
    public static TestRegister Governed()
    {
        var register = Issued();
        register.MustDo(Naming());
        return register;
    }

    /// <summary>A purchase order's lot.</summary>
    public static TestRegister Ordered()
    {
        var register = new TestRegister();
        register.MustDo(Issue() with { Conditional = true });
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
    public static Refusal Refused(TestRegister register, string reason, ILedgerInstruction command)
    {
        var before = register.Lots.ToDictionary();
        var refusal = Assert.IsType<Refusal>(register.Do(command));
        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(before, register.Lots);
        return refusal;
    }
}
