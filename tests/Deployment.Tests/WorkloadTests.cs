using k8s.Models;
using SupplyFinance.Ledger;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Deployment.Tests;

public sealed class WorkloadTests
{
    /// <summary>One replica each, for the reasons that k8s/base says.</summary>
    private static readonly string[] Single = ["ledger", "bank-settlement", "sandbox-bank"];

    public static TheoryData<string> Kustomizations => new([.. Manifests.Overlays, "first-start"]);

    public static TheoryData<string> Overlays => new(Manifests.Overlays);

    [Theory, MemberData(nameof(Overlays))]
    public void Every_executable_runs_with_a_migration_for_each_service_of_ours(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var expected = Platform.Executables.Where(name => overlay != "overlays/production" || Platform.Service(name)?.IsStandIn != true);
        Assert.Equal(expected.Order(), manifests.Workloads.Where(x => !x.IsJob).Select(x => x.Executable).OfType<string>().Order());
        Assert.Equal(
            Platform.Services.Where(service => !service.IsStandIn).Select(service => $"{service.Name}-migrate").Order(),
            manifests.Workloads.Where(x => x.IsJob).Select(x => x.Name).Order());
        Assert.All(manifests.Workloads.Where(x => x.IsJob), job =>
        {
            Assert.Equal($"{job.Executable}-migrate", job.Name);
            Assert.Equal(["--migrate"], job.Container.Args);
        });
    }

    [Theory, MemberData(nameof(Kustomizations))]
    public void No_container_may_do_more_than_it_needs(string kustomization) => Assert.All(
        Manifests.Of(kustomization).Workloads, workload =>
        {
            var (pod, container) = (workload.Pod, workload.Container.SecurityContext);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.NotEqual(0, pod.SecurityContext.RunAsUser);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.True(container.ReadOnlyRootFilesystem);
            Assert.False(container.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.Capabilities.Drop);
            Assert.Null(container.Capabilities.Add);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.NotEqual("default", pod.ServiceAccountName ?? "default");
            Assert.Null(pod.InitContainers);
            if (workload.Executable is not null) Assert.Equal(
                Images.User, $"{pod.SecurityContext.RunAsUser}:{pod.SecurityContext.RunAsGroup}");
        });

    [Theory, MemberData(nameof(Kustomizations))]
    public void Every_service_account_exists_and_has_no_token(string kustomization)
    {
        var accounts = Manifests.Of(kustomization).OfType<V1ServiceAccount>().ToDictionary(account => account.Metadata.Name);
        Assert.All(accounts.Values, account => Assert.False(account.AutomountServiceAccountToken));
        Assert.All(Manifests.Of(kustomization).Workloads, workload => Assert.Contains(workload.Pod.ServiceAccountName, accounts.Keys));
    }

    [Theory, MemberData(nameof(Kustomizations))]
    public void Every_container_has_requests_and_limits_and_a_pinned_image(string kustomization) => Assert.All(
        Manifests.Of(kustomization).Workloads, workload =>
        {
            var resources = workload.Container.Resources;
            Assert.All(new[] { resources.Requests, resources.Limits }, part => Assert.Equal(["cpu", "memory"], part.Keys.Order()));
            Assert.True(Images.IsPinned(workload.Container.Image), workload.Container.Image);
            if (workload.Executable is not null) Assert.EndsWith($":{Images.Version}", workload.Container.Image, StringComparison.Ordinal);
        });

