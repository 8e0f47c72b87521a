using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Testing;

namespace SupplyFinance.Ledger.Tests;

/// <summary>The ledger on a real database file, with organisations that stand for the parties of
/// <see cref="Trade"/>.</summary>
internal sealed class LedgerUnderTest : IAsyncDisposable
{
    public static readonly TestOrganisation Debtor = new(Trade.Debtor, "Great Buyer", OrganisationKinds.CoreEnterprise);
    public static readonly TestOrganisation Supplier = new(Trade.Supplier, "Supplier One", OrganisationKinds.Supplier);
    public static readonly TestOrganisation Bank = new(Trade.Bank, "First Bank", OrganisationKinds.Bank);
    public static readonly TestOrganisation OtherBank = new(Trade.OtherBank, "Second Bank", OrganisationKinds.Bank);
    public static readonly TestOrganisation Stranger = new(Trade.Stranger, "Stranger", OrganisationKinds.Supplier);
    public static readonly TestOrganisation Auditor = TestOrganisation.Auditor();
    public static readonly TestOrganisation Operator = new(Trade.Operator, "Operator", OrganisationKinds.Operator);

    private LedgerUnderTest(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }

    public static async Task<LedgerUnderTest> Start(string? folder = null) =>
        new(await ServiceUnderTest.Start(LedgerService.Definition, folder));

    /// <summary>Gives instructions in order; the last one's answer is returned.</summary>
    public async Task<IEvent> Do(params ILedgerInstruction[] commands)
    {
        foreach (var command in commands) await Service.Deliver(command);
        return (await Answers(SupplyFinance.Ledger.Title.Instruction.Of(commands[^1]).Id))[^1];
    }

    public async Task<IReadOnlyList<IEvent>> Answers(Guid instructionId)
    {
        await Service.Drained();
        var sent = (await Service.Sent<IEvent>()).Where(message => message switch
        {
            InstructionExecuted executed => executed.InstructionId == instructionId,
            InstructionRefused refused => refused.InstructionId == instructionId,
            _ => false,
        });
        return [.. sent];
    }

    public Task<HttpClient> As(TestOrganisation organisation) => Service.As(organisation.Viewer());

    public T Get<T>()
        where T : notnull => Service.Services.GetRequiredService<T>();

    public async Task<LedgerAudit.Report> Audit() =>
        (await LedgerAudit.Handle(Service.Database, Get<LogIdentity>(), Get<SignedRecord>(), CancellationToken.None))
            .Value;

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
