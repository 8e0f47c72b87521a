using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class AddPersonTests(SharedHost shared)
{
    private static object Person(string? name = null, string[]? roles = null,
        string password = "a long enough password", Guid? organisationId = null) =>
        new { signInName = name ?? $"{Guid.NewGuid():n}@lotus.example", name = "Li", roles = roles ?? ["viewer"],
            password, organisationId };

    [Fact]
    public async Task An_administrator_lets_people_into_its_own_organisation_only()
    {
        var (id, maker, checker) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        using var other = await shared.Host.As(checker);
        var made = await administrator.Post("/api/users", Person()).Json(HttpStatusCode.Created);

        Assert.Equal(id, made.GetProperty("organisationId").GetGuid());
        Assert.Equal("forbidden", await other.Post("/api/users", Person()).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("not-found", await administrator.Post(
            "/api/users", Person(organisationId: DemonstrationId.Of("organisation", "bank1")))
                .Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_person_signs_in_as_soon_as_it_is_let_in_and_once_only_under_a_name()
    {
        var (_, maker, _) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        var name = $"Li-{Guid.NewGuid():n}@Lotus.example";
        await administrator.Post("/api/users", Person(name)).Json(HttpStatusCode.Created);

        using var browser = shared.Host.Browser();
        Assert.Contains("code", await browser.Authorize(name.ToUpperInvariant(), password: "a long enough password"));
        Assert.Equal("sign-in-name-taken",
            await administrator.Post("/api/users", Person(name)).Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("fourteen chars")]
    public async Task A_short_password_is_refused_and_leaves_nobody_behind(string password)
    {
        var (_, maker, _) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        var name = $"{Guid.NewGuid():n}@lotus.example";
        Assert.Equal("password-refused",
            await administrator.Post("/api/users", Person(name, password: password))
                .Problem(HttpStatusCode.UnprocessableEntity));
        await administrator.Post("/api/users", Person(name)).Json(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_operator_lets_in_a_first_administrator_and_nobody_else()
    {
        var (id, _, _) = await shared.Host.Stage();
        using var maker = await shared.Host.As("maker@operator.example");
        Assert.Equal("forbidden", await maker.Post(
            "/api/users", Person(roles: ["administrator"], organisationId: id)).Problem(HttpStatusCode.Forbidden));

        var applicant = await maker.Post("/api/organisations", RegisterOrganisationTests.Request())
            .Json(HttpStatusCode.Created);
        Assert.Equal("forbidden", await maker.Post(
            "/api/users", Person(organisationId: applicant.GetProperty("id").GetGuid()))
                .Problem(HttpStatusCode.Forbidden));
    }
}
