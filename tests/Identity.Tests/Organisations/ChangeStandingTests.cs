using System.Net;
using SupplyFinance.Testing;
using static SupplyFinance.Identity.Tests.AuthorizationCodeTests;

namespace SupplyFinance.Identity.Tests;

public sealed class ChangeStandingTests(SharedHost shared)
{
    private static readonly object Because = new { reason = "file 7" };

    [Fact]
    public async Task An_applicant_is_admitted_by_two_people_and_its_first_administrator_let_in_by_the_operator()
    {
        var (maker, checker) = await shared.Host.Operator();
        var made = await maker.Post("/api/organisations", RegisterOrganisationTests.Request())
            .Json(HttpStatusCode.Created);
        var id = made.GetProperty("id").GetGuid();
        var person =
            new { signInName = $"first@{id:n}.example", name = "First", roles = new[] { "administrator", "maker" },
                password = "a long enough password", organisationId = id };
        await maker.Post("/api/users", person).Json(HttpStatusCode.Created);

        using var browser = shared.Host.Browser();
        Assert.Equal("access_denied", (await browser.Authorize(person.signInName, password: person.password))["error"]);

        var admitted = await shared.Host.Agree(maker, checker, $"/api/organisations/{id}/admit", Because);
        Assert.Equal("admitted", admitted.GetProperty("status").GetString());
        Assert.Contains("code", await browser.Authorize(person.signInName, password: person.password));
        Assert.Equal("organisation-status",
            await maker.Post($"/api/organisations/{id}/admit", Because).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task One_person_cannot_be_both_pairs_of_eyes_not_even_through_a_machine()
    {
        using var administrator = await shared.Host.As("maker@operator.example");
        var both =
            new { signInName = $"both-{Guid.NewGuid():n}@operator.example", name = "Both",
                roles = new[] { "maker", "checker", "administrator" }, password = "a long enough password" };
        await administrator.Post("/api/users", both).Json(HttpStatusCode.Created);
        await shared.Host.Settled();
        using var one = shared.Host.Anonymous();
        using var browser = shared.Host.Browser();
        var code = (await browser.Authorize(both.signInName, password: both.password))["code"];
        one.DefaultRequestHeaders.Authorization =
            new("Bearer", (await browser.Redeem(code).Json()).GetProperty("access_token").GetString());

        var (id, _, _) = await shared.Host.Stage();
        var approval = await one.Post($"/api/organisations/{id}/suspend", Because).Json(HttpStatusCode.Accepted);
        Assert.Equal("maker-is-checker", await one.Approve("identity", approval).Problem(HttpStatusCode.Forbidden));

        var made =
            await one.Post("/api/api-clients",
                new { name = "Robot", roles = new[] { "checker" }, secret = Machine.Secret })
                    .Json(HttpStatusCode.Created);
        await shared.Host.Settled();
        using var robot = shared.Host.Anonymous();
        var token = await robot.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = made.GetProperty("signInName").GetString()!,
            ["client_secret"] = Machine.Secret, ["scope"] = "identity",
        })).Json();
        robot.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("access_token").GetString());
        Assert.Equal("maker-is-checker", await robot.Approve("identity", approval).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_suspended_organisation_gets_no_token_and_its_old_ones_count_for_nothing_until_it_is_reinstated()
    {
        var (maker, checker) = await shared.Host.Operator();
        var (id, person, _) = await shared.Host.Stage();
        using var browser = shared.Host.Browser();
        var tokens = await browser.SignIn(person);
        using var client = await shared.Host.As(person);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/users")).StatusCode);

        await shared.Host.Agree(maker, checker, $"/api/organisations/{id}/suspend", Because);
        Assert.Equal("organisation-not-active", await client.GetAsync("/api/users").Problem(HttpStatusCode.Forbidden));
        Assert.Equal("invalid_grant",
            await Error(browser.Refresh(tokens.GetProperty("refresh_token").GetString()!), HttpStatusCode.BadRequest));
        Assert.Equal("access_denied", (await browser.Authorize(person))["error"]);

        await shared.Host.Agree(maker, checker, $"/api/organisations/{id}/reinstate", Because);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/users")).StatusCode);
        Assert.Contains("code", await browser.Authorize(person));
    }

    [Fact]
    public async Task What_was_asked_is_decided_again_when_it_is_approved()
    {
        var (maker, checker) = await shared.Host.Operator();
        var (id, _, _) = await shared.Host.Stage();
        var first = await maker.Post($"/api/organisations/{id}/suspend", Because).Json(HttpStatusCode.Accepted);
        var second = await maker.Post($"/api/organisations/{id}/suspend", Because).Json(HttpStatusCode.Accepted);

        Assert.Equal(HttpStatusCode.OK, (await checker.Approve("identity", first)).StatusCode);
        Assert.Equal("organisation-status", await checker.Approve("identity", second).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_reason_and_an_organisation_are_needed()
    {
        var (maker, _) = await shared.Host.Operator();
        var self = DemonstrationId.Of("organisation", "operator");
        Assert.Equal("length",
            await maker.Post($"/api/organisations/{self}/suspend", new { reason = "" })
                .Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("not-found",
            await maker.Post($"/api/organisations/{Guid.NewGuid()}/admit", Because).Problem(HttpStatusCode.NotFound));
        Assert.Equal("operator-cannot-be-suspended",
            await maker.Post($"/api/organisations/{self}/suspend", Because).Problem(HttpStatusCode.Conflict));
    }
}
