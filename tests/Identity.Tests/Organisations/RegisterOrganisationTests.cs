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
        Assert.Equal("identifier-taken", await maker.Post("/api/organisations", request).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_wrong_check_digit_is_refused_with_its_field()
    {
        var (maker, _) = await shared.Host.Operator();
        var problem = await maker.Post("/api/organisations", Request("91350100M000100Y44")).Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid-identifier", problem.GetProperty("code").GetString());
        Assert.Equal("identifiers[0].value", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Nobody_else_enters_applications_and_nobody_a_second_operator()
    {
        using var bank = await shared.Host.As("maker@bank1.example");
        var (maker, checker) = await shared.Host.Operator();
        Assert.Equal("forbidden", await bank.Post("/api/organisations", Request()).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("forbidden", await checker.Post("/api/organisations", Request()).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("one-operator", await maker.Post("/api/organisations", Request(kind: "operator")).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task The_directory_shows_names_and_identifiers_and_keeps_bank_accounts_to_their_owner()
    {
        using var bank = await shared.Host.As("maker@bank1.example");
        var core = DemonstrationCast.Organisations.Single(one => one.Key == "core");
        var found = (await bank.GetAsync($"/api/organisations?scheme=USCC&value={core.Identifier.Value}").Json()).GetProperty("items");
        var foreign = Assert.Single(found.EnumerateArray());

        Assert.Equal(core.Id, foreign.GetProperty("id").GetGuid());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, foreign.GetProperty("bankAccounts").ValueKind);
        var own = await bank.GetAsync($"/api/organisations/{DemonstrationId.Of("organisation", "bank1")}").Json();
        Assert.Equal(2, own.GetProperty("bankAccounts").GetArrayLength());

        var banks = (await bank.GetAsync("/api/organisations?kind=bank&limit=200").Json()).GetProperty("items").EnumerateArray().ToList();
        Assert.True(banks.Count >= 3);
        Assert.All(banks, one => Assert.Contains("bank", one.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString())));
    }

    internal static object Request(string? uscc = null, string kind = "supplier") => new
    {
        name = "New Company",
        kinds = new[] { kind },
        identifiers = new[] { new { scheme = "USCC", value = uscc ?? DemonstrationNumbers.Uscc(Guid.NewGuid().ToString()) } },
    };
}
