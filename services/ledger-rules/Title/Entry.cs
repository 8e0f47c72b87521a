using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Title;

/// <summary>What kind of operation an entry records. The number is in the log for ever.</summary>
public enum EntryType
{
    Issue = 1,
    Transfer = 2,
    Lock = 3,
    Release = 4,
    Discharge = 5,
    Reduce = 6,
    Void = 7,
    Reinstate = 8,
    Convert = 9,
    AssignByLaw = 10,
    Freeze = 11,
    Unfreeze = 12,
    SplitPolicy = 13,
    Evidence = 14,
    NameOperator = 15,
    Expire = 16,
}

/// <summary>A new lot in an entry: its id, and the commitment SHA-256(salt ‖ lot body).</summary>
public readonly record struct EntryOutput(Guid LotId, Digest Body);

/// <summary>One log entry. It carries no plain trade data: amounts, holders and debtors are in the opening, kept beside
/// the log.</summary>
/// <param name="Instruction">SHA-256(salt ‖ instruction bytes).</param>
/// <param name="Signers">The parties that signed, in ordinal order, each once.</param>
/// <param name="LockOwner">Who owns the touched lots' lock from now on, for a reinstatement the new lots'; null for none.
/// The entry that names the operator has the operator here. With it locks and the operator's powers can be audited from
/// entries alone.</param>
/// <param name="At">The system clock when it was decided, in microseconds.</param>
public sealed record Entry(
    EntryType Type, Digest Instruction, IReadOnlyList<string> Signers, string? LockOwner, IReadOnlyList<Guid> Consumed,
    IReadOnlyList<Guid> Touched, IReadOnlyList<EntryOutput> Outputs, DateTimeOffset At);
