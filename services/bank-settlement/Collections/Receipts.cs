using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>Money that a bank booked for a collection.</summary>
public sealed class Receipt
{
    internal const string Columns =
        "id, collection_id, account, bank_reference, currency, amount, charges, booked_on, value_date, state, late, "
        + "principal, surplus";

    public Guid Id { get; init; }
    public Guid CollectionId { get; init; }
    public string Account { get; init; } = "";
    public string BankReference { get; init; } = "";
    public string Currency { get; init; } = "";
    public long Amount { get; init; }
    public long Charges { get; init; }
    public DateOnly BookedOn { get; init; }
    public DateOnly ValueDate { get; init; }
    public string State { get; init; } = Receipts.Waiting;
    public long Late { get; set; }
    public long Principal { get; set; }
    public long Surplus { get; set; }

    public Money Money => new(Amount, Platform.Money.Currency.Of(Currency));

    /// <summary>What the ledger and the books call it.</summary>
    public string Source => $"{Account}:{BankReference}";
}

/// <summary>Takes in booked money, and keeps it until the payees can be fixed.</summary>
public static class Receipts
{
    public const string Waiting = "waiting";
    public const string Allocated = "allocated";

    private static readonly Sql Add = Sql.InsertIfAbsent("receipt", "id", Receipt.Columns);

    private static readonly Sql WaitingOf = Sql.Of(
        $"select {Receipt.Columns} from receipt where collection_id = @collectionId and state = 'waiting' order by "
        + $"position");

    private static readonly Sql All =
        Sql.Of($"select {Receipt.Columns} from receipt where collection_id = @collectionId order by position");

    private static readonly Sql Done = Sql.Of(
        "update receipt set state = 'allocated', late = @late, principal = @principal, surplus = @surplus where id = "
        + "@id");

    public static Task<IReadOnlyList<Receipt>> Unallocated(UnitOfWork work, Guid collectionId) =>
        work.Query<Receipt>(WaitingOf, new { collectionId });

    public static Task<IReadOnlyList<Receipt>> Of(UnitOfWork work, Guid collectionId) =>
        work.Query<Receipt>(All, new { collectionId });

    /// <summary>Books an entry to its collection, from the bank's account or, for money that was suspended, from
    /// suspense.</summary>
    public static async Task Receive(UnitOfWork work, EntryRow entry, Collection collection, bool fromSuspense = false)
    {
        var receipt = new Receipt
        {
            Id = entry.Id,
            CollectionId = collection.Id,
            Account = entry.Account,
            BankReference = entry.BankReference,
            Currency = entry.Currency,
            Amount = entry.Amount,
            Charges = entry.Charges,
            BookedOn = entry.BookedOn,
            ValueDate = entry.ValueDate,
        };
        if (await work.Execute(Add, receipt) == 0) return;
        await PostJournal.Post(work,
            new Journal($"receipt:{entry.Id:D}", entry.BookedOn, $"{collection.Reference} by {entry.BankReference}",
        [
            JournalLine.Debit(
                fromSuspense ? Accounts.Suspense(entry.Account) : Accounts.Cash(entry.Account), entry.Money),
            JournalLine.Credit(Accounts.Unallocated(collection.Id), entry.Money),
        ]));
        await entry.SaveOutcome(work, EntryOutcomes.Received);
        await Maturity.Turn(work, collection.Id);
    }

    internal static Task Finish(UnitOfWork work, Receipt receipt, Waterfall paid) => work.Execute(Done, new
    {
        receipt.Id, Late = paid.Late.Minor, Principal = paid.Principal.Minor, Surplus = paid.Surplus.Minor,
    });
}
