using k8s;
using k8s.Models;

namespace SupplyFinance.Deployment.Tests;

/// <summary>What kubectl makes of a kustomization, every document read into its type: a field that Kubernetes does not have is an
/// error.</summary>
internal sealed class Manifests
{
    private static readonly Dictionary<string, Lazy<Manifests>> Rendered = new()
    {
        ["overlays/small"] = new(() => Render("overlays/small")),
        ["overlays/production"] = new(() => Render("overlays/production")),
        ["first-start"] = new(() => Render("first-start")),
    };

    private Manifests(List<object> all) => All = all;

    public static IEnumerable<string> Overlays => Rendered.Keys.Where(name => name.StartsWith("overlays/", StringComparison.Ordinal));

    public IReadOnlyList<object> All { get; }

    /// <summary>The settings that all executables are given.</summary>
    public IReadOnlyDictionary<string, string> Settings => (IReadOnlyDictionary<string, string>)OfType<V1ConfigMap>().Single().Data;

    public IEnumerable<Workload> Workloads =>
    [
        .. OfType<V1Deployment>().Select(x => new Workload(x.Kind, x.Metadata, x.Spec.Template, x.Spec.Selector, x.Spec.Replicas)),
        .. OfType<V1StatefulSet>().Select(x => new Workload(x.Kind, x.Metadata, x.Spec.Template, x.Spec.Selector, x.Spec.Replicas)
        {
            ClaimTemplates = x.Spec.VolumeClaimTemplates ?? [],
        }),
        .. OfType<V1Job>().Select(x => new Workload(x.Kind, x.Metadata, x.Spec.Template, x.Spec.Selector, null)),
    ];

    public static Manifests Of(string kustomization) => Rendered[kustomization].Value;

    public IEnumerable<T> OfType<T>() => All.OfType<T>();

    public IEnumerable<Workload> With(IDictionary<string, string>? labels) =>
        Workloads.Where(workload => labels is null || labels.All(label =>
            workload.Template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value));

    public static IReadOnlyList<object> Load(string text) => KubernetesYaml.LoadAllFromString(text, typeMap: null, strict: true);

    private static Manifests Render(string kustomization)
    {
        var (code, output, errors) = Tool.Try("kubectl", ["kustomize", $"k8s/{kustomization}"]);
        // The kubectl of some distributions has a kustomize that knows neither of these fields.
        if (code != 0 && (errors.Contains("unknown field", StringComparison.Ordinal) || errors.Contains("must be a file", StringComparison.Ordinal)))
            Assert.Skip($"This machine's kubectl is too old for these kustomizations: {errors.Trim()}");
        Assert.True(code == 0, errors);
        return new Manifests([.. Load(output)]);
    }

    /// <summary>What runs pods.</summary>
    internal sealed record Workload(string Kind, V1ObjectMeta Metadata, V1PodTemplateSpec Template, V1LabelSelector? Selector, int? Replicas)
    {
        public IList<V1PersistentVolumeClaim> ClaimTemplates { get; init; } = [];

        public string Name => Metadata.Name;

        public V1PodSpec Pod => Template.Spec;

        public V1Container Container => Pod.Containers.Single();

        public bool IsJob => Kind == V1Job.KubeKind;

        /// <summary>The executable of ours that it runs; null for others' images.</summary>
        public string? Executable => Container.Image.Split('/') is [.., "supply-finance", var image] ? image.Split(':', '@')[0] : null;

        /// <summary>The files of Secrets that its container sees: the mounted path, the Secret and the key; a null key: every key.</summary>
        public IEnumerable<(string Path, string Secret, string? Key)> SecretFiles() =>
            from mount in Container.VolumeMounts ?? []
            join volume in Pod.Volumes ?? [] on mount.Name equals volume.Name
            where volume.Secret is not null
            from file in volume.Secret.Items is { } items
                ? items.Select(item => (Path.Combine(mount.MountPath, item.Path), volume.Secret.SecretName, item.Key))
                : [(mount.MountPath, volume.Secret.SecretName, mount.SubPath)]
            select ((string, string, string?))file;
    }
}
