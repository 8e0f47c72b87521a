using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Factoring.Deals;

/// <summary>One lot that changes hands: what is offered, what the financier receives. Face in minor units.</summary>
public sealed record PlannedLot(Guid LotId, Guid FinancierLotId, long Face, DateOnly DueDate);

/// <summary>What was agreed at acceptance and never changes afterwards.</summary>
/// <param name="FinancingRequestId">The reference of the auction lock that the deal takes over.</param>
/// <param name="CashToday">Minor units paid by the financier to the seller.</param>
/// <param name="RegistrationRequired">Policy in force at acceptance: pay only after the assignment is registered.</param>
public sealed record DealPlan(
    Guid DealId, Guid FinancingRequestId, Guid SellerId, Guid FinancierId, Guid DebtorId, string Currency, long CashToday,
    DateOnly ValueDate, bool RegistrationRequired, IReadOnlyList<PlannedLot> Lots, Guid[] InvoiceIds)
{
    /// <summary>The key that a step and its compensation share.</summary>
    public Guid ClaimId => StepId("claim");

    public Guid LockId => StepId("lock");

    public Guid PaymentId => StepId("payment");

    public Guid[] LotIds => [.. Lots.Select(x => x.LotId)];

    /// <summary>One instruction per due date, because the ledger transfers together only what is due together.</summary>
    public IReadOnlyList<IReadOnlyList<PlannedLot>> Transfers =>
        [.. Lots.GroupBy(x => x.DueDate).OrderBy(x => x.Key).Select(x => (IReadOnlyList<PlannedLot>)[.. x])];

    public Guid TransferId(int transfer, int attempt) => StepId($"transfer:{transfer}:{attempt}");

    public Guid ReleaseId(int attempt) => StepId($"release:{attempt}");

    /// <summary>An id that anyone with the deal's id derives alike, so that a step sent twice is one step (UUID version 8,
    /// RFC 9562 §5.8).</summary>
    public Guid StepId(string step) => StepOf(DealId, step);

    /// <summary>The step id of any process.</summary>
    public static Guid StepOf(Guid processId, string step)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{processId:D}/{step}"), hash);
        var version = (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x8000);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], version);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
