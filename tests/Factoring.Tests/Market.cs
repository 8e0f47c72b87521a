using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Factoring.Copies;
using SupplyFinance.Factoring.Deals;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests;

/// <summary>The factoring service with a supplier, a core enterprise and banks, and short words for what they do. The other
/// services' answers are delivered as messages.</summary>
internal sealed class Market : IAsyncDisposable
{
    public const string Hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private readonly Dictionary<string, HttpClient> _clients = [];
    private LotChanged? _root;

    private Market(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }
    public TestOrganisation Supplier { get; } = TestOrganisation.Supplier();
    public TestOrganisation Debtor { get; } = TestOrganisation.CoreEnterprise() with { BankAccounts = [Collection] };
    public TestOrganisation Bank { get; } = TestOrganisation.Bank();
    public TestOrganisation SecondBank { get; } = TestOrganisation.Bank("Second Bank");
    public DateOnly Today => Service.Clocks.BusinessToday;

    private static OrganisationBankAccount Collection => new(
        Guid.NewGuid(), "DE02120300000000202051", "BYLADEM1001", "Collecting Bank", "Great Buyer", "CNY",
        BankAccountPurposes.Collection, true, DateTimeOffset.UnixEpoch);

    public static async Task<Market> Open(Action<ServiceSettings>? settings = null, string? dataFolder = null)
    {
        var market = new Market(await ServiceUnderTest.Start(FactoringService.Definition, dataFolder, settings));
        await market.Service.Know(
            market.Supplier.Maker(), market.Debtor.Maker(), market.Bank.Maker(), market.SecondBank.Maker());
        return market;
    }

    /// <summary>A client of the organisation's one person with these roles.</summary>
    public async Task<HttpClient> As(TestPerson person)
    {
        var key = $"{person.Organisation.Id} {string.Join(' ', person.Roles)}";
        return _clients.TryGetValue(key, out var known) ? known : _clients[key] = await Service.As(person);
    }

