using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Tests.Messaging;

public sealed class InProcessCarrierTests : CarrierConformance
{
    private InProcessCarrier? _carrier;

    protected override ICarrier CarrierFor(string service, ServiceSettings settings) =>
        _carrier ??= new InProcessCarrier(TalkingServices.Topology);
}
