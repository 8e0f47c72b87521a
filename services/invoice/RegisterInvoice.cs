using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SupplyFinance.Contracts;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using Directory = SupplyFinance.Platform.Hosting.Directory;

namespace SupplyFinance.Invoices;

/// <summary>Takes a supplier's invoice file. A valid one is registered; an invalid one is kept and listed with every
/// rule it breaks; an exact duplicate is refused.</summary>
public static class RegisterInvoice
{
    private static readonly string[] ContentTypes = ["application/xml", "text/xml"];

    private static readonly Sql KeepDocument = Sql.Insert("invoice_document", "invoice_id, bytes");

    private static readonly Sql TakeFingerprint =
        Sql.InsertIfAbsent("fingerprint", "fingerprint", "fingerprint, invoice_id");

    private static readonly Sql FindFingerprint =
        Sql.Of("select invoice_id from fingerprint where fingerprint = @fingerprint");

    private static readonly Sql FindNear = Sql.By(d => $"""
        select number from invoice
        where state = @valid and (near_punctuation = @nearPunctuation or near_zeros = @nearZeros)
        order by position {d.First("@one")}
        """);

    /// <param name="id">Made by the client, so that a repeated upload is recognised; without it one is made
    /// here.</param>
    public static async Task<Result<InvoiceView>> Handle(HttpRequest request, Guid? id, Caller caller, UnitOfWork work)
    {
        if (!ContentTypes.Contains(request.ContentType?.Split(';')[0].Trim().ToLowerInvariant()))
            return new NotXml(string.Join(" or ", ContentTypes));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        var upload = new Invoice
        {
            Id = id is { } given && given != Guid.Empty ? given : Guid.CreateVersion7(),
            Version = 1,
            OwnerId = caller.OrganisationId,
            UploadedBy = caller.Id,
            ReceivedAt = work.Now,
            State = InvoiceStates.Invalid,
            DocumentSha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
        if (await Invoice.Find(work, upload.Id) is { } earlier) return Again(earlier, upload);

        var reading = UblInvoiceReader.Read(bytes);
        if (reading.Document is not { } document)
            return await Refuse(work, upload, bytes, reading.Number, "invoice-invalid", reading.Violations);
        if (!Parties.Is((await Directory.Organisation(work, caller.OrganisationId))!, document.Seller))
            return await Refuse(work, upload, bytes, document.Number, "seller-is-not-you",
                [Party("seller-is-not-you", "Supplier", document.Seller,
                "The invoice names another seller than your organisation; you can upload your own invoices only.")]);
        var debtors = await Parties.Named(work, document.Buyer, OrganisationKinds.CoreEnterprise);
        if (debtors.Count != 1)
        {
            var (rule, why) = debtors.Count == 0
                ? (
                    "unknown-debtor",
                    "No admitted core enterprise has the buyer's identifiers. Ask the operator to admit it.")
                : ("ambiguous-debtor", "The buyer's identifiers belong to several organisations.");
            return await Refuse(work, upload, bytes, document.Number, rule,
                [Party(rule, "Customer", document.Buyer, why)]);
        }

        if (debtors[0].Id == caller.OrganisationId)
            return await Refuse(work, upload, bytes, document.Number, "buyer-is-seller",
                [Party("buyer-is-seller", "Customer", document.Buyer,
                    "Nobody owes itself: buyer and seller are one organisation.")]);
        return await Register(work, upload, bytes, document, debtors[0].Id);
    }

    /// <summary>Says in the interface's description that the body is the file itself. Not by <c>Accepts</c>: that
    /// would answer another type before it is known who asks.</summary>
    public static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancellation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "The UBL 2.1 file, unchanged, at most 10 MB.",
            Content = ContentTypes.ToDictionary(x => x, _ => new OpenApiMediaType()),
        };
        return Task.CompletedTask;
    }

    private static async Task<Result<InvoiceView>> Register(UnitOfWork work, Invoice upload, byte[] bytes,
        InvoiceDocument document, Guid buyerId)
    {
        var fingerprint = Fingerprint.Exact(upload.OwnerId, Fingerprint.InvoiceKind, document.IssueDate,
            document.Number);
        var near = Fingerprint.Near(upload.OwnerId, Fingerprint.InvoiceKind, document.IssueDate, document.Number);
        if (await work.Execute(TakeFingerprint, new { fingerprint, InvoiceId = upload.Id }) == 0)
            return new DuplicateInvoice((await work.QueryFirst<Guid>(FindFingerprint, new { fingerprint })),
                document.Number);

        var invoice = new Invoice
        {
            Id = upload.Id,
            Version = upload.Version,
            OwnerId = upload.OwnerId,
            UploadedBy = upload.UploadedBy,
            ReceivedAt = upload.ReceivedAt,
            State = InvoiceStates.Valid,
            DocumentSha256 = upload.DocumentSha256,
            Number = document.Number,
            SellerId = upload.OwnerId,
            BuyerId = buyerId,
            DocumentKind = Fingerprint.InvoiceKind,
            IssueDate = document.IssueDate,
            DueDate = document.DueDate,
            DeliveryDate = document.DeliveryDate,
            Currency = document.Payable.Currency.Code,
            Amount = document.Payable.Minor,
            Fingerprint = fingerprint,
            NearPunctuation = near.WithoutPunctuation,
            NearZeros = near.WithoutZeros,
            Flags = Invoice.Json(await Flags(work, document, near)),
            Content = Invoice.Json(document),
        };
        await work.Execute(KeepDocument, new { InvoiceId = invoice.Id, bytes });
        await invoice.Insert(work);
        return ((Result<InvoiceView>)InvoiceView.Of(invoice)).Created($"/api/invoices/{invoice.Id}")
            .At(invoice.Version);
    }

    private static async Task<List<InvoiceFlag>> Flags(UnitOfWork work, InvoiceDocument document,
        (string NearPunctuation, string NearZeros) near)
    {
        var flags = document.Signs.Select(sign =>
            new InvoiceFlag(sign, "The file names another payee or speaks of an assignment.")).ToList();
        var twin = await work.QueryFirst<string>(FindNear,
            new { valid = InvoiceStates.Valid, near.NearPunctuation, near.NearZeros, one = 1 });
        if (twin is not null)
            flags.Add(new(InvoiceFlag.NearDuplicate, $"Equal to invoice {twin} but for punctuation or leading zeros."));
        return flags;
    }

    private static async Task<Result<InvoiceView>> Refuse(
        UnitOfWork work, Invoice upload, byte[] bytes, string? number, string code,
        IReadOnlyList<RuleViolation> violations)
    {
        var invoice = new Invoice
        {
            Id = upload.Id,
            Version = upload.Version,
            OwnerId = upload.OwnerId,
            UploadedBy = upload.UploadedBy,
            ReceivedAt = upload.ReceivedAt,
            State = InvoiceStates.Invalid,
            DocumentSha256 = upload.DocumentSha256,
            Number = number,
            Violations = Invoice.Json(violations),
        };
        await work.Execute(KeepDocument, new { InvoiceId = invoice.Id, bytes });
        await invoice.Insert(work);
        work.KeepRefusal();
        return new InvalidInvoice(invoice.Id, code, violations);
    }

    // The same file under the same id is the same upload; anything else under it is a mistake of the client.
    private static Result<InvoiceView> Again(Invoice earlier, Invoice upload)
    {
        if (earlier.OwnerId != upload.OwnerId
            || earlier.DocumentSha256 != upload.DocumentSha256)
            return new InvoiceIdInUse(upload.Id);
        if (earlier.State != InvoiceStates.Invalid)
            return ((Result<InvoiceView>)InvoiceView.Of(earlier)).Created($"/api/invoices/{earlier.Id}")
                .At(earlier.Version);
        var violations = earlier.ViolationList;
        var code = violations.Count == 1
            && violations[0].Rule is "seller-is-not-you" or "unknown-debtor" or "ambiguous-debtor" or "buyer-is-seller"
            ? violations[0].Rule
            : "invoice-invalid";
        return new InvalidInvoice(earlier.Id, code, violations);
    }

    private static RuleViolation Party(string rule, string role, InvoiceParty party, string why) => new(
        rule, $"/Invoice/cac:Accounting{role}Party/cac:Party",
        Findings.Shown(string.Join(", ", party.Identifiers.Select(x => $"{x.Scheme}:{x.Value}"))), why);
}