    /// <summary>A confirmed receivable of one invoice with its root lot, held by the supplier.</summary>
    public async Task<Guid> Lot(
        long amount, int days = 90, string currency = "CNY", Guid? debtorId = null, string[]? flags = null, Guid? lotId = null,
        string? lockPurpose = null)
    {
        var (lot, receivable, invoice) = (lotId ?? Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (due, debtor) = (Today.AddDays(days), debtorId ?? Debtor.Id);
        await Service.Deliver(new InvoiceChanged(
            invoice, 1, Supplier.Id, debtor, "380", "INV-1", Today, due, currency, amount, InvoiceStates.Valid, $"{invoice}", Hash,
            flags ?? []));
        await Service.Deliver(new ReceivableChanged(
            receivable, 1, Supplier.Id, debtor, [invoice], currency, amount, amount, due, ReceivableStates.Confirmed, lot, 80_000,
            "ACT/360", Today));
        _root = new LotChanged(
            lot, 1, receivable, debtor, Supplier.Id, currency, amount, due, LotStates.Live, lockPurpose, null, null, null, [], 0, 0);
        await Service.Deliver(_root);
        return lot;
    }

    public async Task<Guid> Limit(TestOrganisation bank, string amount, Guid? supplierId = null)
    {
        var id = Guid.CreateVersion7();
        await (await As(bank.Maker())).Post("/api/credit-limits", new
        {
            id,
            debtorId = Debtor.Id,
            supplierId,
            amount = new { amount, currency = "CNY" },
            until = Today.AddDays(300),
        }).Json(HttpStatusCode.Created);
        return id;
    }

    public async Task Admit(TestOrganisation bank)
    {
        var agreement = new { frameworkVersion = "2026-1", frameworkHash = Hash };
        var admission = await (await As(bank.Maker())).Post(
            "/api/supplier-admissions",
            new { id = Guid.CreateVersion7(), supplierId = Supplier.Id, agreement.frameworkVersion, agreement.frameworkHash })
            .Json(HttpStatusCode.Created);
        await (await As(Supplier.Maker())).Post(
            $"/api/supplier-admissions/{admission.GetProperty("id").GetGuid()}/accept", agreement).Json();
    }

    /// <summary>Banks that may bid: admitted the supplier, with a limit on the debtor.</summary>
    public async Task Eligible(params TestOrganisation[] banks)
    {
        foreach (var bank in banks)
        {
            await Limit(bank, "10000000.00");
            await Admit(bank);
        }
    }

    public object Asking(
        IEnumerable<Guid> lots, Guid? id = null, int minutes = 10, int? advancePpm = 1_000_000, string costBearer = "supplier",
        bool recourse = false) => new
        {
            id = id ?? Guid.CreateVersion7(),
            lotIds = lots,
            closesAt = Service.Clocks.BusinessNow.AddMinutes(minutes),
            advancePpm,
            advanceMayVary = advancePpm is null,
            withRecourseAllowed = recourse,
            costBearer,
        };

    /// <summary>A request whose lots the ledger has locked.</summary>
    public async Task<Guid> Request(params Guid[] lots) => await RequestOn(Asking(lots));

    public async Task<Guid> RequestOn(object asking)
    {
        var opening = await (await As(Supplier.Maker())).Post("/api/financing-requests", asking).Json(HttpStatusCode.Accepted);
        var id = opening.GetProperty("id").GetGuid();
        var asked = (await Service.Sent<LockLots>()).Last(x => x.Reference == id);
        await Service.Deliver(Executed(asked.InstructionId, LedgerOperations.Lock));
        return id;
    }

    public object Offer(
        int ratePpm = 40_000, string dayBasis = "ACT/360", int advancePpm = 1_000_000, Guid? id = null, int validDays = 2,
        string? fees = null, bool withRecourse = false) => new
        {
            id = id ?? Guid.CreateVersion7(),
            ratePpm,
            dayBasis,
            method = "straight",
            advancePpm,
            feesAtPayout = fees is null ? null : new { amount = fees, currency = "CNY" },
            withRecourse,
            valueDate = Today.AddDays(1),
            validUntil = Service.Clocks.BusinessNow.AddDays(validDays),
        };

    /// <summary>A bid that its checker has approved.</summary>
    public async Task<Guid> Bid(Guid request, TestOrganisation bank, object? offer = null)
    {
        var approval = await Propose(request, bank, offer);
        var receipt = await (await As(bank.Checker())).Approve("factoring", approval).Json();
        return receipt.GetProperty("bidId").GetGuid();
    }

    public async Task<JsonElement> Propose(Guid request, TestOrganisation bank, object? offer = null) =>
        await (await As(bank.Maker())).Post($"/api/financing-requests/{request}/bids", offer ?? Offer())
            .Json(HttpStatusCode.Accepted);

    /// <summary>Passes the closing instant and waits until the auction is closed.</summary>
    public async Task Close(Guid request, int minutes = 10)
    {
        Service.Advance(TimeSpan.FromMinutes(minutes));
        var supplier = await As(Supplier.Viewer());
        await Wait.For("the close", () => State(supplier, request), state => state != "open");
    }

    public static async Task<string> State(HttpClient client, Guid request) =>
        (await client.GetAsync($"/api/financing-requests/{request}").Json()).GetProperty("state").GetString()!;

    public async Task<JsonElement> Accept(Guid request, Guid bid)
    {
        var approval = await (await As(Supplier.Maker())).Post($"/api/financing-requests/{request}/accept", new { bidId = bid })
            .Json(HttpStatusCode.Accepted);
        return await (await As(Supplier.Checker())).Approve("factoring", approval).Json(HttpStatusCode.Accepted);
    }

    /// <summary>A request on one lot with one offer, closed.</summary>
    public async Task<(Guid Request, Guid Bid, Guid Lot)> Closed(long amount = 100_000_00)
    {
        await Eligible(Bank);
        var lot = await Lot(amount);
        var request = await Request(lot);
        var bid = await Bid(request, Bank);
        await Close(request);
        return (request, bid, lot);
    }

    /// <summary>Bids of the bank, each on a request of its own and waiting for the checker; made in one transaction, because
    /// what is tested begins with the approvals.</summary>
    public async Task<IReadOnlyList<JsonElement>> ProposeOnNewRequests(int count, long amount)
    {
        await Lot(amount);
        var (supplier, bank) = (CallerOf(Supplier.Maker()), CallerOf(Bank.Maker()));
        var (keys, policy) = (Service.Services.GetRequiredService<KeyFile>(), Service.Services.GetRequiredService<FactoringPolicy>());
        return await Service.Database.Run(async work =>
        {
            var proposed = new List<JsonElement>();
            for (var i = 0; i < count; i++)
            {
                var lot = _root! with { Id = Guid.CreateVersion7() };
                await KeepLot.Handle(lot, work);
                var id = Guid.CreateVersion7();
                var asked = new OpenFinancingRequest.Request(id, [lot.Id], work.BusinessNow.AddMinutes(10), CostBearer.Supplier, 1_000_000);
                Assert.False((await OpenFinancingRequest.Handle(asked, supplier, work, keys, policy)).IsFailure);
                await FollowLedger.Handle(Executed(DealPlan.StepOf(id, "lock"), LedgerOperations.Lock), work);
                var offer = new SubmitBid.Request(
                    Guid.CreateVersion7(), 40_000, "ACT/360", DiscountMethod.Straight, 1_000_000, false,
                    work.BusinessNow.AddDays(2), Today.AddDays(1));
                proposed.Add(Shown(await SubmitBid.Handle(id, offer, bank, work, keys)));
            }

            return proposed;
        });
    }

    /// <summary>Many makers' acceptances of one offer, waiting for the checker; made in one transaction.</summary>
    public async Task<IReadOnlyList<JsonElement>> ProposeAcceptances(Guid request, Guid bid, int count) =>
        await Service.Database.Run(async work =>
        {
            var proposed = new List<JsonElement>();
            for (var i = 0; i < count; i++)
            {
                var maker = CallerOf(Supplier.Maker());
                proposed.Add(Shown(await AcceptOffer.Handle(request, new AcceptOffer.Request(bid), maker, work)));
            }

            return proposed;
        });

    public async Task<JsonElement> LimitOf(TestOrganisation bank) =>
        (await (await As(bank.Viewer())).GetAsync("/api/credit-limits").Json()).GetProperty("items")[0];

    public static InstructionExecuted Executed(Guid instruction, string operation, long entry = 1) => new(
        instruction, operation, entry, DateTimeOffset.UnixEpoch, [], [], []);

    public static InstructionRefused Refused(Guid instruction, string operation, string reason = "lot-locked") => new(
        instruction, operation, reason, "as the test has it", null);

    private static JsonElement Shown(Result<Approvals.View> view) => JsonSerializer.SerializeToElement(view.Value, ApiJson.Options);

    private static Caller CallerOf(TestPerson person) => new(
        person.Id, person.Organisation.Id, person.Id, person.Organisation.Kinds.ToHashSet(), person.Roles.ToHashSet(),
        new HashSet<string> { "factoring" });

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}

internal static class JsonWords
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static string Amount(this JsonElement json, string name) => json.GetProperty(name).GetProperty("amount").GetString()!;
}
