using Microsoft.IdentityModel.JsonWebTokens;

namespace SupplyFinance.Identity.Tests;

public sealed class SignInTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task A_person_signs_in_with_code_and_proof_key_and_the_token_says_who_acts_for_whom()
    {
        using var browser = shared.Host.Browser();
        var tokens = await browser.SignIn("maker@bank1.example", "openid profile offline_access factoring identity");
        var token = new JsonWebToken(tokens.GetProperty("access_token").GetString());

        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(IdentityHost.Issuer, token.Issuer);
        Assert.Equal(["factoring", "identity"], token.Audiences.Order());
        Assert.Equal(DemonstrationId.Of("person", "bank1", "maker").ToString(), token.Subject);
    }
}
