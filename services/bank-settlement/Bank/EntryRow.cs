using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What became of a bank's entry.</summary>
public static class EntryOutcomes
{
    /// <summary>It settled a payment of ours.</summary>
    public const string Settled = "settled";

    /// <summary>It is money for a collection.</summary>
    public const string Received = "received";

    /// <summary>The payee's side of a payment that its payer's side settles.</summary>
    public const string Counterpart = "counterpart";

    /// <summary>The account owner's own business.</summary>
    public const string NotOurs = "not-ours";

    /// <summary>Listed for people.</summary>
    public const string Exception = "exception";
}

/// <summary>A bank's entry as it is kept: once for each account and bank reference.</summary>
public sealed class EntryRow
{
    private const string Columns =
        "id, account, bank_reference, is_credit, currency, amount, charges, is_reversal, booked_on, value_date, "
        + "end_to_end_id, remittance, "
        + "counterparty, outcome";

    private static readonly Sql Add = Sql.InsertIfAbsent("bank_entry", "account, bank_reference", Columns);

    private static readonly Sql FindOne = Sql.Of(
        $"select {Columns} from bank_entry where account = @account and bank_reference = @bankReference");

    private static readonly Sql ById = Sql.Of($"select {Columns} from bank_entry where id = @id");
    private static readonly Sql Update = Sql.Of("update bank_entry set outcome = @outcome where id = @id");

    public Guid Id { get; init; }
    public string Account { get; init; } = "";
    public string BankReference { get; init; } = "";
    public bool IsCredit { get; init; }
    public string Currency { get; init; } = "";
    public long Amount { get; init; }
    public long Charges { get; init; }
    public bool IsReversal { get; init; }
    public DateOnly BookedOn { get; init; }
    public DateOnly ValueDate { get; init; }
    public string? EndToEndId { get; init; }
    public string? Remittance { get; init; }
    public string? Counterparty { get; init; }
    public string Outcome { get; set; } = EntryOutcomes.NotOurs;

    public Money Money => new(Amount, Platform.Money.Currency.Of(Currency));

    public static EntryRow Of(BankEntry entry) => new()
    {
        Id = Guid.CreateVersion7(),
        Account = entry.Account,
        BankReference = entry.BankReference,
        IsCredit = entry.IsCredit,
        Currency = entry.Amount.Currency.Code,
        Amount = entry.Amount.Minor,
        Charges = entry.Charges.Minor,
        IsReversal = entry.IsReversal,
        BookedOn = entry.BookedOn,
        ValueDate = entry.ValueDate,
        EndToEndId = entry.EndToEndId,
        Remittance = entry.Remittance,
        Counterparty = entry.Counterparty,
    };

    public static Task<EntryRow?> Find(UnitOfWork work, Guid id) => work.QueryFirst<EntryRow>(ById, new { id });

    /// <summary>Keeps the entry, or returns the one that the bank told under the same reference before.</summary>
    public async Task<EntryRow?> KeepOrKnown(UnitOfWork work) =>
        await work.Execute(Add, this) == 1 ? null : await work.QueryFirst<EntryRow>(FindOne, this);

    public Task SaveOutcome(UnitOfWork work, string outcome)
    {
        Outcome = outcome;
        return work.Execute(Update, this);
    }

    /// <summary>Whether two tellings are of the same movement.</summary>
    public bool IsSameMovement(EntryRow other) =>
        (IsCredit, Currency, Amount, IsReversal, BookedOn, ValueDate, EndToEndId)
        == (other.IsCredit, other.Currency, other.Amount, other.IsReversal, other.BookedOn, other.ValueDate,
            other.EndToEndId);
}
