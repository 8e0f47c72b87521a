using SupplyFinance.Platform.Data;

namespace SupplyFinance.Receivables;

/// <summary>What this service asked of the ledger, so that the answer, which names the instruction alone, finds who
/// asked.</summary>
public static class Instructions
{
    public const string OfReceivable = "receivable";
    public const string OfLotTransfer = "lot-transfer";

    private static readonly Sql Add = Sql.Insert("instruction", "id, subject, subject_id, lot_id");

    private static readonly Sql FindById = Sql.Of("select * from instruction where id = @id");

    public static Task Remember(UnitOfWork work, Guid id, string subject, Guid subjectId, Guid? lotId) =>
        work.Execute(Add, new { id, subject, subjectId, lotId });

    /// <summary>The instruction, null when another service gave it.</summary>
    public static Task<Instruction?> Find(UnitOfWork work, Guid id) =>
        work.QueryFirst<Instruction>(FindById, new { id });
}

/// <summary>An instruction given to the ledger. <see cref="LotId"/> is the root lot an issue makes.</summary>
public sealed class Instruction
{
    public Guid Id { get; init; }
    public string Subject { get; init; } = "";
    public Guid SubjectId { get; init; }
    public Guid? LotId { get; init; }
}