/// <summary>The file breaks rules; it is kept as an invalid invoice. All of them are in <c>violations</c>.</summary>
public sealed record InvalidInvoice(Guid InvoiceId, string Rule, IReadOnlyList<RuleViolation> Violations) : Failure(
    FailureKind.Invalid, Rule, string.Join(" ", Violations.Take(3).Select(x => $"{x.Rule} at {x.Field}: {x.Message}")),
    Violations[0].Field)
{
    public override IReadOnlyDictionary<string, object?> Details =>
        new Dictionary<string, object?> { ["invoiceId"] = InvoiceId, ["violations"] = Violations };
}

/// <summary>The same seller's invoice of this kind, year and number is registered already.</summary>
public sealed record DuplicateInvoice(Guid EarlierId, string Number) : Failure(
    FailureKind.Conflict, "duplicate-invoice", $"Invoice {Number} of this year is registered already as {EarlierId}.",
    "/Invoice/cbc:ID")
{
    public override IReadOnlyDictionary<string, object?> Details =>
        new Dictionary<string, object?> { ["earlierInvoiceId"] = EarlierId };
}

/// <summary>The id given names another upload.</summary>
public sealed record InvoiceIdInUse(Guid Id)
    : Failure(FailureKind.Conflict, "id-in-use", $"The id {Id} names another upload. Make a new one.", "id");

/// <summary>The body is not declared as XML.</summary>
public sealed record NotXml(string Accepted)
    : Failure(FailureKind.UnsupportedMediaType, "unsupported-media-type", $"Send the file as {Accepted}.");
