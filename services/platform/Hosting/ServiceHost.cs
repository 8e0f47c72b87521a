using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Hosts one service: the same for its own executable, for the standalone host and for the tests.</summary>
public static class ServiceHost
{
    /// <summary>Builds a service that listens on the given addresses once it is started. Nothing is opened or changed yet.</summary>
    /// <param name="service">The service.</param>
    /// <param name="settings">Its own section.</param>
    /// <param name="carrier">What carries its messages; null: what its settings name.</param>
    /// <param name="urls">Where it listens, several with <c>;</c> between them.</param>
    /// <param name="configure">What the host adds.</param>
    public static WebApplication Build(
        ServiceDefinition service, ServiceSettings settings, ICarrier? carrier, string urls, Action<WebApplicationBuilder>? configure = null)
    {
        // Slim and without files: a service's configuration is what its host hands it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = service.Assembly.GetName().Name });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(urls.Split(';'));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        Register(builder, service, settings, carrier);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseRequestIds();
        app.UseExceptionHandler(errors => errors.Run(Unexpected));
        app.UseStatusCodePages(context => Problems.Of(context.HttpContext, context.HttpContext.Response.StatusCode,
            CodeOf(context.HttpContext.Response.StatusCode), "There is nothing for this request here.").ExecuteAsync(context.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        service.Application(app);
        app.UseUtf8Json();
        app.UseMiddleware<RequestWork>();
        MapPlatform(app, service);
        service.Routes(app);
        RefuseUndeclared(app, service);
        return app;
    }

    /// <summary>Migrates the database where this process is to, restores the clock and asks for what the service keeps copies of. Call before the
    /// application starts.</summary>
    /// <param name="app">The built service.</param>
    /// <param name="service">Its definition.</param>
    /// <param name="migrates">Whether the database is brought up to date here; else a job has done it.</param>
    /// <param name="cancellation">Ends the preparation.</param>
    /// <exception cref="StartRefusedException">A production start on a database that was a demonstration's.</exception>
    public static async Task Prepare(
        WebApplication app, ServiceDefinition service, bool migrates = true, CancellationToken cancellation = default)
    {
        var database = app.Services.GetRequiredService<Database>();
        if (migrates) await Migrator.Migrate(database, AssembliesOf(service), cancellation);
        await BusinessClock.Restore(database);
        if (!app.Services.GetRequiredService<ServiceSettings>().IsDemonstration && database.Clocks.OffsetMicroseconds != 0)
            throw new StartRefusedException(["the database's business clock was moved: it was a demonstration's, and production has another."]);
        await service.Starting(app.Services, cancellation);
        var handled = app.Services.GetRequiredService<Subscriptions>().Types;
        await database.Run(work => Republishing.AskForCopies(handled, service.Name, work), cancellation);
    }

    /// <summary>The assemblies with a service's migrations, in the order in which they run.</summary>
    public static IReadOnlyList<Assembly> AssembliesOf(ServiceDefinition service) => [typeof(ServiceHost).Assembly, service.Assembly];

    /// <summary>A service's database without the service.</summary>
    public static Database DatabaseOf(ServiceDefinition service, ServiceSettings settings) => DatabaseOf(
        service, settings, new Clocks(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(settings.Zone)));

    private static Database DatabaseOf(ServiceDefinition service, ServiceSettings settings, Clocks clocks)
    {
        Directory.CreateDirectory(settings.DataFolder);
        return new Database(DialectOf(settings), ConnectionStringOf(settings, service.Name), service.Name, clocks);
    }

    private static void Register(WebApplicationBuilder builder, ServiceDefinition service, ServiceSettings settings, ICarrier? carrier)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(service);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new Clocks(
            provider.GetRequiredService<TimeProvider>(), TimeZoneInfo.FindSystemTimeZoneById(settings.Zone)));
        services.AddSingleton(provider => DatabaseOf(service, settings, provider.GetRequiredService<Clocks>()));
        services.AddSingleton(service.BuildSubscriptions());
        services.AddSingleton<Inbox>();
        if (carrier is null && settings.Broker.IsNamed) services.AddRabbitMqCarrier();
        else services.AddSingleton(carrier ?? new LoneCarrier());
        services.AddHostedService<Relay>();
        services.AddHostedService<Housekeeping>();
        services.AddHealth();
        services.AddApiDocument(service);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        PlainId.Add(services);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddBearerTokens(new BearerTokenOptions
        {
            Issuer = settings.TokenIssuer,
            KeysAddress = new Uri(settings.TokenKeysAddress),
            KeysInClear = settings.TokenKeysInClear,
            Audience = service.Name,
        });
        service.Services(services, settings);
    }

    private static void MapPlatform(WebApplication app, ServiceDefinition service)
    {
        var fourEyes = new FourEyesCommands();
        service.FourEyes(fourEyes);
        Approvals.Map(app, service.Name, fourEyes);
        var parked = app.MapGroup($"/api/{service.Name}/parked-messages").WithTags("Parked messages");
        parked.MapGet("", ParkedMessages.List).AllowReaders(OrganisationKinds.Operator, OrganisationKinds.Auditor)
            .WithSummary("Messages that this service rejected, with their reason");
        parked.MapPost("/{messageId:guid}/replay", ParkedMessages.Replay)
            .WithMetadata(new RouteAccess([OrganisationKinds.Operator], [Roles.Maker, Roles.Checker, Roles.Administrator], OpensWork: false))
            .WithSummary("Runs a parked message's handlers again");
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnyone("the interface is public", opensWork: false);
    }

    private static void RefuseUndeclared(WebApplication app, ServiceDefinition service)
    {
        var undeclared = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RouteAccess>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (undeclared.Count > 0)
            throw new InvalidOperationException($"Routes of {service.Name} that do not say who may call them: {string.Join(", ", undeclared)}.");
    }

    private static Dialect DialectOf(ServiceSettings settings) => settings.DatabaseProvider switch
    {
        "sqlite" => new SqliteDialect(),
        "postgresql" => new PostgreSqlDialect(),
        "sqlserver" => new SqlServerDialect(),
        var other => throw new InvalidOperationException($"Database provider '{other}' is not one of sqlite, postgresql, sqlserver."),
    };

    private static string ConnectionStringOf(ServiceSettings settings, string service) =>
        settings.ConnectionString.Length > 0
            ? settings.ConnectionString
            : $"Data Source={Path.Combine(settings.DataFolder, service + ".db")};Foreign Keys=True";

    private static async Task Unexpected(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var dialect = context.RequestServices.GetRequiredService<Database>().Dialect;
        await (exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Problems.Of(
                context, StatusCodes.Status400BadRequest, "malformed-json", MalformedBody.Describe(json), FieldOf(json)),
            BadHttpRequestException bad => Problems.Of(context, bad.StatusCode, CodeOf(bad.StatusCode), MalformedBody.Describe(bad)),
            _ when Outages.Of(exception, dialect) is { } outage => Problems.Of(outage, context),
            _ => Problems.Of(context, StatusCodes.Status500InternalServerError, "internal-error",
                "Something went wrong here. Nothing of this request was kept; try again, and name the request id if it stays."),
        }).ExecuteAsync(context);
    }

    private static string? FieldOf(JsonException json) =>
        json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "malformed-request",
        StatusCodes.Status401Unauthorized => "unauthenticated",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        _ => string.Create(CultureInfo.InvariantCulture, $"http-{status}"),
    };
}
