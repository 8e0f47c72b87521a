using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Ledger;

/// <summary>Every instruction answered, with its answer, so that a retry gets the same one.</summary>
public static class InstructionTable
{
    private static readonly Sql FindSql = Sql.Of(
        "select id, operation, content_hash, entry_index, answer, answered_at from instruction where id = @id");

    private static readonly Sql Put =
        Sql.Insert("instruction", "id, operation, content_hash, entry_index, answer, answered_at");
    private static readonly Sql PutParty = Sql.InsertIfAbsent(
        "instruction_party", "instruction_id, organisation_id", "instruction_id, organisation_id");

    private static readonly Sql FindParty = Sql.Of(
        "select 1 from instruction_party where instruction_id = @id and organisation_id = @organisationId");

    /// <summary>An answered instruction, or null.</summary>
    public static Task<AnsweredInstruction?> Find(UnitOfWork work, Guid id) =>
        work.QueryFirst<AnsweredInstruction>(FindSql, new { id });

    /// <summary>Was this organisation involved?</summary>
    public static async Task<bool> Involves(UnitOfWork work, Guid id, Guid organisationId) =>
        await work.QueryFirst<int?>(FindParty, new { id, organisationId }) is not null;

    /// <summary>Keeps an answer and who was involved.</summary>
    public static async Task Keep(
        UnitOfWork work, Instruction instruction, Digest content, long? entry, IEvent answer,
        IEnumerable<Guid> organisations)
    {
        await work.Execute(Put, new
        {
            instruction.Id, instruction.Operation, ContentHash = content.ToArray(), EntryIndex = entry,
            Answer = MessageJson.Write(answer), AnsweredAt = work.Now,
        });
        foreach (var organisationId in organisations.Distinct())
            await work.Execute(PutParty, new { InstructionId = instruction.Id, organisationId });
    }
}

/// <summary>An instruction and its answer as they are kept.</summary>
public sealed class AnsweredInstruction
{
    public Guid Id { get; init; }
    public string Operation { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];

    /// <summary>Its entry; null when it was refused.</summary>
    public long? EntryIndex { get; init; }
    public string Answer { get; init; } = "";
    public DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The answer as it was published.</summary>
    public IEvent Event() => EntryIndex is null
        ? MessageJson.Read<InstructionRefused>(Answer)
        : MessageJson.Read<InstructionExecuted>(Answer);
}
