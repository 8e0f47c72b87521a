namespace SupplyFinance.Identity.Tests;

public class TokenServerSettingsTests
{
    [Theory]
    [InlineData("https://finance.example", false)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("http://[::1]:8080", true)]
    public void An_issuer_is_https_or_a_plain_loopback_origin(string issuer, bool plain) =>
        Assert.Equal(plain, TokenServerSettings.Of(issuer, ".").Plain);

    [Theory]
    [InlineData("http://finance.example")]
    [InlineData("http://10.0.0.1:8080")]
    [InlineData("ftp://localhost")]
    [InlineData("https://finance.example/path")]
    [InlineData("https://finance.example?x=1")]
    [InlineData("https://user@finance.example")]
    [InlineData("finance.example")]
    [InlineData("")]
    public void Any_other_issuer_is_refused_at_start(string issuer) =>
        Assert.Contains(issuer,
            Assert.Throws<InvalidOperationException>(() => TokenServerSettings.Of(issuer, ".")).Message,
            StringComparison.Ordinal);
}
