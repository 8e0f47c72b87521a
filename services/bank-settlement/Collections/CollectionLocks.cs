using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.BankSettlement;

/// <summary>Asks the ledger for the collection lock on each lot by itself, so that one that is under an auction or deal
/// does not keep the others from being fixed.</summary>
public static class CollectionLocks
{
    /// <summary>This service as the ledger knows it.</summary>
    public const string Party = "bank-settlement";

    /// <summary>After a refusal; news of the lot usually comes much sooner and asks again by itself.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private static readonly Sql Forget = Sql.Of("""
        update place set lock_instruction = null where lock_instruction = @instructionId
        """);

    private static readonly Sql CollectionOf =
        Sql.Of("select collection_id from place where lock_instruction = @instructionId");

    internal static IReadOnlyList<Place> Request(
        UnitOfWork work, Guid collectionId, IReadOnlyList<Place> places, IReadOnlyList<Lot> lots)
    {
        var free = lots.Where(x => x.IsFree).Select(x => x.Id).ToHashSet();
        return [.. places.Select(place =>
        {
            if (place.State != PlaceStates.Waiting || place.LockInstruction is not null
                || !free.Contains(place.LotId)) return place;
            var instruction = Guid.CreateVersion7();
            work.Send(new LockLots(
                instruction, [place.LotId], LockPurposes.Collection, $"service:{Party}", collectionId, null, null, null,
                [Signer.Service(Party)]));
            return place with { LockInstruction = instruction };
        })];
    }

    /// <summary>The ledger refused: the lot moved, or is frozen. It is asked for again.</summary>
    public static async Task Refused(InstructionRefused message, UnitOfWork work)
    {
        if (await work.QueryFirst<Guid?>(CollectionOf, new { message.InstructionId }) is not { } collection) return;
        await Collection.Lock(work, collection);
        await work.Execute(Forget, new { message.InstructionId });
        work.Schedule(new TurnCollection(collection), work.Now + RetryAfter, ClockKind.System);
    }
}
