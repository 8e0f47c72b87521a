using SupplyFinance.Platform.Messaging;
using SupplyFinance.Standalone;

namespace SupplyFinance.Architecture.Tests;

public sealed class ServicesTests
{
    [Fact]
    public void No_service_references_another() => Assert.Empty(
        from service in EmbeddedPlatform.Services
        from reference in service.Assembly.GetReferencedAssemblies()
        where EmbeddedPlatform.Services.Any(other => other.Assembly.GetName().Name == reference.Name)
        select $"{service.Name} references {reference.Name}");

    [Fact]
    public void Contracts_need_no_package_and_no_service() => Assert.DoesNotContain(
        typeof(Contracts.IMessage).Assembly.GetReferencedAssemblies(),
        reference => !reference.Name!.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void Every_command_has_exactly_one_handler_and_every_event_a_subscriber() =>
        Assert.Empty(Topology.Of(EmbeddedPlatform.Services).Errors());

    [Fact]
    public void The_routes_of_the_contracts_are_what_the_services_handle()
    {
        static IEnumerable<string> Lines(Topology topology) =>
            topology.Contracted.Select(entry => $"{entry.Type} → {string.Join(", ", entry.Services)}");
        Assert.Equal(Lines(Topology.Of(EmbeddedPlatform.Services)), Lines(Topology.OfContracts));
    }

    [Fact]
    public void Nobody_but_the_messaging_platform_knows_a_bus() => Assert.Empty(
        from source in Repository.Sources()
        where !source.Path.StartsWith("services/platform/Messaging/", StringComparison.Ordinal)
        where !source.Path.EndsWith("ServicesTests.cs", StringComparison.Ordinal)
        where source.Lines.Any(line => line.Contains("MassTransit", StringComparison.Ordinal))
        select source.Path);

    [Fact]
    public void A_service_s_name_is_its_only_one() =>
        Assert.Equal(EmbeddedPlatform.Services.Count, EmbeddedPlatform.Services.Select(s => s.Name).Distinct().Count());
}
