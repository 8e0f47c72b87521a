using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Tests.Messaging;

public sealed class InProcessCarrierTests : CarrierConformance
{
    private InProcessCarrier? _carrier;

    protected override ICarrier CarrierFor(string service, Topology topology) => _carrier ??= new InProcessCarrier(topology);

    protected override Task Connect(string service, Inbox inbox)
    {
        _carrier!.Connect(inbox);
        return Task.CompletedTask;
    }

    protected override Task Disconnect(string service, Inbox inbox)
    {
        _carrier!.Disconnect(inbox);
        return Task.CompletedTask;
    }
}
