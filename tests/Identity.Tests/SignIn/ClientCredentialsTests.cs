using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using SupplyFinance.Testing;
using static SupplyFinance.Identity.Tests.AuthorizationCodeTests;

namespace SupplyFinance.Identity.Tests;

public sealed class ClientCredentialsTests(SharedHost shared)
{
    private const string Administrator = "maker@bank2.example";

    [Fact]
    public async Task A_machine_with_a_key_gets_a_token_that_names_the_person_who_answers_for_it()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: true, "viewer", "maker");
        var token = new JsonWebToken((await machine.TokenByAssertion().Json()).GetProperty("access_token").GetString());

        Assert.Equal(machine.Id.ToString(), token.Subject);
        Assert.Equal(DemonstrationId.Of("person", "bank2", "maker").ToString(), token.GetClaim("person").Value);
        Assert.Equal(["factoring", "identity"], token.Audiences.Order());
        Assert.Equal(["viewer", "maker"],
            token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value));
    }

    [Fact]
    public async Task A_machine_with_a_secret_gets_a_token_and_with_a_wrong_one_none()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: false);

        await machine.TokenBySecret().Json();
        Assert.Equal("invalid_client", await Error(machine.TokenBySecret("wrong"), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_client_assertion_is_accepted_once()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: true);
        var assertion = machine.Assertion();

        await machine.TokenByAssertion(assertion).Json();
        Assert.Equal("invalid_client", await Error(machine.TokenByAssertion(assertion), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_client_assertion_sent_many_times_at_once_is_accepted_once()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: true);
        var assertion = machine.Assertion();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => machine.TokenByAssertion(assertion)));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_stranger_cannot_use_up_anothers_assertion_id()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: true);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await Error(machine.TokenByAssertion(machine.Assertion(key: stranger, jti: "the same")),
            HttpStatusCode.Unauthorized);
        await machine.TokenByAssertion(machine.Assertion(jti: "the same")).Json();
    }

    [Fact]
    public async Task An_assertion_id_belongs_to_its_client()
    {
        using var one = await Machine.Register(shared.Host, Administrator, withKey: true);
        using var other = await Machine.Register(shared.Host, Administrator, withKey: true);

        await one.TokenByAssertion(one.Assertion(jti: "chosen by both")).Json();
        await other.TokenByAssertion(other.Assertion(jti: "chosen by both")).Json();
    }

    [Theory]
    [InlineData("JWT", IdentityHost.Issuer, HttpStatusCode.Unauthorized)]
    [InlineData("client-authentication+jwt", IdentityHost.Issuer + "connect/token", HttpStatusCode.BadRequest)]
    [InlineData("client-authentication+jwt", "https://other.example/", HttpStatusCode.BadRequest)]
    public async Task An_assertion_of_another_type_or_for_another_audience_is_refused(string type, string audience,
        HttpStatusCode status)
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: true);
        await machine.TokenByAssertion(machine.Assertion(audience, type)).Json(status);
    }

    [Fact]
    public async Task An_assertion_without_an_id_or_with_a_long_life_is_refused()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: true);

        Assert.Equal("invalid_client",
            await Error(machine.TokenByAssertion(machine.Assertion(jti: null)), HttpStatusCode.Unauthorized));
        Assert.Equal("invalid_client", await Error(
            machine.TokenByAssertion(machine.Assertion(life: TimeSpan.FromHours(1))), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_machine_cannot_ask_for_a_session()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: false);
        await machine.TokenBySecret(scope: "identity offline_access").Json(HttpStatusCode.BadRequest);
        await machine.TokenBySecret(scope: "payroll").Json(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_machine_whose_access_was_ended_gets_no_token()
    {
        using var machine = await Machine.Register(shared.Host, Administrator, withKey: false);
        using var administrator = await shared.Host.As(Administrator);
        await administrator.PutAsync($"/api/api-clients/{machine.Id}",
            new { name = "A machine", roles = new[] { "maker" }, active = false }.AsJson())
            .Json();

        Assert.Equal("unauthorized_client", await Error(machine.TokenBySecret(), HttpStatusCode.BadRequest));
    }
}
