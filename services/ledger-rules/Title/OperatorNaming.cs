using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Says in the log which organisation is the operator: whose maker and checker freeze, assign by law, reinstate
/// and set the policy. The sequencer gives it once; afterwards the operator itself may name its successor.</summary>
public sealed record NameOperator(Guid InstructionId, Guid OperatorId, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Because the log itself names the operator, who may do what can be checked from the log alone.</summary>
public static class OperatorNaming
{
    public static Decision Decide(NameOperator naming, RegisterView view)
    {
        if (view.OperatorId == naming.OperatorId)
            return new Refusal(RefusalCodes.OperatorNamed, $"{naming.OperatorId} is the operator already.");
        var unsigned = view.OperatorId is null
            ? Party.Missing(naming.SignedBy, [Party.Ledger])
            : Party.MissingOperator(naming.SignedBy, view);
        return (Decision?)unsigned
            ?? new Effects(EntryType.NameOperator, [], [], [], Party.Organisation(naming.OperatorId));
    }
}
