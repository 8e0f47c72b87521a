using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Standalone;

/// <summary>One financing from the uploaded invoice to the discharged debt right: every step by HTTP through the gateway, as the people of the
/// demonstration. Each step looks first whether an interrupted run did it already.</summary>
public sealed partial class Walkthrough : IDisposable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(Platform.Hosting.Clocks.DefaultZone);

    private readonly Uri _platform;
    private readonly Timeline _timeline;
    private readonly byte[] _file;
    private readonly InvoiceDocument? _document;
    private readonly CancellationToken _stopping;
    private readonly WalkthroughTerms _terms;
    private readonly DerivedIds _ids;
    private readonly Actor _operator;
    private readonly Actor _auditor;
    private readonly Actor[] _banks;
    private Actor _seller;
    private Actor _buyer;
    private int _attempt;

    public Walkthrough(
        Uri platform, Timeline timeline, byte[] file, InvoiceDocument? document, CancellationToken stopping, WalkthroughTerms? terms = null)
    {
        _platform = platform;
        _timeline = timeline;
        _file = file;
        _document = document;
        _stopping = stopping;
        _terms = terms ?? WalkthroughTerms.Ordinary;
        _ids = new DerivedIds(file, document?.IssueDate ?? DateOnly.FromDateTime(DateTime.UnixEpoch));
        _operator = Actor.Of(platform, "operator", _terms);
        _auditor = Actor.Of(platform, "auditor", _terms);
        _banks = [.. ((string[])["bank1", "bank2", "bank3"]).Select(bank => Actor.Of(platform, bank, _terms))];
        _seller = Actor.Of(platform, "supplier1", _terms);
        _buyer = Actor.Of(platform, "core", _terms);
    }

    private Guid InvoiceId => _ids.Of("invoice");

    private Guid ReceivableId => _ids.Of("receivable");

    private Guid RequestId => _ids.Of("financing request");

    private string Currency => _document!.Payable.Currency.Code;

    /// <summary>Carries the financing out, or goes on where an earlier run stopped.</summary>
    public async Task Run()
    {
        if (_document is null)
        {
            // The platform names the rule that the file breaks, as it would for anybody.
            await UploadInvoice();
            throw new StepFailedException("upload the invoice", "the file could not be read, and yet it was taken");
        }

        await RegisterParties();
        if (await IsFinanced())
        {
            _timeline.Say();
            _timeline.Say("This invoice is financed already: its debt was paid and its debt right discharged.");
            return;
        }

        await UploadInvoice();
        await ProposeReceivable();
        var lot = await ConfirmReceivable();
        await AdmitAndSetLimits();
        var deal = await FindDeal() ?? await Auction(lot);
        await CarryOut(deal);
        await PayAtMaturity(deal);
        await Verify(deal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var actor in (Actor[])[_operator, _auditor, _seller, _buyer, .. _banks]) actor.Dispose();
    }

    private async Task RegisterParties()
    {
        _timeline.Begin("register the invoice's seller and buyer");
        (_seller, var seller) = await Register(_document!.Seller, OrganisationKinds.Supplier);
        (_buyer, var buyer) = await Register(_document.Buyer, OrganisationKinds.CoreEnterprise);
        foreach (var bank in Identity.DemonstrationCast.Organisations.Where(one => one.Kinds.Contains(OrganisationKinds.Bank)))
            await Register(bank.Name, bank.Kinds, [bank.Identifier]);
        (_sellerId, _buyerId) = (seller.Id(), buyer.Id());
        // News of them travels by message: each service answers them once it has heard.
        foreach (var party in (Actor[])[_seller, _buyer])
        {
            foreach (var list in (string[])["invoices", "receivables", "financing-requests", "payments"])
                await party.Read($"/api/{list}?limit=1", _stopping);
        }

        _timeline.Done(await Today(), _operator.Name, $"admitted {_seller.Name} and {_buyer.Name}");
    }

    private async Task<(Actor Actor, JsonElement Organisation)> Register(InvoiceParty party, string kind)
    {
        var answer = await Register(
            party.Name, [kind],
            // A party number without a scheme is the sender's own and identifies nobody.
            [.. party.Identifiers.Where(x => x.Scheme != PartyIdentifier.Unnamed).Select(x => new OrganisationIdentifier(x.Scheme, x.Value))]);
        var people = answer.GetProperty("people").EnumerateArray().ToList();
        string SignInName(string role) => people
            .Single(person => person.GetProperty("roles").EnumerateArray().Any(r => r.GetString() == role)).Text("signInName");
        return (new Actor(_platform, answer.Text("name"), SignInName(Roles.Maker), SignInName(Roles.Checker), _terms), answer);
    }

    private async Task<JsonElement> Register(string name, string[] kinds, OrganisationIdentifier[] identifiers) => Actor.Demand(
        await _operator.Make("/api/demonstration/organisations", Key("register"), new
        {
            name,
            kinds,
            identifiers = identifiers.Select(x => new { scheme = x.Scheme, value = x.Value }),
            currency = Currency,
        }, _stopping), "register an organisation");

    private async Task<bool> IsFinanced() =>
        await _buyer.Ask($"/api/collections/{ReceivableId}", _stopping) is { IsSuccess: true } collection
        && collection.Json.Text("state") == CollectionStates.Paid
        && await FindDeal() is { } deal && deal.Text("state") == DealStates.Completed
        && await ArePaidOut(collection.Json);

    private async Task UploadInvoice()
    {
        _timeline.Begin("upload the invoice");
        var answer = await _seller.Upload($"/api/invoices?id={InvoiceId}", Key("invoice"), _file, _stopping);
        var invoice = Actor.Demand(answer, "upload the invoice");
        var flags = invoice.GetProperty("flags").EnumerateArray().ToList();
        if (flags.Count > 0) throw new ForbiddenByRuleException(flags[0].Text("code"), flags[0].Text("reason"));
        _timeline.Done(await Today(), _seller.Name,
            $"uploaded invoice {invoice.Text("number")} (its SHA-256 begins with {invoice.Text("documentSha256")[..12]})", invoice.Money("amount"));
    }

    private async Task ProposeReceivable()
    {
        _timeline.Begin("propose the receivable");
        var found = await _seller.Ask($"/api/receivables/{ReceivableId}", _stopping);
        var receivable = found.IsSuccess ? found.Json : Actor.Demand(await _seller.Make(
            "/api/receivables", Key("receivable"), new { id = ReceivableId, invoiceIds = new[] { InvoiceId } }, _stopping), "propose the receivable");
        _timeline.Done(await Today(), _seller.Name, $"proposed the receivable, due {receivable.Text("dueDate")}", receivable.Money("proposedAmount"));
    }

    private async Task<Guid> ConfirmReceivable()
    {
        _timeline.Begin("confirm the debt");
        await _buyer.Await($"/api/receivables/{ReceivableId}", "the debtor sees the receivable", _ => true, _stopping);
        if ((await _buyer.Read($"/api/receivables/{ReceivableId}", _stopping)).Text("state") == ReceivableStates.Proposed)
        {
            await _buyer.MakeAndCheck("receivable", "confirm-receivable", ReceivableId,
                $"/api/receivables/{ReceivableId}/confirm", Key("confirm"), new { }, _stopping);
        }

        var confirmed = await _buyer.Await($"/api/receivables/{ReceivableId}", "the ledger issues the debt right",
            r => r.GetProperty("rootLotId").ValueKind == JsonValueKind.String, _stopping);
        var lot = confirmed.Id("rootLotId");
        var issued = await _seller.Read($"/api/ledger/lots/{lot}", _stopping);
        _timeline.Done(await Today(), _buyer.Name, "confirmed the debt; the ledger issued the debt right", confirmed.Money("confirmedAmount"),
            issued.GetProperty("createdByEntry").GetInt64());
        return lot;
    }

    private async Task AdmitAndSetLimits()
    {
        _timeline.Begin("set credit limits and admit the supplier");
        var agreement = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("framework agreement for demonstrations")));
        var limit = checked(_document!.Payable.Minor * _terms.LimitInInvoices);
        foreach (var bank in _banks)
        {
            var limitId = _ids.Of($"limit of {bank.Name}");
            if (!(await bank.Ask($"/api/credit-limits/{limitId}", _stopping)).IsSuccess)
            {
                var made = await bank.Make("/api/credit-limits", Key("limit"), new
                {
                    id = limitId, debtorId = _buyerId, amount = Money(limit), until = (await Today()).AddYears(2),
                }, _stopping);
                // An earlier walkthrough of the same buyer left its limit: it stands.
                if (made.Status != System.Net.HttpStatusCode.Conflict) Actor.Demand(made, "set a credit limit");
            }

            var admissionId = _ids.Of($"admission by {bank.Name}");
            var admission = Actor.Demand(await bank.Make("/api/supplier-admissions", Key("admission"), new
            {
                id = admissionId, supplierId = _sellerId, frameworkVersion = "1", frameworkHash = agreement,
            }, _stopping), "admit the supplier");
            Actor.Demand(await _seller.Make($"/api/supplier-admissions/{admission.Id()}/accept", Key("accept agreement"),
                new { frameworkVersion = "1", frameworkHash = agreement }, _stopping), "accept the framework agreement");
        }

        _timeline.Done(await Today(), "three banks", $"set limits on {_buyer.Name} and admitted {_seller.Name}",
            Shown(limit));
    }

    private async Task<JsonElement?> FindDeal()
    {
        var request = await _seller.Ask($"/api/financing-requests/{RequestId}", _stopping);
        return request.IsSuccess && request.Json.GetProperty("dealId").ValueKind == JsonValueKind.String
            ? await _seller.Read($"/api/deals/{request.Json.Id("dealId")}", _stopping)
            : null;
    }

    private async Task<DateTimeOffset> Now() => (await _operator.Read("/api/business-clock", _stopping)).Instant("now");

    private async Task<DateOnly> Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(await Now(), Zone).DateTime);

    /// <summary>Moves the business clock to an instant, unless it is past it.</summary>
    private async Task MoveClockTo(DateTimeOffset instant, string why)
    {
        if (_terms.MeetBeforeMovingClock is { } meet) instant = await meet(instant, _stopping);
        if (await Now() >= instant) return;
        var moved = await _operator.Make("/api/business-clock", Key("clock"), new { to = instant }, _stopping);
        // Others who share the clock may have come first.
        if (moved.Code != "business-clock-runs-forward") Actor.Demand(moved, "move the business clock");
        _timeline.Done(await Today(), _operator.Name, $"moved the business clock: {why}");
    }

    private static DateTimeOffset StartOf(DateOnly date)
    {
        var local = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    // Every attempt has a key of its own: a refusal is remembered under its key, and an interrupted run looks before it speaks again.
    private string Key(string step) => $"{_ids.Of(step):N}-{step.Replace(' ', '-')}-{++_attempt}-{Guid.CreateVersion7():N}";

    private object Money(long minor) => new { amount = Amount(minor).ToAmountText(), currency = Currency };

    private Money Amount(long minor) => new(minor, Platform.Money.Currency.Of(Currency));

    private string Shown(long minor) =>
        $"{Amount(minor).ToDecimal().ToString("N" + Amount(minor).Currency.Digits, CultureInfo.InvariantCulture)} {Currency}";

    private Guid _sellerId;
    private Guid _buyerId;
}
