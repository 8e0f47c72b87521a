using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>What every instruction to the ledger has.</summary>
/// <param name="Operation">One of <see cref="LedgerOperations"/>.</param>
public sealed record Instruction(Guid Id, string Operation, Signer[] SignedBy, ICommand Command)
{
    /// <summary>The instruction that a command is.</summary>
    public static Instruction Of(ICommand command) => command switch
    {
        IssueLot issue => new(issue.InstructionId, LedgerOperations.Issue, issue.SignedBy, command),
        TransferLots transfer => new(transfer.InstructionId, LedgerOperations.Transfer, transfer.SignedBy, command),
        LockLots locking => new(locking.InstructionId, LedgerOperations.Lock, locking.SignedBy, command),
        ReleaseLots release => new(release.InstructionId, LedgerOperations.Release, release.SignedBy, command),
        DischargeLots discharge =>
            new(discharge.InstructionId, LedgerOperations.Discharge, discharge.SignedBy, command),
        _ => throw new ArgumentException($"{command.GetType().Name} is no instruction to the ledger.", nameof(command)),
    };

    /// <summary>The signers as an entry names them.</summary>
    public IReadOnlyList<string> Signers() =>
        [.. SignedBy.Select(s => s.Party).Distinct().Order(StringComparer.Ordinal)];
}
