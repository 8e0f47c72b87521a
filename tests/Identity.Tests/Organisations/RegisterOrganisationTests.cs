using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class RegisterOrganisationTests(SharedHost shared)
{
    [Fact]
    public async Task An_application_is_entered_by_the_operators_maker_and_is_seen_by_operator_and_auditor_only()
    {
        var (maker, _) = await shared.Host.Operator();
        var made = await maker.Post("/api/organisations", Request()).Json(HttpStatusCode.Created);
        var id = made.GetProperty("id").GetGuid();

        Assert.Equal("applied", made.GetProperty("status").GetString());
        foreach (var (who, status) in new[]
        {
            ("maker@operator.example", HttpStatusCode.OK), ("checker@auditor.example", HttpStatusCode.OK),
            ("maker@bank1.example", HttpStatusCode.NotFound), ("maker@core.example", HttpStatusCode.NotFound),
        })
        {
            using var client = await shared.Host.As(who);
            Assert.Equal(status, (await client.GetAsync($"/api/organisations/{id}")).StatusCode);
        }
    }

    [Fact]
    public async Task An_identifier_belongs_to_one_organisation()
    {
        var (maker, _) = await shared.Host.Operator();
        var request = Request();
        await maker.Post("/api/organisations", request).Json(HttpStatusCode.Created);
        Assert.Equal("identifier-taken",
            await maker.Post("/api/organisations", request).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_wrong_check_digit_is_refused_with_its_field()
    {
        var (maker, _) = await shared.Host.Operator();
        var problem = await maker.Post("/api/organisations", Request("91350100M000100Y44"))
            .Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid-identifier", problem.GetProperty("code").GetString());
        Assert.Equal("identifiers[0].value", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Nobody_else_enters_applications_and_nobody_a_second_operator()
    {
        using var bank = await shared.Host.As("maker@bank1.example");
        var (maker, checker) = await shared.Host.Operator();
        Assert.Equal("forbidden", await bank.Post("/api/organisations", Request()).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("forbidden",
            await checker.Post("/api/organisations", Request()).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("one-operator",
            await maker.Post("/api/organisations", Request(kind: "operator"))
                .Problem(HttpStatusCode.UnprocessableEntity));
    }

    internal static object Request(string? uscc = null, string kind = "supplier") => new
    {
        name = "New Company",
        kinds = new[] { kind },
        identifiers =
            new[] { new { scheme = "USCC", value = uscc ?? DemonstrationNumbers.Uscc(Guid.NewGuid().ToString()) } },
    };
}
