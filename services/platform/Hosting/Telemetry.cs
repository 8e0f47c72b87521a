using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SupplyFinance.Platform.Hosting;

/// <summary>The platform's own traces and metrics, and their wiring to OpenTelemetry. One trace leads from the gateway to the last
/// consumer.</summary>
public static class Telemetry
{
    /// <summary>The name of the platform's activity source and meter.</summary>
    public const string Name = "SupplyFinance";

    /// <summary>Set by the deployment to send telemetry out; without it nothing leaves the process.</summary>
    public const string ExporterVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static readonly ActivitySource Source = new(Name);
    public static readonly Meter Meter = new(Name);

    /// <summary>Collects traces and metrics of this process; call once per process, whatever number of services it hosts.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, string serviceName)
    {
        var builder = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, "supply-finance"))
            .WithTracing(tracing => tracing.AddSource(Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ExporterVariable))) builder.UseOtlpExporter();
        return services;
    }
}
