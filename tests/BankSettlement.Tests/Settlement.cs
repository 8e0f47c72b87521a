using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.SandboxBank;
using SupplyFinance.Testing;

namespace SupplyFinance.BankSettlement.Tests;

/// <summary>Bank-settlement with the sandbox bank behind it, both on loopback, and the organisations of one
/// financing.</summary>
internal sealed class Settlement : IAsyncDisposable
{
    private const string Key = "secret";

    private readonly HttpClient _bank;
    private readonly bool _ownsBank;

    private Settlement(
        ServiceUnderTest bank, ServiceUnderTest service, ServiceSettings settings, MovableTime time,
        Settlement? organisations, bool ownsBank)
    {
        _ownsBank = ownsBank;
        (Bank, Service, Settings, Time) = (bank, service, settings, time);
        if (organisations is not null)
            (Financier, Supplier, Debtor, Auditor) =
                (organisations.Financier, organisations.Supplier, organisations.Debtor, organisations.Auditor);
        _bank = bank.Anonymous();
        _bank.DefaultRequestHeaders.Add("X-Api-Key", Key);
        PayerMaker = Financier.Maker();
        PayerChecker = Financier.Checker();
    }

    public ServiceUnderTest Bank { get; }

    public ServiceUnderTest Service { get; }

    public ServiceSettings Settings { get; }

    public MovableTime Time { get; }

    public TestOrganisation Financier { get; } = TestOrganisation.Bank() with { BankAccounts = [Account("7001")] };

    public TestOrganisation Supplier { get; } = TestOrganisation.Supplier() with { BankAccounts = [Account("1001")] };

    public TestOrganisation Debtor { get; } = TestOrganisation.CoreEnterprise() with
    {
        BankAccounts = [Account("5001"), Account("5009", BankAccountPurposes.Collection)],
    };

    public TestOrganisation Auditor { get; } = TestOrganisation.Auditor();

    public TestPerson PayerMaker { get; }

    public TestPerson PayerChecker { get; }

    public string BankAddress => Bank.Address;

    public static OrganisationBankAccount Account(
        string number, string purpose = BankAccountPurposes.Operating, string currency = "CNY") => new(
        Guid.CreateVersion7(), number, "BANKCNBJXXX", "Sandbox Bank", $"Account {number}", currency, purpose, true,
        DateTimeOffset.UnixEpoch);

    /// <summary>Starts both; a service that is not connected does not call the bank by itself.</summary>
    public static async Task<Settlement> Start(
        bool isConnected = true, string? dataFolder = null, ServiceUnderTest? withBank = null,
        Settlement? organisations = null)
    {
        var bank = withBank
            ?? await ServiceUnderTest.Start(SandboxBankService.Definition, settings: x => x.Own[SandboxBankService.KeySetting] = Key);
        var time = new MovableTime();
        ServiceSettings? settings = null;
        var service = await ServiceUnderTest.Start(
            BankSettlementService.Definition, dataFolder,
            own =>
            {
                settings = own;
                own.Own[BankClient.KeySetting] = Key;
                if (isConnected) own.Own[BankClient.AddressSetting] = bank.Address;
            },
            builder => builder.Services.AddSingleton<TimeProvider>(time));
        var settlement = new Settlement(bank, service, settings!, time, organisations, withBank is null);
        await service.Know(
            settlement.PayerMaker, settlement.PayerChecker, settlement.Supplier.Viewer(), settlement.Debtor.Viewer());
        return settlement;
    }

    /// <summary>Lets the running service call the bank from now on.</summary>
    public void Connect() => Settings.Own[BankClient.AddressSetting] = BankAddress;

    public Task Behave(object behaviour) => _bank.Post("/sandbox-bank/behaviours", behaviour).Json();

    public async Task BehaveWell() => await _bank.DeleteAsync("/sandbox-bank/behaviours");

    /// <summary>Moves money at the bank's counter.</summary>
    public Task Transfer(string from, string to, string amount, string? reference, DateOnly? valueDate = null,
        string currency = "CNY") =>
        _bank.Post("/sandbox-bank/transfers", new
        {
            fromAccount = from, toAccount = to, amount = new { amount, currency }, reference, valueDate,
        }).Json();

