using Microsoft.Extensions.Configuration;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Where a process's settings come from; what comes later wins: a JSON file, environment variables, a folder of secrets with one file
/// for each, the command line. A service reads its own section and no other.</summary>
public static class ServiceConfiguration
{
    /// <summary>The prefix of environment variables; <c>__</c> stands for <c>:</c>.</summary>
    public const string Prefix = "SF_";

    /// <summary>Names the JSON file, as <c>--config</c> does.</summary>
    public const string FileVariable = "SF_CONFIG";

    /// <summary>Names the folder of secrets, as <c>--secrets</c> does.</summary>
    public const string SecretsVariable = "SF_SECRETS";

    /// <summary>Where container engines put secrets; read where it exists.</summary>
    public const string DefaultSecrets = "/run/secrets";

    /// <summary>All the settings that the process was given.</summary>
    public static IConfigurationRoot Build(string[] args)
    {
        var called = new ConfigurationBuilder().AddCommandLine(args).Build();
        var builder = new ConfigurationBuilder();
        if ((called["config"] ?? Environment.GetEnvironmentVariable(FileVariable)) is { Length: > 0 } file)
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        builder.AddEnvironmentVariables(Prefix);
        var secrets = called["secrets"] ?? Environment.GetEnvironmentVariable(SecretsVariable) ?? DefaultSecrets;
        builder.AddKeyPerFile(Path.GetFullPath(secrets), optional: secrets == DefaultSecrets, reloadOnChange: false);
        return builder.AddCommandLine(args).Build();
    }

    /// <summary>A service's section: its name, with <c>_</c> for <c>-</c> because environment variables have no hyphens.</summary>
    public static string SectionOf(string service) => service.Replace('-', '_');

    /// <summary>A service's settings from its own section.</summary>
    /// <exception cref="StartRefusedException">The section names what is no setting, or a value is not of its kind.</exception>
    public static ServiceSettings SettingsOf(string service, IConfiguration configuration)
    {
        var section = configuration.GetSection(SectionOf(service));
        var unknown = Unknown(section.GetSection(nameof(ServiceSettings.Broker)), typeof(BrokerSettings));
        return Read<ServiceSettings>(section, unknown);
    }

    /// <summary>The settings of a section whose keys are the properties of <typeparamref name="T"/>.</summary>
    /// <exception cref="StartRefusedException">The section names what is no setting, or a value is not of its kind.</exception>
    public static T Read<T>(IConfigurationSection section)
        where T : new() => Read<T>(section, []);

    private static T Read<T>(IConfigurationSection section, IEnumerable<string> unknownInside)
        where T : new()
    {
        var unknown = Unknown(section, typeof(T)).Concat(unknownInside)
            .Select(key => $"{key} is no setting; --help lists what is.").ToList();
        if (unknown.Count > 0) throw new StartRefusedException(unknown);
        try
        {
            var settings = new T();
            section.Bind(settings);
            return settings;
        }
        catch (InvalidOperationException wrong)
        {
            throw new StartRefusedException([wrong.Message]);
        }
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section, Type settings) =>
        from child in section.GetChildren()
        where !settings.GetProperties().Any(property =>
            property.SetMethod is not null && property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
        select child.Path;
}

/// <summary>A process does not start as it is set up; every reason is named.</summary>
public sealed class StartRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
