using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices;

/// <summary>Why an invoice may not be financed until people have looked: a code and the reason.</summary>
public sealed record InvoiceFlag(string Code, string Reason)
{
    /// <summary>Equal to another invoice of the seller but for punctuation or leading zeros of its number.</summary>
    public const string NearDuplicate = "near-duplicate";

    /// <summary>Of the same parties and amount as another invoice of about the same time.</summary>
    public const string SameAmount = "same-parties-and-amount";

    /// <summary>The bytes are another invoice's.</summary>
    public const string SameFile = "same-file";
}

/// <summary>An uploaded invoice as it is kept. An invalid one has no parties and no amount, only what it
/// breaks.</summary>
public sealed record Invoice
{
    private const string Columns =
        "id, version, owner_id, uploaded_by, received_at, state, document_sha256, number, seller_id, buyer_id, "
        + "document_kind, issue_date, due_date, delivery_date, currency, amount, fingerprint, near_punctuation, "
        + "near_zeros, flags, content, violations";

    /// <summary>Everything but the lines: what lists and events need.</summary>
    internal const string Summary =
        "position, id, version, owner_id, uploaded_by, received_at, state, document_sha256, number, seller_id, "
        + "buyer_id, document_kind, issue_date, due_date, delivery_date, currency, amount, fingerprint, flags, violations";

    private static readonly Sql Add = Sql.Insert("invoice", Columns);

    private static readonly Sql KeepDocument = Sql.Insert("invoice_document", "invoice_id, bytes");

    private static readonly Sql Remove = Sql.Of("delete from invoice where id = @id and state = @invalid");

    private static readonly Sql RemoveDocument = Sql.Of("delete from invoice_document where invoice_id = @id");

    private static readonly Sql FindById = Sql.Of("select * from invoice where id = @id");

    private static readonly Sql FindForUpdate =
        Sql.By(d => $"select * from {d.Locked("invoice")} where id = @id {d.ForUpdate}");

    private static readonly Sql SetFlags =
        Sql.Of("update invoice set flags = @flags, version = version + 1 where id = @id");

    private static readonly Sql PageOfValid = Sql.By(d =>
        $"select {Summary} from invoice where state = @valid and position > @after order by position {d.First("@limit")}");

    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; init; }
    public Guid OwnerId { get; init; }
    public Guid UploadedBy { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public string State { get; init; } = "";
    public string DocumentSha256 { get; init; } = "";
    public string? Number { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? BuyerId { get; init; }
    public string? DocumentKind { get; init; }
    public DateOnly? IssueDate { get; init; }
    public DateOnly? DueDate { get; init; }
    public DateOnly? DeliveryDate { get; init; }
    public string? Currency { get; init; }
    public long? Amount { get; init; }
    public string? Fingerprint { get; init; }
    public string? NearPunctuation { get; init; }
    public string? NearZeros { get; init; }

    /// <summary>JSON of <see cref="InvoiceFlag"/>s.</summary>
    public string Flags { get; init; } = "[]";

    /// <summary>JSON of the <see cref="InvoiceDocument"/>, null while invalid.</summary>
    public string? Content { get; init; }

    /// <summary>JSON of the broken rules, null when valid.</summary>
    public string? Violations { get; init; }

    public IReadOnlyList<InvoiceFlag> FlagList =>
        JsonSerializer.Deserialize<List<InvoiceFlag>>(Flags, ApiJson.Options)!;

    public InvoiceDocument? Document =>
        Content is null ? null : JsonSerializer.Deserialize<InvoiceDocument>(Content, ApiJson.Options);

    public IReadOnlyList<RuleViolation> ViolationList =>
        Violations is null ? [] : JsonSerializer.Deserialize<List<RuleViolation>>(Violations, ApiJson.Options)!;

    public Money? Payable => Amount is { } amount ? new Money(amount, Platform.Money.Currency.Of(Currency!)) : null;

    public static Task<Invoice?> Find(UnitOfWork work, Guid id) => work.QueryFirst<Invoice>(FindById, new { id });

    /// <summary>The invoice, its row held until the transaction ends.</summary>
    public static Task<Invoice?> Hold(UnitOfWork work, Guid id) => work.QueryFirst<Invoice>(FindForUpdate, new { id });

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);

    public async Task Insert(UnitOfWork work, byte[] bytes)
    {
        await work.Execute(Add, this);
        await work.Execute(KeepDocument, new { InvoiceId = Id, bytes });
        Publish(work);
    }

    /// <summary>Forgets an invalid upload because the same file is judged anew in this transaction.</summary>
    public static async Task Forget(UnitOfWork work, Guid id)
    {
        await work.Execute(Remove, new { id, invalid = InvoiceStates.Invalid });
        await work.Execute(RemoveDocument, new { id });
    }

    public static async Task<Invoice> ReplaceFlags(UnitOfWork work, Guid id, IReadOnlyList<InvoiceFlag> flags)
    {
        await work.Execute(SetFlags, new { id, Flags = Json(flags) });
        var invoice = (await Find(work, id))!;
        invoice.Publish(work);
        return invoice;
    }

    /// <summary>Its uploader sees it, whoever it was disclosed to, and by office the auditor and the
    /// operator.</summary>
    public async Task<bool> IsVisibleTo(Caller caller, UnitOfWork work) =>
        OwnerId == caller.OrganisationId || SeesAll(caller) || await Disclosures.Allow(work, Id, caller.OrganisationId);

    public static bool SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Auditor) || caller.Is(OrganisationKinds.Operator);

    internal static async Task<long?> Republish(UnitOfWork work, long after)
    {
        var rows = await work.Query<Invoice>(PageOfValid,
            new { valid = InvoiceStates.Valid, after, limit = Republishing.PageSize });
        foreach (var row in rows) row.Publish(work);
        return rows.Count < Republishing.PageSize ? null : rows[^1].Position;
    }

    // An invalid upload concerns nobody but its uploader.
    private void Publish(UnitOfWork work)
    {
        if (State != InvoiceStates.Valid) return;
        work.Publish(new InvoiceChanged(
            Id, Version, SellerId!.Value, BuyerId!.Value, DocumentKind!, Number!, IssueDate!.Value, DueDate, Currency!,
            Amount!.Value, State, Fingerprint!, DocumentSha256, FlagList.Select(x => x.Code).ToArray(), DeliveryDate));
    }
}
