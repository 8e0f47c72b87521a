using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SupplyFinance.Contracts;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Invoices;

/// <summary>Takes a supplier's invoice file. A valid one is registered; an invalid one is kept and listed with every
/// rule it breaks; an exact duplicate is refused.</summary>
public static class RegisterInvoice
{
    private static readonly string[] ContentTypes = ["application/xml", "text/xml"];

    private static readonly Sql TakeFingerprint =
        Sql.InsertIfAbsent("fingerprint", "fingerprint", "fingerprint, invoice_id");

    private static readonly Sql FindFingerprint =
        Sql.Of("select invoice_id from fingerprint where fingerprint = @fingerprint");

    /// <param name="id">Made by the client, so that a repeated upload is recognised; without it one is made here. An
    /// invalid upload sent again is judged again: its debtor may have been admitted meanwhile.</param>
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
        if (await Invoice.Find(work, upload.Id) is { } earlier)
        {
            if (earlier.OwnerId != upload.OwnerId || earlier.DocumentSha256 != upload.DocumentSha256)
                return new InvoiceIdInUse(upload.Id);
            if (earlier.State == InvoiceStates.Valid) return Answer(earlier);
            await Invoice.Forget(work, earlier.Id);
            upload = upload with { Version = earlier.Version + 1 };
        }

        var reading = UblInvoiceReader.Read(bytes);
        upload = upload with { Number = reading.Number };
        if (reading.Document is not { } document) return await Refuse(work, upload, bytes, reading.Violations);
        var (buyerId, broken) = await PartyRules.Judge(work, caller.OrganisationId, document);
        return broken is null
            ? await Register(work, upload, bytes, document, buyerId)
            : await Refuse(work, upload, bytes, [broken]);
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
            Content = ContentTypes.ToDictionary(x => x, _ => new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = (string)InvoiceExamples.Table["application/xml"],
            }),
        };
        return Task.CompletedTask;
    }

    private static async Task<Result<InvoiceView>> Register(
        UnitOfWork work, Invoice upload, byte[] bytes, InvoiceDocument document, Guid buyerId)
    {
        var (seller, kind, issued) = (upload.OwnerId, Fingerprint.InvoiceKind, document.IssueDate);
        var fingerprint = Fingerprint.Exact(seller, kind, issued, document.Number);
        var near = Fingerprint.Near(seller, kind, issued, document.Number);
        await NearDuplicates.Hold(work, seller);
        if (await work.Execute(TakeFingerprint, new { fingerprint, InvoiceId = upload.Id }) == 0)
            return new DuplicateInvoice(await work.QueryFirst<Guid>(FindFingerprint, new { fingerprint }),
                document.Number);

        var invoice = upload with
        {
            State = InvoiceStates.Valid,
            SellerId = seller,
            BuyerId = buyerId,
            DocumentKind = kind,
            IssueDate = issued,
            DueDate = document.DueDate,
            DeliveryDate = document.DeliveryDate,
            Currency = document.Payable.Currency.Code,
            Amount = document.Payable.Minor,
            Fingerprint = fingerprint,
            NearPunctuation = near.WithoutPunctuation,
            NearZeros = near.WithoutZeros,
            Content = Invoice.Json(document),
        };
        var flags = document.Signs.Select(sign =>
            new InvoiceFlag(sign, "The file names another payee or speaks of an assignment."));
        invoice = invoice with { Flags = Invoice.Json(flags.Concat(await NearDuplicates.Flags(work, invoice))) };
        await invoice.Insert(work, bytes);
        return Answer(invoice);
    }

    private static async Task<Result<InvoiceView>> Refuse(
        UnitOfWork work, Invoice upload, byte[] bytes, IReadOnlyList<RuleViolation> violations)
    {
        await (upload with { Violations = Invoice.Json(violations) }).Insert(work, bytes);
        work.KeepRefusal();
        return new InvalidInvoice(upload.Id, violations);
    }

    private static Result<InvoiceView> Answer(Invoice invoice) =>
        ((Result<InvoiceView>)InvoiceView.Of(invoice)).Created($"/api/invoices/{invoice.Id}").At(invoice.Version);
}

/// <summary>The file breaks rules; it is kept as an invalid invoice. All of them are in <c>violations</c>.
/// The code is the rule of who is known here, else <c>invoice-invalid</c>.</summary>
public sealed record InvalidInvoice(Guid InvoiceId, IReadOnlyList<RuleViolation> Violations) : Failure(
    FailureKind.Invalid,
    PartyRules.All.Contains(Violations[0].Rule) ? Violations[0].Rule : "invoice-invalid",
    string.Join(" ", Violations.Take(3).Select(x => $"{x.Rule} at {x.Field}: {x.Message}")),
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
