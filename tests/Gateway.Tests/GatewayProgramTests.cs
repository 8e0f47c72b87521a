using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Tests.Harness;
using SupplyFinance.Testing;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

/// <summary>What a gateway of its own refuses to start with.</summary>
public class GatewayProgramTests
{
    private static readonly string[] Complete =
        ["--gateway:TokenIssuer=https://issuer.test/", "--gateway:TokenKeysAddress=https://issuer.test/jwks"];

    private static async Task<(int Exit, string Errors)> Run(params string[] args)
    {
        var errors = new StringWriter();
        return (await GatewayProgram.Run([.. args, $"--gateway:Urls={Servers.AnyPort}"], errors), errors.ToString());
    }

    private static async Task<string> Refused(params string[] args)
    {
        var (exit, errors) = await Run(args);
        Assert.Equal(GatewayProgram.Refused, exit);
        return errors;
    }

    private static async Task<string> RefusedWith(string file, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "routes.json");
        await File.WriteAllTextAsync(path, file, TestContext.Current.CancellationToken);
        return await Refused([.. Complete, $"--gateway:RouteFile={path}", .. args]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var errors = await Refused(
            "--gateway:TokenIssuer=http://finance.test/", "--gateway:Addresses:nobody=http://10.0.0.1", "--gateway:Adresses:x=1",
            "--gateway:Addresses:ledger=ftp://10.0.0.1", "--gateway:KnownProxies=10.0.0.0/8;anybody");
        Assert.Equal(
        [
            "The setting gateway:Adresses is no setting; there are Urls, TokenIssuer, TokenKeysAddress, TokenKeysInClear, Addresses, "
                + "RouteFile, Demonstration, KnownProxies.",
            "The setting gateway:TokenIssuer is http://finance.test/; tokens are issued over https, or on loopback.",
            "The setting gateway:TokenKeysAddress is missing.",
            "The setting gateway:Addresses:ledger is 'ftp://10.0.0.1', which is no http or https address.",
            "The setting gateway:Addresses:nobody names no host of the route file; it has identity, invoice, receivable, factoring, "
                + "bank-settlement, ledger, sandbox-bank.",
            "The setting gateway:KnownProxies has 'anybody', which is neither an address nor a network such as 10.1.0.0/16.",
        ], errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("--gateway:TokenIssuer=", "TokenIssuer is missing")]
    [InlineData("--gateway:TokenIssuer=finance", "TokenIssuer is 'finance', which is no http or https address")]
    [InlineData("--gateway:TokenKeysAddress=http://identity:8080/jwks", "Use https, or say TokenKeysInClear=true")]
    [InlineData("--gateway:TokenKeysInClear=perhaps", "TokenKeysInClear is 'perhaps', neither true nor false")]
    [InlineData("--gateway:Demonstration=yes", "Demonstration is 'yes', neither true nor false")]
    [InlineData("--gateway:KnownProxies=0.0.0.0/0", "KnownProxies has '0.0.0.0/0'")]
    [InlineData("--gateway:RouteFile=no-such-file.json", "no-such-file.json")]
    public async Task A_wrong_setting_is_named_and_nothing_starts(string setting, string fault) =>
        Assert.Contains(fault, await Refused([.. Complete, setting]), StringComparison.Ordinal);

    [Fact]
    public async Task A_host_given_two_addresses_is_named() => Assert.Contains("the same host is given as", await Refused(
        [.. Complete, "--gateway:Addresses:bank-settlement=http://a.test", "--gateway:Addresses:bank_settlement=http://b.test"]),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_broken_route_file_prints_every_error_and_nothing_starts()
    {
        var errors = await RefusedWith(Of(Route("/a").With("Priority", -1), Route("/b").With("Timeout", 0)));
        Assert.Contains("Routes[0] /a: Priority", errors, StringComparison.Ordinal);
        Assert.Contains("Routes[1] /b: Timeout", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_start_with_a_demonstrations_route_that_is_not_marked_as_one()
    {
        var open = Route("/bank/{rest}", "/sandbox-bank/{rest}", "sandbox-bank");
        Assert.Contains("Routes[1] /bank/{rest} leads to a demonstration's service",
            await RefusedWith(Of(Route("/a"), open)), StringComparison.Ordinal);
        var marked = Route("/bank/{rest}", "/sandbox-bank/{rest}", "sandbox-bank")
            .With("Metadata", new JsonObject { ["only"] = "demonstration" }).With("Timeout", 0);
        Assert.DoesNotContain("leads to", await RefusedWith(Of(marked)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_and_nothing_starts()
    {
        await using var other = await Backend.Start("other");
        var errors = new StringWriter();
        Assert.Equal(GatewayProgram.Refused, await GatewayProgram.Run([.. Complete, $"--gateway:Urls={other.Address}"], errors));
        Assert.Contains("address already in use", errors.ToString(), StringComparison.Ordinal);
    }
}
