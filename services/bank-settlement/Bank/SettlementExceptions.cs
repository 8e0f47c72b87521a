using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Why something a bank said could not be booked where it belongs.</summary>
public static class ExceptionCauses
{
    public const string UnknownReference = "unknown-reference";
    public const string WrongAccount = "wrong-account";
    public const string WrongAmount = "wrong-amount";
    public const string WrongCurrency = "wrong-currency";
    public const string Returned = "returned";
    public const string Reversal = "reversal";
    public const string UnexpectedBooking = "unexpected-booking";
    public const string ReferenceReused = "reference-reused";
    public const string UnreadableNotification = "unreadable-notification";
    public const string UnreadableEntry = "unreadable-entry";
    public const string UnbookableNotification = "unbookable-notification";
    public const string RejectedAfterBooking = "rejected-after-booking";
    public const string DischargeRefused = "discharge-refused";
}

/// <summary>Something for people to look at, as it is stored.</summary>
public sealed class SettlementException
{
    internal const string Columns =
        "position, id, version, cause, unique_key, owner_id, entry_id, payment_id, account, currency, amount, "
        + "detail, state, raised_at, "
        + "resolution, resolved_at";

    private static readonly Sql FindForUpdate = Sql.By(d =>
        $"select {Columns} from {d.Locked("settlement_exception")} where id = @id {d.ForUpdate}");

    private static readonly Sql Update = Sql.Of("""
        update settlement_exception set version = version + 1, state = @state, resolution = @resolution, resolved_at
            = @resolvedAt
        where id = @id
        """);

    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; set; }
    public string Cause { get; init; } = "";
    public string UniqueKey { get; init; } = "";
    public Guid? OwnerId { get; init; }
    public Guid? EntryId { get; init; }
    public Guid? PaymentId { get; init; }
    public string? Account { get; init; }
    public string? Currency { get; init; }
    public long? Amount { get; init; }
    public string Detail { get; init; } = "";
    public string State { get; set; } = "";
    public DateTimeOffset RaisedAt { get; init; }
    public string? Resolution { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    public static Task<SettlementException?> Lock(UnitOfWork work, Guid id) =>
        work.QueryFirst<SettlementException>(FindForUpdate, new { id });

    public async Task Resolve(UnitOfWork work, string resolution)
    {
        (State, Resolution, ResolvedAt) = (SettlementExceptions.Resolved, resolution, work.Now);
        await work.Execute(Update, this);
        Version++;
    }
}

/// <summary>The list of what people must look at (promise P7). An exception is raised once for its subject; nothing is
/// booked to a wrong place meanwhile.</summary>
public static class SettlementExceptions
{
    public const string Open = "open";
    public const string Resolved = "resolved";

    /// <summary>The table's width.</summary>
    private const int DetailLength = 500;

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "settlement_exception", "unique_key",
        "id, version, cause, unique_key, owner_id, entry_id, payment_id, account, currency, amount, detail, state, "
        + "raised_at");

    private static readonly Sql Owner = Sql.Of(
        "select organisation_id from registered_account where number = @account order by organisation_id");

    /// <summary>Lists an exception about a bank's entry; the organisation that has the account registered sees
    /// it.</summary>
    public static async Task Raise(UnitOfWork work, string cause, EntryRow entry, Payment? payment, string detail)
    {
        var owner = await work.QueryFirst<Guid?>(Owner, new { entry.Account });
        await Raise(work, cause, $"entry:{entry.Id:D}", owner ?? payment?.PayerId, detail, entry, payment);
    }

    /// <summary>Lists an exception, once for its cause and subject.</summary>
    public static Task Raise(
        UnitOfWork work, string cause, string subject, Guid? ownerId, string detail, EntryRow? entry = null,
        Payment? payment = null) =>
        work.Execute(Add, new
        {
            Id = Guid.CreateVersion7(),
            Version = 1L,
            cause,
            UniqueKey = $"{cause}:{subject}",
            ownerId,
            EntryId = entry?.Id,
            PaymentId = payment?.Id,
            Account = entry?.Account ?? AccountCopy.Of(payment?.PayerAccount)?.Number,
            Currency = entry?.Currency ?? payment?.Currency,
            Amount = entry?.Amount ?? payment?.Amount,
            Detail = detail.Length > DetailLength ? detail[..DetailLength] : detail,
            State = Open,
            RaisedAt = work.Now,
        });
}
