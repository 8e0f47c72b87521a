using System.Globalization;
using k8s.Models;

namespace SupplyFinance.Deployment.Tests;

public sealed class NetworkTests
{
    public static TheoryData<string> Overlays => new(Manifests.Overlays);

    private static IEnumerable<V1NetworkPolicy> Policies(string overlay) => Manifests.Of(overlay).OfType<V1NetworkPolicy>();

    private static IEnumerable<Manifests.Workload> Selected(string overlay, V1LabelSelector? selector) =>
        Manifests.Of(overlay).With(selector?.MatchLabels);

    private static int PortOf(Manifests.Workload workload, string nameOrNumber) =>
        workload.Container.Ports.Single(port => port.Name == nameOrNumber || $"{port.ContainerPort}" == nameOrNumber).ContainerPort;

    private static bool Opens(Manifests.Workload workload, IntOrString port) =>
        (workload.Container.Ports ?? []).Any(open => $"{open.ContainerPort}" == port.Value || open.Name == port.Value);

    [Theory, MemberData(nameof(Overlays))]
    public void Nothing_is_allowed_that_no_policy_names(string overlay)
    {
        var deny = Assert.Single(Policies(overlay), policy => policy.Metadata.Name == "default-deny");
        Assert.Equal(["Egress", "Ingress"], deny.Spec.PolicyTypes.Order());
        Assert.Empty(deny.Spec.PodSelector.MatchLabels ?? new Dictionary<string, string>());
        Assert.Null(deny.Spec.Ingress);
        Assert.Null(deny.Spec.Egress);
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Every_policy_selects_pods_that_exist_and_ports_on_which_they_listen(string overlay)
    {
        foreach (var policy in Policies(overlay))
        {
            var own = Selected(overlay, policy.Spec.PodSelector).ToList();
            Assert.NotEmpty(own);
            foreach (var rule in policy.Spec.Ingress ?? [])
            {
                Assert.All(rule.FromProperty ?? [], peer => Assert.NotEmpty(Selected(overlay, peer.PodSelector)));
                Assert.All(rule.Ports, port => Assert.All(own, pod => Assert.True(Opens(pod, port.Port), $"{policy.Metadata.Name}: {pod.Name}")));
            }

            foreach (var peer in (policy.Spec.Egress ?? []).SelectMany(rule => rule.To.Select(to => (rule, to))))
            {
                if (peer.to.PodSelector is null || peer.to.NamespaceSelector is not null) continue;
                var others = Selected(overlay, peer.to.PodSelector).ToList();
                Assert.NotEmpty(others);
                Assert.All(peer.rule.Ports, port => Assert.All(
                    others, pod => Assert.True(Opens(pod, port.Port), $"{policy.Metadata.Name}: {pod.Name}")));
            }
        }
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Only_the_gateway_is_open_to_everybody(string overlay) => Assert.Equal(
        [Platform.Gateway],
        Policies(overlay).Where(policy => policy.Spec.Ingress?.Any(rule => rule.FromProperty is null) == true)
            .SelectMany(policy => Selected(overlay, policy.Spec.PodSelector)).Select(x => x.Name));

    [Theory, MemberData(nameof(Overlays))]
    public void Every_way_out_to_a_pod_has_its_way_in(string overlay) => Assert.Empty(
        from policy in Policies(overlay)
        from rule in policy.Spec.Egress ?? []
        from to in rule.To
        where to.PodSelector is not null && to.NamespaceSelector is null
        from caller in Selected(overlay, policy.Spec.PodSelector)
        from called in Selected(overlay, to.PodSelector)
        where caller.Name != called.Name
        from port in rule.Ports
        where !Policies(overlay).Any(other => Selected(overlay, other.Spec.PodSelector).Any(x => x.Name == called.Name)
            && other.Spec.Ingress?.Any(way => way.Ports.Any(open => open.Port.Value == port.Port.Value)
                && way.FromProperty?.Any(peer => Selected(overlay, peer.PodSelector).Any(x => x.Name == caller.Name)) != false) == true)
        select $"{caller.Name} may call {called.Name} on {port.Port.Value}, which lets nobody in");

    [Theory, MemberData(nameof(Overlays))]
    public void Every_service_leads_to_a_port_on_which_its_pods_listen(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        foreach (var service in manifests.OfType<V1Service>().Where(service => service.Spec.Type != "ExternalName"))
        {
            var pod = Assert.Single(manifests.With(service.Spec.Selector));
            Assert.Equal(service.Metadata.Name, pod.Name);
            Assert.All(service.Spec.Ports, port => Assert.True(Opens(pod, port.TargetPort)));
        }
    }

    [Theory, MemberData(nameof(Overlays))]
    public void A_container_s_ports_are_those_on_which_its_settings_make_it_listen(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        foreach (var workload in manifests.Workloads.Where(x => !x.IsJob && x.Executable is not null))
        {
            var key = $"SF_{workload.Executable!.Replace('-', '_').ToUpperInvariant()}__URLS";
            Assert.Equal(
                manifests.Settings[key].Split(';').Select(url => int.Parse(url[(url.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture)),
                workload.Container.Ports.Select(port => port.ContainerPort));
            Assert.All(workload.Container.Ports, port => Assert.Contains(port.ContainerPort, Images.Ports));
        }
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Every_address_in_a_setting_and_every_route_leads_to_a_service(string overlay)
    {
        var services = Manifests.Of(overlay).OfType<V1Service>().ToDictionary(service => service.Metadata.Name);
        Assert.All(Platform.Routes().Where(route => !route.ForDemonstration), route => Leads(route.Host, route.Port));
        foreach (var (_, value) in Manifests.Of(overlay).Settings.Where(x => x.Value.StartsWith("http://", StringComparison.Ordinal)))
        {
            if (Uri.TryCreate(value, UriKind.Absolute, out var address)) Leads(address.Host, address.Port);
        }

        Assert.All(
            Manifests.Of(overlay).Settings.Where(x => x.Key.EndsWith("__BROKER__HOST", StringComparison.Ordinal)),
            setting => Assert.Contains(setting.Value, services.Keys));

        void Leads(string host, int port) => Assert.Contains(services[host].Spec.Ports, open => open.Port == port);
    }

    [Fact]
    public void In_the_test_cluster_broker_and_database_listen_where_the_services_look()
    {
        using var made = new MadeSecrets("postgresql");
        var manifests = Manifests.Of("overlays/small");
        var settings = Platform.Settings("invoice", manifests.Settings, made.Files);
        var broker = manifests.Workloads.Single(workload => workload.Name == settings.Broker.Host);
        Assert.Equal(settings.Broker.Port, PortOf(broker, $"{settings.Broker.Port}"));
        var line = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = settings.ConnectionString };
        var database = manifests.Workloads.Single(workload => workload.Name == (string)line["Host"]);
        Assert.Equal($"{line["Port"]}", $"{PortOf(database, $"{line["Port"]}")}");
    }

    [Theory, MemberData(nameof(Overlays))]
    public void There_is_one_way_in_from_outside_and_it_ends_at_the_gateway(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var balancers = manifests.OfType<V1Service>().Where(x => x.Spec.Type is "LoadBalancer" or "NodePort").Select(x => x.Metadata.Name);
        var paths = manifests.OfType<V1Ingress>().SelectMany(x => x.Spec.Rules).SelectMany(x => x.Http.Paths).ToList();
        Assert.Equal([Platform.Gateway], balancers.Concat(paths.Select(path => path.Backend.Service.Name)));
        var ports = manifests.OfType<V1Service>().Single(x => x.Metadata.Name == Platform.Gateway).Spec.Ports.Select(port => port.Name);
        Assert.All(paths, path => Assert.Contains(path.Backend.Service.Port.Name, ports));
    }
}
