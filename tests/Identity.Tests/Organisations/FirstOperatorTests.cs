using System.Net;
using System.Text.Json;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class FirstOperatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string SetupFile => Path.Combine(_folder.Path, "operator.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_production_service_without_an_operator_says_what_it_needs()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Start());
        Assert.Contains(FirstOperator.FileSetting, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_is_set_up_once_from_a_file_and_production_has_no_demonstration()
    {
        Write("maker", "checker");
        await using (var host = await Start(SetupFile))
        {
            using var client = host.Anonymous();
            Assert.Equal(HttpStatusCode.NotFound,
                (await client.PostAsync("/api/demonstration/organisations", null)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/api/business-clock", null)).StatusCode);
            using var browser = host.Browser();
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.Get(browser.Authorization())).StatusCode);
            var page = await browser.Get(SignInPage.Address("/connect/authorize?client_id=x", "en"));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        File.Delete(SetupFile);
        await using var again = await Start();
    }

    [Fact]
    public async Task Behind_a_https_origin_the_pages_and_cookies_are_secure_though_the_service_listens_on_http()
    {
        Write("maker", "checker");
        await using var host = await IdentityHost.Start(_folder.Path, settings =>
        {
            settings.Form = Form.Production;
            settings.TokenIssuer = "https://finance.example/";
            settings.Own[FirstOperator.FileSetting] = SetupFile;
        });
        using var client = host.Anonymous();
        var found = await client.GetAsync("/.well-known/openid-configuration").Json();
        var page = await client.GetAsync(SignInPage.Address("/connect/authorize?client_id=x", "en"));

        Assert.Equal("https://finance.example/connect/token", found.GetProperty("token_endpoint").GetString());
        Assert.Contains("secure", Assert.Single(page.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_s_people_sign_in_through_the_web_client_that_the_file_names()
    {
        Write("maker", "checker", new
        {
            clientId = "walkthrough", name = "A web application", secret = "a secret of at least 32 characters",
            redirectUri = Browser.Redirect, signedOutUri = IdentityHost.Issuer,
        });
        await using var host = await Start(SetupFile);
        using var browser = host.Browser();
        var answer = await browser.Authorize("a@operator.example", password: "a long enough password");
        Assert.NotEmpty(answer["code"]);
    }

    [Fact]
    public async Task A_web_client_with_a_short_secret_is_refused()
    {
        Write("maker", "checker", new
        {
            clientId = "portal", name = "Portal", secret = "short", redirectUri = Browser.Redirect,
            signedOutUri = IdentityHost.Issuer,
        });
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(SetupFile));
        Assert.Contains("webClient.secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maker", "maker")]
    [InlineData("viewer", "checker")]
    public async Task An_operator_without_four_eyes_is_refused(string first, string second)
    {
        Write(first, second);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(SetupFile));
        Assert.Contains("maker", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string first, string second, object? webClient = null) => File.WriteAllText(SetupFile, JsonSerializer.Serialize(new
    {
        name = "Operator",
        identifiers = new[] { new { scheme = "USCC", value = "91350100M000100Y43" } },
        people = new[]
        {
            new { signInName = "a@operator.example", name = "A", roles = new[] { first, "administrator" },
                password = "a long enough password" },
            new { signInName = "b@operator.example", name = "B", roles = new[] { second },
                password = "a long enough password" },
        },
        webClient,
    }));

    private Task<IdentityHost> Start(string? file = null) => IdentityHost.Start(_folder.Path, settings =>
    {
        settings.Form = Form.Production;
        if (file is not null) settings.Own[FirstOperator.FileSetting] = file;
    });
}