    [Theory, MemberData(nameof(Overlays))]
    public void Every_long_running_container_is_probed_where_it_answers(string overlay) => Assert.All(
        Manifests.Of(overlay).Workloads.Where(workload => !workload.IsJob), workload =>
        {
            var container = workload.Container;
            V1Probe[] probes = [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe];
            if (workload.Executable is null)
            {
                Assert.All(probes, probe => Assert.NotEmpty(probe.Exec.Command));
                return;
            }

            Assert.Equal([Probes.Live, Probes.Live, Probes.Ready], probes.Select(probe => probe.HttpGet.Path));
            Assert.All(probes, probe => Assert.Contains(container.Ports, port => port.Name == probe.HttpGet.Port.Value));
            // A start may wait as long for its database.
            if (Platform.Service(workload.Executable) is { IsStandIn: false })
                Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold > ServiceProgram.Patience.TotalSeconds);
        });

    [Theory, MemberData(nameof(Overlays))]
    public void Every_selector_selects_its_own_pods_and_no_others(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Assert.All(manifests.Workloads.Where(workload => !workload.IsJob), workload =>
            Assert.Equal([workload.Name], manifests.With(workload.Selector!.MatchLabels).Select(x => x.Name)));
    }

    [Theory, MemberData(nameof(Overlays))]
    public void What_must_be_alone_is_alone_and_never_scaled(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var scaled = manifests.OfType<V2HorizontalPodAutoscaler>().Select(scaler => scaler.Spec.ScaleTargetRef.Name).ToList();
        Assert.Empty(scaled.Intersect(Single));
        Assert.All(manifests.Workloads.Where(workload => Single.Contains(workload.Name)), workload => Assert.Equal(1, workload.Replicas));
        Assert.Equal(V1StatefulSet.KubeKind, manifests.Workloads.Single(workload => workload.Name == "ledger").Kind);
        Assert.Equal(scaled.Order(), manifests.Workloads.Where(x => !x.IsJob && x.Replicas is null).Select(x => x.Name).Order());
    }

    [Fact]
    public void Production_scales_what_may_have_several_and_shares_the_cookie_keys_among_them()
    {
        var manifests = Manifests.Of("overlays/production");
        Assert.Equal(
            Platform.Executables.Except(Single).Order(),
            manifests.OfType<V2HorizontalPodAutoscaler>().Where(x => x.Spec.MinReplicas >= 2).Select(x => x.Spec.ScaleTargetRef.Name).Order());
        var cookies = manifests.OfType<V1PersistentVolumeClaim>().Single(claim => claim.Metadata.Name == "identity-cookie-keys");
        Assert.Equal(["ReadWriteMany"], cookies.Spec.AccessModes);
    }

    [Theory, MemberData(nameof(Overlays))]
    public void A_disruption_budget_covers_every_long_running_workload_and_blocks_no_drain(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var budgets = manifests.OfType<V1PodDisruptionBudget>().ToList();
        Assert.All(budgets, budget => Assert.Equal(
            budget.Metadata.Name, Assert.Single(manifests.With(budget.Spec.Selector.MatchLabels), x => !x.IsJob).Name));
        Assert.Equal(manifests.Workloads.Where(x => !x.IsJob).Select(x => x.Name).Order(), budgets.Select(x => x.Metadata.Name).Order());
        Assert.All(budgets, budget => Assert.Equal("1", budget.Spec.MaxUnavailable.Value));
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Every_claim_exists_and_the_ledger_s_record_has_one_of_its_own(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        var claims = manifests.OfType<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name).ToList();
        var used = manifests.Workloads.SelectMany(x => x.Pod.Volumes ?? []).Select(x => x.PersistentVolumeClaim?.ClaimName).OfType<string>();
        Assert.Equal(claims.Order(), used.Order());
        Assert.All(manifests.Workloads, workload => Assert.All(workload.Container.VolumeMounts, mount => Assert.Contains(
            mount.Name, (workload.Pod.Volumes ?? []).Select(x => x.Name).Concat(workload.ClaimTemplates.Select(x => x.Metadata.Name)))));
        var first = Manifests.Of("first-start");
        Assert.Equal(["ledger-record"], first.OfType<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name));
        var copy = Assert.Single(first.Workloads).Container;
        Assert.Contains($"test ! -e /data/{LedgerService.SignedFile} &&", copy.Command[^1], StringComparison.Ordinal);
    }
}
