using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>What every instruction to the ledger has.</summary>
/// <param name="Operation">One of <see cref="LedgerOperations"/>.</param>
public sealed record Instruction(Guid Id, string Operation, Signer[] SignedBy, ILedgerInstruction Command)
{
    /// <summary>The instruction that a command is.</summary>
    public static Instruction Of(ILedgerInstruction command) =>
        new(command.InstructionId, Operations.NameOf(command), command.SignedBy, command);

    /// <summary>The signers as an entry names them.</summary>
    public IReadOnlyList<string> Signers() =>
        [.. SignedBy.Select(s => s.Party).Distinct().Order(StringComparer.Ordinal)];
}
