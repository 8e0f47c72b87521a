using YamlDotNet.Serialization;

namespace SupplyFinance.Deployment.Tests;

/// <summary>The Compose files as docker-compose understands them: checked, merged, every variable put in.</summary>
internal sealed class Compose
{
    /// <summary>The files that people edit.</summary>
    public static readonly string[] Files = ["docker-compose.yml", "docker-compose.postgresql.yml"];

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["PLATFORM_ORIGIN"] = "https://finance.example/", ["LEDGER_ORIGIN"] = "finance.example/ledger",
    };

    private static readonly Lazy<Compose> OnSqlServer = new(() => Read(Files[..1]));
    private static readonly Lazy<Compose> OnPostgreSql = new(() => Read(Files));

    [YamlMember(Alias = "services")]
    public Dictionary<string, Container> Services { get; set; } = [];

    [YamlMember(Alias = "secrets")]
    public Dictionary<string, Secret> Secrets { get; set; } = [];

    [YamlMember(Alias = "volumes")]
    public Dictionary<string, object?> Volumes { get; set; } = [];

    [YamlMember(Alias = "networks")]
    public Dictionary<string, Network> Networks { get; set; } = [];

    /// <summary>The deployment with a database, <c>sqlserver</c> or <c>postgresql</c>.</summary>
    public static Compose Of(string database) => database == "sqlserver" ? OnSqlServer.Value : OnPostgreSql.Value;

    private static Compose Read(string[] files)
    {
        var text = Tool.Run("docker-compose", [.. files.SelectMany(file => new[] { "-f", file }), "config"], Variables);
        return new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<Compose>(text);
    }

    /// <summary>The containers of images that are built here, with the executable in each.</summary>
    public IEnumerable<(string Name, Container Container, string Executable)> Ours() =>
        from service in Services
        where service.Value.Build is not null
        select (service.Key, service.Value, Path.GetFileName(service.Value.Build!.Arguments["PROJECT"]));

    /// <summary>The long-running containers among them.</summary>
    public IEnumerable<(string Name, Container Container, string Executable)> Running() => Ours().Where(x => x.Container.Command.Count == 0);

    internal sealed class Container
    {
        [YamlMember(Alias = "image")]
        public string Image { get; set; } = "";

        [YamlMember(Alias = "build")]
        public Building? Build { get; set; }

        [YamlMember(Alias = "command")]
        public List<string> Command { get; set; } = [];

        [YamlMember(Alias = "entrypoint")]
        public List<string> Entrypoint { get; set; } = [];

        [YamlMember(Alias = "environment")]
        public Dictionary<string, string> Environment { get; set; } = [];

        [YamlMember(Alias = "secrets")]
        public List<Mounted> Secrets { get; set; } = [];

        [YamlMember(Alias = "volumes")]
        public List<string> Volumes { get; set; } = [];

        [YamlMember(Alias = "networks")]
        public Dictionary<string, object?> Networks { get; set; } = [];

        [YamlMember(Alias = "ports")]
        public List<Published> Ports { get; set; } = [];

        [YamlMember(Alias = "depends_on")]
        public Dictionary<string, Dependency> DependsOn { get; set; } = [];

        [YamlMember(Alias = "healthcheck")]
        public HealthCheck? Health { get; set; }

        [YamlMember(Alias = "user")]
        public string User { get; set; } = "";

        [YamlMember(Alias = "read_only")]
        public bool ReadOnly { get; set; }

        [YamlMember(Alias = "cap_drop")]
        public List<string> Dropped { get; set; } = [];

        [YamlMember(Alias = "security_opt")]
        public List<string> Security { get; set; } = [];

        [YamlMember(Alias = "mem_limit")]
        public string Memory { get; set; } = "";

        [YamlMember(Alias = "cpus")]
        public string Cpus { get; set; } = "";

        [YamlMember(Alias = "pids_limit")]
        public int Processes { get; set; }

        [YamlMember(Alias = "restart")]
        public string Restart { get; set; } = "";
    }

    internal sealed class Building
    {
        [YamlMember(Alias = "args")]
        public Dictionary<string, string> Arguments { get; set; } = [];
    }

    internal sealed class Mounted
    {
        [YamlMember(Alias = "source")]
        public string Source { get; set; } = "";
    }

    internal sealed class Published
    {
        [YamlMember(Alias = "published")]
        public int Outside { get; set; }

        [YamlMember(Alias = "target")]
        public int Inside { get; set; }
    }

    internal sealed class Dependency
    {
        [YamlMember(Alias = "condition")]
        public string Condition { get; set; } = "";
    }

    internal sealed class HealthCheck
    {
        [YamlMember(Alias = "test")]
        public List<string> Test { get; set; } = [];
    }

    internal sealed class Secret
    {
        [YamlMember(Alias = "file")]
        public string File { get; set; } = "";
    }

    internal sealed class Network
    {
        [YamlMember(Alias = "internal")]
        public bool Internal { get; set; }
    }
}
