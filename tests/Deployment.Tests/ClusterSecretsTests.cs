using k8s.Models;
using SupplyFinance.Identity;
using SupplyFinance.Ledger;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Deployment.Tests;

public sealed class ClusterSecretsTests
{
    public static TheoryData<string> Kustomizations => new([.. Manifests.Overlays, "first-start"]);

    public static TheoryData<string> Overlays => new(Manifests.Overlays);

    private static string DatabaseOf(string kustomization) => kustomization == "overlays/production" ? "sqlserver" : "postgresql";

    /// <summary>The Secrets that an operator makes, by name: file name and content.</summary>
    private static Dictionary<string, IReadOnlyDictionary<string, string>> Secrets(MadeSecrets made)
    {
        var keys = Path.Combine(made.Folder, "keys");
        foreach (var service in Platform.Services.Where(service => service.KeyFiles.Count > 0))
        {
            var settings = new ServiceSettings { DataFolder = Path.Combine(keys, service.Name) };
            settings.Own[LedgerService.OriginSetting] = "a.example/log";
            foreach (var key in service.KeyFiles) key.Make(settings);
        }

        var text = Tool.Run("bash", ["deploy/kubernetes-secrets.sh", "--folder", made.Folder]);
        return Manifests.Load(text).Cast<V1Secret>().ToDictionary(
            secret => secret.Metadata.Name,
            secret => (IReadOnlyDictionary<string, string>)secret.Data.ToDictionary(x => x.Key, x => System.Text.Encoding.UTF8.GetString(x.Value)));
    }

    [Theory, MemberData(nameof(Kustomizations))]
    public void Every_secret_that_a_pod_mounts_is_made_by_the_script_with_that_key(string kustomization)
    {
        using var made = new MadeSecrets(DatabaseOf(kustomization));
        var secrets = Secrets(made);
        Assert.Empty(
            from workload in Manifests.Of(kustomization).Workloads
            from file in workload.SecretFiles()
            where !secrets.TryGetValue(file.Secret, out var keys) || (file.Key is not null && !keys.ContainsKey(file.Key))
            select $"{workload.Name} {file.Secret} {file.Key}");
    }

    [Fact]
    public void Every_secret_that_the_script_makes_is_mounted_somewhere()
    {
        using var made = new MadeSecrets("postgresql");
        var mounted = new[] { "overlays/small", "first-start" }.SelectMany(name => Manifests.Of(name).Workloads)
            .SelectMany(workload => workload.SecretFiles()).Select(file => file.Secret).Distinct();
        Assert.Equal(Secrets(made).Keys.Order(), mounted.Order());
    }

    [Theory, MemberData(nameof(Overlays))]
    public void No_service_would_refuse_to_start_as_it_is_set_up(string overlay)
    {
        using var made = new MadeSecrets(DatabaseOf(overlay));
        var secrets = Secrets(made);
        var manifests = Manifests.Of(overlay);
        Assert.Empty(
            from workload in manifests.Workloads
            where workload is { IsJob: false, Executable: not null }
            let given = workload.SecretFiles().Where(file => file.Path == Platform.SecretsFolder).SelectMany(file => secrets[file.Secret])
            from refusal in Platform.Refusals(workload.Executable!, manifests.Settings, given.ToDictionary())
            select refusal);
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Every_setting_is_one_that_the_code_reads(string overlay) => Assert.All(
        Manifests.Of(overlay).Settings.Keys, variable => Assert.True(Platform.KeyOf(variable) is { } key && Platform.IsSetting(key), variable));

    [Theory, MemberData(nameof(Overlays))]
    public void Every_container_of_ours_is_given_the_settings_and_reads_secrets_where_the_code_looks(string overlay) => Assert.All(
        Manifests.Of(overlay).Workloads.Where(workload => workload.Executable is not null), workload =>
        {
            Assert.Equal(
                Manifests.Of(overlay).OfType<V1ConfigMap>().Single().Metadata.Name, Assert.Single(workload.Container.EnvFrom).ConfigMapRef.Name);
            Assert.Contains(workload.Container.VolumeMounts, mount => mount.MountPath == Platform.SecretsFolder && mount.ReadOnlyProperty == true);
        });

    [Theory, MemberData(nameof(Kustomizations))]
    public void No_secret_is_in_the_manifests_or_in_an_environment(string kustomization)
    {
        var manifests = Manifests.Of(kustomization);
        Assert.Empty(manifests.OfType<V1Secret>());
        Assert.Empty(
            from workload in manifests.Workloads
            from variable in workload.Container.Env ?? []
            where variable.ValueFrom is not null || variable.Value.Contains("assword=", StringComparison.Ordinal)
                || (variable.Name.Contains("PASSWORD", StringComparison.Ordinal) && !variable.Name.EndsWith("_FILE", StringComparison.Ordinal))
            select $"{workload.Name} {variable.Name}");
        Assert.DoesNotContain(
            manifests.OfType<V1ConfigMap>().SelectMany(map => map.Data),
            setting => setting.Value.Contains("assword", StringComparison.OrdinalIgnoreCase)
                || setting.Key.EndsWith("PASSWORD", StringComparison.Ordinal) || setting.Key.EndsWith("CONNECTIONSTRING", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Every_key_file_that_a_service_needs_is_mounted_where_it_looks_and_no_other(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        foreach (var service in Platform.Services)
        {
            if (manifests.Workloads.SingleOrDefault(x => !x.IsJob && x.Executable == service.Name) is not { } workload) continue;
            var folder = manifests.Settings[$"SF_{service.Name.Replace('-', '_').ToUpperInvariant()}__DATAFOLDER"];
            Assert.Equal(
                service.KeyFiles.Select(key => Path.Combine(folder, key.FileName)).Order(),
                workload.SecretFiles().Select(file => file.Path).Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Order());
            Assert.All(workload.SecretFiles().Where(file => file.Secret.EndsWith("-keys", StringComparison.Ordinal)),
                file => Assert.Equal(file.Key, Path.GetFileName(file.Path)));
        }

        var identity = manifests.Workloads.Single(x => x is { IsJob: false, Executable: "identity" });
        Assert.Contains(
            identity.Container.VolumeMounts, mount => mount.MountPath == $"/data/{KeyFiles.CookieKeys}" && mount.ReadOnlyProperty != true);
    }

    [Theory, MemberData(nameof(Overlays))]
    public void A_file_that_a_setting_names_is_mounted_where_the_setting_is_read(string overlay)
    {
        using var made = new MadeSecrets(DatabaseOf(overlay));
        var secrets = Secrets(made);
        Assert.Empty(
            from setting in Manifests.Of(overlay).Settings
            where setting.Value.StartsWith(Platform.SecretsFolder + "/", StringComparison.Ordinal)
            let owner = Platform.OwnerOf(Platform.KeyOf(setting.Key)!)
            let workload = Manifests.Of(overlay).Workloads.Single(x => !x.IsJob && x.Executable == owner)
            where workload.SecretFiles().All(file => file.Path != Platform.SecretsFolder
                || !secrets[file.Secret].ContainsKey(Path.GetFileName(setting.Value)))
            select $"{setting.Key} {setting.Value}");
    }
}
