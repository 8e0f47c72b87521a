using SupplyFinance.Contracts;

namespace SupplyFinance.Identity.Tests;

public class MemberTests
{
    private static readonly Guid Organisation = Guid.CreateVersion7();

    private static Member Person(params string[] roles) =>
        Member.Person(Guid.CreateVersion7(), Organisation, "Li@Lotus.example", " Li ", roles.Length == 0 ? [Roles.Maker]
            : roles).Value;

    [Fact]
    public void A_person_answers_for_itself_and_signs_in_whatever_the_case()
    {
        var person = Person();
        Assert.Equal((person.Id, "li@lotus.example", "Li"),
            (person.ResponsiblePersonId, person.SignInName, person.Name));
    }

    [Theory]
    [InlineData("", "Li", "maker", "sign-in-name")]
    [InlineData("li lotus", "Li", "maker", "sign-in-name")]
    [InlineData("李@lotus.example", "Li", "maker", "sign-in-name")]
    [InlineData("li", " ", "maker", "length")]
    [InlineData("li", "Li", "", "unknown-role")]
    [InlineData("li", "Li", "owner", "unknown-role")]
    public void A_broken_rule_of_a_person_is_named(string signInName, string name, string roles, string code) =>
        Assert.Equal(code, Member.Person(
            Guid.CreateVersion7(), Organisation, signInName, name,
            roles.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Failure!.Code);

    [Fact]
    public void A_client_counts_as_the_person_who_answers_for_it()
    {
        var person = Person();
        var client = Member.Client(Guid.CreateVersion7(), person, MemberForms.KeyClient, "ERP", [Roles.Maker]).Value;
        Assert.Equal((person.Id, Organisation), (client.ResponsiblePersonId, client.OrganisationId));
    }

    [Fact]
    public void Nobody_inactive_and_no_machine_answers_for_a_client()
    {
        var person = Person();
        var client = Member.Client(Guid.CreateVersion7(), person, MemberForms.KeyClient, "ERP", [Roles.Maker]).Value;
        Assert.Equal("responsible-person",
            Member.Client(Guid.CreateVersion7(), client, MemberForms.KeyClient, "x", [Roles.Maker]).Failure!.Code);
        Assert.Equal("responsible-person", Member.Client(
            Guid.CreateVersion7(), person with { Active = false }, MemberForms.KeyClient, "x", [Roles.Maker])
                .Failure!.Code);
    }

    [Fact]
    public void A_machine_administers_nobody()
    {
        var client = Member.Client(Guid.CreateVersion7(), Person(), MemberForms.SecretClient, "ERP", [Roles.Viewer])
            .Value;
        Assert.Equal("client-administrator", client.Change("ERP", [Roles.Administrator], true, 3).Failure!.Code);
        Assert.Equal("client-administrator", Member.Client(
            Guid.CreateVersion7(), Person(), MemberForms.SecretClient, "ERP", [Roles.Administrator]).Failure!.Code);
    }

    [Fact]
    public void The_last_administrator_stays_one()
    {
        var last = Person(Roles.Administrator);
        Assert.Equal("last-administrator", last.Change("Li", [Roles.Maker], true, 0).Failure!.Code);
        Assert.Equal("last-administrator", last.Change("Li", [Roles.Administrator], false, 0).Failure!.Code);
        Assert.Equal(2, last.Change("Li", [Roles.Administrator, Roles.Maker], true, 0).Value.Version);
        Assert.False(last.Change("Li", [Roles.Maker], true, 1).IsFailure);
    }
}
