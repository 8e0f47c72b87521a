using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

/// <summary>The receivable service with a supplier, its debtor and people who sign in for them, on a business day in
/// March 2026.</summary>
public sealed class ReceivableFixture : IAsyncDisposable
{
    /// <summary>10:00 in Shanghai on Monday 2 March 2026.</summary>
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    private ReceivableFixture(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }
    public TestOrganisation Supplier { get; } = TestOrganisation.Supplier();
    public TestOrganisation Debtor { get; } = TestOrganisation.CoreEnterprise();
    public TestOrganisation SecondTier { get; } = TestOrganisation.Supplier("Second Tier");

    public HttpClient SupplierMaker { get; private set; } = null!;
    public HttpClient SupplierChecker { get; private set; } = null!;
    public HttpClient DebtorMaker { get; private set; } = null!;
    public HttpClient DebtorChecker { get; private set; } = null!;
    public HttpClient SecondTierMaker { get; private set; } = null!;

    public static async Task<ReceivableFixture> Start()
    {
        var fixture = new ReceivableFixture(await ServiceUnderTest.Start(ReceivableService.Definition));
        fixture.Service.Clocks.Move((long)(Morning - fixture.Service.Clocks.Now).TotalMicroseconds);
        fixture.SupplierMaker = await fixture.Service.As(fixture.Supplier.Maker());
        fixture.SupplierChecker = await fixture.Service.As(fixture.Supplier.Checker());
        fixture.DebtorMaker = await fixture.Service.As(fixture.Debtor.Maker());
        fixture.DebtorChecker = await fixture.Service.As(fixture.Debtor.Checker());
        fixture.SecondTierMaker = await fixture.Service.As(fixture.SecondTier.Maker());
        return fixture;
    }

    /// <summary>Makes a valid invoice known, as the invoice service would.</summary>
    public async Task<Guid> Invoice(
        long minor = 11_500_000, string? due = "2026-06-19", Guid? seller = null, Guid? id = null)
    {
        var made = id ?? Guid.CreateVersion7();
        await Service.Deliver(new InvoiceChanged(
            made, 1, seller ?? Supplier.Id, Debtor.Id, "invoice", $"N-{made:N}", new DateOnly(2026, 3, 2), due is null
                ? null : Make.Day(due), "CNY", minor,
            InvoiceStates.Valid, $"f-{made:N}", new string('0', 64), [], new DateOnly(2026, 2, 27)));
        return made;
    }

    public async Task<Guid> Proposed(params Guid[] invoices)
    {
        var ids = invoices.Length > 0 ? invoices : [await Invoice()];
        return (await SupplierMaker.Post("/api/receivables", new { invoiceIds = ids }).Json(HttpStatusCode.Created))
            .GetProperty("id").GetGuid();
    }

    /// <summary>Has the debtor's maker and checker confirm; returns what the ledger is asked.</summary>
    public async Task<IssueLot> Confirming(Guid receivable, object? request = null)
    {
        var approval = await DebtorMaker.Post($"/api/receivables/{receivable}/confirm", request ?? new { })
            .Json(HttpStatusCode.Accepted);
        await DebtorChecker.Approve("receivable", approval).Json(HttpStatusCode.Accepted);
        return (await Service.Sent<IssueLot>())[^1];
    }

    public async Task<IssueLot> Confirmed(Guid receivable)
    {
        var asked = await Confirming(receivable);
        await Executed(asked.InstructionId, LedgerOperations.Issue);
        return asked;
    }

    public Task Executed(Guid instruction, string operation) =>
        Service.Deliver(new InstructionExecuted(instruction, operation, 0, Service.Clocks.Now, [], [], []));

    public Task Refused(Guid instruction, string operation, string reason = "lot-exists") =>
        Service.Deliver(new InstructionRefused(instruction, operation, reason, "the entry that won", 7));

    /// <summary>Makes a lot known, as the ledger would.</summary>
    public async Task<Guid> Lot(long minor, Guid? holder = null, string? lockPurpose = null,
        string state = LotStates.Live)
    {
        var id = Guid.CreateVersion7();
        await Service.Deliver(new LotChanged(
            id, 1, Guid.CreateVersion7(), Debtor.Id, holder ?? Supplier.Id, "CNY", minor, new DateOnly(2026, 6, 22),
            state, lockPurpose, lockPurpose is null ? null : "service:factoring", lockPurpose is null ? null
                : Guid.CreateVersion7(), null, [], 1, 1));
        return id;
    }

    public Task<JsonElement> Read(Guid receivable) => SupplierMaker.GetAsync($"/api/receivables/{receivable}").Json();

    public async Task<string> State(Guid receivable) => (await Read(receivable)).GetProperty("state").GetString()!;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { SupplierMaker, SupplierChecker, DebtorMaker, DebtorChecker,
            SecondTierMaker }) client.Dispose();
        await Service.DisposeAsync();
    }
}
