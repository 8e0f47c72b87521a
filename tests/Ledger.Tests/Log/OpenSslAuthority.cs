using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SupplyFinance.Testing;

namespace SupplyFinance.Ledger.Tests.Log;

/// <summary>A timestamp authority: <c>openssl ts</c> with a root and a certificate made for the test, behind HTTP as
/// RFC 3161 §3.4 has it.</summary>
internal sealed class OpenSslAuthority : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly WebApplication _app;

    private OpenSslAuthority()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/", async context =>
        {
            if (context.Request.ContentType != "application/timestamp-query")
            {
                context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return;
            }

            using var query = new MemoryStream();
            await context.Request.Body.CopyToAsync(query);
            context.Response.ContentType = "application/timestamp-reply";
            await context.Response.Body.WriteAsync(Answer is { } own ? own(query.ToArray()) : await Stamp(query.ToArray()));
        });
    }

    /// <summary>The pinned root.</summary>
    public X509Certificate2Collection Roots { get; } = [];

    /// <summary>The root's file, in PEM.</summary>
    public string RootFile => Path("root.pem");

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Answers in its stead, for an authority that lies.</summary>
    public Func<byte[], byte[]>? Answer { get; set; }

    public static async Task<OpenSslAuthority> Start(string usage = "critical,timeStamping")
    {
        var authority = new OpenSslAuthority();
        await authority.MakeCertificates(usage);
        await authority._app.StartAsync();
        return authority;
    }

    /// <summary>The answer to a query.</summary>
    public async Task<byte[]> Stamp(byte[] query)
    {
        await _one.WaitAsync();
        try
        {
            await File.WriteAllBytesAsync(Path("query"), query);
            await OpenSsl("ts", "-reply", "-config", Path("ts.cnf"), "-queryfile", Path("query"), "-out", Path("reply"));
            return await File.ReadAllBytesAsync(Path("reply"));
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _one.Dispose();
        _folder.Dispose();
    }

    private async Task MakeCertificates(string usage)
    {
        await File.WriteAllTextAsync(Path("ts.cnf"), $"""
            [ tsa ]
            default_tsa = own
            [ own ]
            serial = {Path("serial")}
            crypto_device = builtin
            signer_cert = {Path("tsa.pem")}
            certs = {Path("root.pem")}
            signer_key = {Path("tsa.key")}
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = yes
            tsa_name = no
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """);
        await File.WriteAllTextAsync(Path("serial"), "01\n");
        await File.WriteAllTextAsync(Path("usage"), $"basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage={usage}\n");
        await OpenSsl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", Path("root.key"),
            "-out", Path("root.pem"), "-subj", "/CN=Test root " + Guid.NewGuid().ToString("N"), "-days", "3650",
            "-addext", "basicConstraints=critical,CA:TRUE");
        await OpenSsl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", Path("tsa.key"), "-out", Path("tsa.csr"),
            "-subj", "/CN=Test authority");
        await OpenSsl("x509", "-req", "-in", Path("tsa.csr"), "-CA", Path("root.pem"), "-CAkey", Path("root.key"), "-CAcreateserial",
            "-days", "3650", "-extfile", Path("usage"), "-out", Path("tsa.pem"));
        Roots.Add(X509CertificateLoader.LoadCertificateFromFile(Path("root.pem")));
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    private static async Task OpenSsl(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"openssl {arguments[0]}: {said}");
    }
}
