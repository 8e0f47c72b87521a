using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Gives lots new holders by a court's order or by law (succession, insolvency), naming the order by its SHA-256;
/// signed by the operator, four eyes. Given by the operator at the ledger itself.</summary>
public sealed record AssignLotsByLaw(
    Guid InstructionId, Guid[] LotIds, LotOutput[] Outputs, string OrderHash, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Title that passes without its holder. A freeze and a lock stay on what is assigned: the law puts somebody in
/// the holder's place, with the holder's rights and burdens; what else an order says has an entry of its own. The policy
/// on splits does not bind a court.</summary>
public static class AssignmentByLaw
{
    public static Decision Decide(AssignLotsByLaw assignment, RegisterView view)
    {
        if (Register.Document(assignment.OrderHash) is { } unnamed) return unnamed;
        if (Register.Inputs(assignment.LotIds, view, out var inputs, frozenToo: true) is { } refusal) return refusal;
        if (Outputs.Check(assignment.Outputs, inputs, view) is { } wrong) return wrong;
        if (Register.Alike(inputs) is { } mixed) return mixed;
        if (Party.MissingOperator(assignment.SignedBy, view) is { } unsigned) return unsigned;
        if (Outputs.Fill(assignment.Outputs, inputs, view, out var filled) is { } straddling) return straddling;
        return new Effects(
            EntryType.AssignByLaw, [.. inputs.Select(lot => Register.Ended(lot, LotStates.Consumed, view))], [],
            [.. filled.Select(output => output.Lot)], null);
    }
}