    public async Task<IReadOnlyList<JsonElement>> Bookings(string? account = null) =>
        [.. (await _bank.GetAsync($"/sandbox-bank/bookings?limit=200{(account is null ? "" : $"&account={account}")}")
            .Json())
            .GetProperty("items").EnumerateArray()];

    public Task RepeatNotification(long sequence) =>
        _bank.Post($"/sandbox-bank/notifications/{sequence}/repeat").Json();

    public Task Forge(byte[] document) => _bank.Post("/sandbox-bank/notifications", new { document }).Json();

    /// <summary>A disbursement as factoring instructs it.</summary>
    public async Task<InstructPayment> Instruct(long amount = 965_000)
    {
        var instruction = new InstructPayment(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Financier.Id, Supplier.Id, "CNY", amount,
            Service.Clocks.BusinessToday, "Deal 7");
        await Service.Deliver(instruction);
        return instruction;
    }

    public async Task<JsonElement> ProposeRelease(Guid paymentId) =>
        await (await Service.As(PayerMaker)).Post($"/api/payments/{paymentId}/release").Json(HttpStatusCode.Accepted);

    public async Task<HttpResponseMessage> Approve(TestPerson checker, JsonElement approval) =>
        await (await Service.As(checker)).Approve("bank-settlement", approval);

    /// <summary>Both people of the payer let it go.</summary>
    public async Task Release(Guid paymentId)
    {
        using var approved = await Approve(PayerChecker, await ProposeRelease(paymentId));
        Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);
    }

    public async Task<InstructPayment> InstructAndRelease(long amount = 965_000)
    {
        var instruction = await Instruct(amount);
        await Release(instruction.PaymentId);
        return instruction;
    }

    public async Task<JsonElement> Payment(Guid id) =>
        await (await Service.As(PayerMaker)).GetAsync($"/api/payments/{id}").Json();

    public async Task<string> State(Guid paymentId) => (await Payment(paymentId)).GetProperty("state").GetString()!;

    public Task Until(Guid paymentId, string state) =>
        Wait.For($"payment {state}", () => State(paymentId), x => x == state);

    /// <summary>All payments, as the auditor sees them.</summary>
    public async Task<IReadOnlyList<JsonElement>> Payments(string query = "") =>
        [.. (await (await Service.As(AuditorViewer)).GetAsync($"/api/payments?limit=200{query}").Json())
            .GetProperty("items").EnumerateArray()];

    public async Task<IReadOnlyList<JsonElement>> Exceptions(TestPerson? viewer = null) =>
        [.. (await (await Service.As(viewer ?? AuditorViewer)).GetAsync("/api/settlement-exceptions").Json())
            .GetProperty("items").EnumerateArray()];

    public Task<IReadOnlyList<JsonElement>> UntilException(string cause) => Wait.For(
        $"an exception {cause}", () => Exceptions(), x => x.Any(y => y.GetProperty("cause").GetString() == cause));

    public TestPerson AuditorViewer => _auditorViewer ??= Auditor.Viewer();

    private TestPerson? _auditorViewer;

    /// <summary>Every account's balance in minor units; the sum of all is checked to be zero.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Balances()
    {
        var books = await (await Service.As(AuditorViewer)).GetAsync("/api/books/trial-balance").Json();
        var balances = new Dictionary<string, string>();
        foreach (var currency in books.GetProperty("currencies").EnumerateArray())
        {
            Assert.Equal("0.00", currency.GetProperty("sum").GetProperty("amount").GetString());
            foreach (var line in currency.GetProperty("accounts").EnumerateArray())
                balances[line.GetProperty("account").GetString()!] = line.GetProperty("balance").GetProperty("amount")
                    .GetString()!;
        }

        return balances;
    }

    /// <summary>Stops the service alone; the bank and the data folder stay.</summary>
    public async Task StopService()
    {
        _bank.Dispose();
        await Service.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _bank.Dispose();
        await Service.DisposeAsync();
        if (_ownsBank) await Bank.DisposeAsync();
    }
}
