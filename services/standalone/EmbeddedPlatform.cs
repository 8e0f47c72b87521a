using System.Net;
using System.Net.Sockets;
using SupplyFinance.BankSettlement;
using SupplyFinance.Factoring;
using SupplyFinance.Gateway;
using SupplyFinance.Identity;
using SupplyFinance.Invoices;
using SupplyFinance.Ledger;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Receivables;
using SupplyFinance.SandboxBank;

namespace SupplyFinance.Standalone;

/// <summary>Every service in one process: each a web application of its own with its own container, settings and database file on a loopback
/// port that the system picks; only the gateway listens where people look.</summary>
public sealed class EmbeddedPlatform : IAsyncDisposable
{
    /// <summary>The services, in the order in which they start.</summary>
    public static readonly IReadOnlyList<ServiceDefinition> Services =
    [
        SandboxBankService.Definition, IdentityService.Definition, LedgerService.Definition, InvoiceService.Definition,
        ReceivableService.Definition, FactoringService.Definition, BankSettlementService.Definition,
    ];

    /// <summary>The sandbox bank's key; as public as the demonstration's passwords.</summary>
    public const string SandboxBankKey = "demonstration only: a bank key";

    /// <summary>Business opens at nine in the platform's zone.</summary>
    private const string OpeningTime = "09:00:00";

    private const string OpeningOffset = "+08:00";

    private readonly FileStream _folderLock;
    private readonly List<(WebApplication App, Inbox Inbox)> _services = [];
    private readonly InProcessCarrier _carrier;
    private readonly Action<WebApplicationBuilder>? _configure;
    private WebApplication? _gateway;

    private EmbeddedPlatform(
        FileStream folderLock, InProcessCarrier carrier, Uri address, string dataFolder, Action<WebApplicationBuilder>? configure)
    {
        _folderLock = folderLock;
        _carrier = carrier;
        _configure = configure;
        Address = address;
        DataFolder = dataFolder;
    }

    /// <summary>The gateway's address.</summary>
    public Uri Address { get; }

    public string DataFolder { get; }

    /// <summary>Starts the platform on a data folder; an existing one is continued.</summary>
    /// <param name="dataFolder">One folder per platform: a second process is refused.</param>
    /// <param name="url">Where the gateway listens.</param>
    /// <param name="clockStart">The business date on which an empty folder starts; null: today.</param>
    /// <param name="beforeDelivery">Called between publish and consume, for crash tests.</param>
    /// <param name="configure">What is added to each service and to the gateway, for tests that look at logs.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<EmbeddedPlatform> Start(
        string dataFolder, Uri url, DateOnly? clockStart = null, Action<Envelope, string>? beforeDelivery = null,
        Action<WebApplicationBuilder>? configure = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(dataFolder);
        var carrier = new InProcessCarrier(Topology.Of(Services)) { BeforeDelivery = beforeDelivery };
        var platform = new EmbeddedPlatform(Lock(dataFolder), carrier, WithPort(url), dataFolder, configure);
        try
        {
            await platform.StartServices(clockStart, cancellation);
            await platform.StartGateway(cancellation);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>One of the services, for tests that look behind its surface.</summary>
    public IServiceProvider Service(string name) =>
        _services.Single(service => service.Inbox.Service == name).App.Services;

    /// <summary>Has every service publish its current states again.</summary>
    public async Task Republish(CancellationToken cancellation)
    {
        foreach (var (app, inbox) in _services)
        {
            await app.Services.GetRequiredService<Database>().Run(work =>
            {
                Republishing.All(Services.Single(service => service.Name == inbox.Service), work);
                return Task.CompletedTask;
            }, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await Stop(_gateway);
        foreach (var (app, inbox) in Enumerable.Reverse(_services))
        {
            _carrier.Disconnect(inbox);
            var database = app.Services.GetRequiredService<Database>();
            await Stop(app);
            database.Close();
        }

        await _folderLock.DisposeAsync();
    }

    // The bank's host comes first: settlement is told its address.
    private async Task StartServices(DateOnly? clockStart, CancellationToken cancellation)
    {
        foreach (var definition in Services)
        {
            var app = ServiceHost.Build(definition, SettingsOf(definition, clockStart), _carrier, "http://127.0.0.1:0", Embed);
            var inbox = app.Services.GetRequiredService<Inbox>();
            _services.Add((app, inbox));
            await ServiceHost.Prepare(app, definition, cancellation: cancellation);
            _carrier.Connect(inbox);
            await app.StartAsync(cancellation);
        }
    }

    private async Task StartGateway(CancellationToken cancellation)
    {
        _gateway = GatewayHost.Build(new GatewayOptions
        {
            Urls = [Address.ToString().TrimEnd('/')],
            Tokens = new BearerTokenOptions { Issuer = Address.ToString(), KeysAddress = new Uri(AddressOf("identity"), ".well-known/jwks") },
            Addresses = Services.ToDictionary(service => service.Name, service => AddressOf(service.Name)),
            IsDemonstration = true,
            Extend = builder =>
            {
                Embed(builder);
                builder.Services.AddTelemetry("supply-finance");
            },
        });
        await _gateway.StartAsync(cancellation);
    }

    private Uri AddressOf(string service) => new(_services.Single(s => s.Inbox.Service == service).App.Urls.First());

    private ServiceSettings SettingsOf(ServiceDefinition definition, DateOnly? clockStart)
    {
        var settings = new ServiceSettings
        {
            Form = Form.Demonstration,
            DataFolder = Path.Combine(DataFolder, definition.Name),
            TokenIssuer = Address.ToString(),
            // Through the gateway, which is the one address that is known before anything has started.
            TokenKeysAddress = new Uri(Address, ".well-known/jwks").ToString(),
        };
        foreach (var (name, value) in OwnSettings(definition.Name, clockStart)) settings.Own[name] = value;
        return settings;
    }

    private IEnumerable<(string Name, string Value)> OwnSettings(string service, DateOnly? clockStart) => service switch
    {
        "identity" when clockStart is { } start =>
            [(Demonstration.ClockStart, $"{start:yyyy-MM-dd}T{OpeningTime}{OpeningOffset}")],
        "sandbox-bank" => [(SandboxBankService.KeySetting, SandboxBankKey)],
        "bank-settlement" =>
        [
            (BankClient.AddressSetting, AddressOf("sandbox-bank").ToString()), (BankClient.KeySetting, SandboxBankKey),
        ],
        _ => [],
    };

    private void Embed(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        _configure?.Invoke(builder);
    }

    private static FileStream Lock(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "in-use");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DataFolderInUseException(dataFolder);
        }
    }

    private static Uri WithPort(Uri url)
    {
        if (url.Port != 0) return url;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new UriBuilder(url) { Port = ((IPEndPoint)probe.LocalEndpoint).Port }.Uri;
    }

    private static async Task Stop(WebApplication app)
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>The embedding host handles signals; a service in it does not.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Another process works on the data folder.</summary>
public sealed class DataFolderInUseException(string folder)
    : Exception($"Another process works on the data folder '{folder}'. Stop it, or give another folder with --data.");
