using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity.Tests;

public class OrganisationTests
{
    private static readonly OrganisationIdentifier Uscc = new("USCC", "91350100M000100Y43");

    [Fact]
    public void An_application_keeps_folded_identifiers_once_each()
    {
        var applied = Apply(identifiers: [Uscc, new("uscc", "91350100m000100y43"), new("LEI", "HWUPKR0MPOU8FGXBT394")])
            .Value;
        Assert.Equal((1, OrganisationStatuses.Applied, "Lotus"), (applied.Version, applied.Status, applied.Name));
        Assert.Equal([Uscc, new("LEI", "HWUPKR0MPOU8FGXBT394")], applied.Identifiers);
    }

    [Fact]
    public void A_wrong_check_digit_is_named_with_its_place()
    {
        var failure = Apply(identifiers: [Uscc, new("LEI", "HWUPKR0MPOU8FGXBT395")]).Failure;
        Assert.Equal(("invalid-identifier", "identifiers[1].value"), (failure!.Code, failure.Field));
    }

    [Theory]
    [InlineData("", "supplier", "length")]
    [InlineData("Lotus", "", "unknown-kind")]
    [InlineData("Lotus", "broker", "unknown-kind")]
    [InlineData("Lotus", "supplier broker", "unknown-kind")]
    [InlineData("Lotus", "supplier operator", "neutral-kind")]
    [InlineData("Lotus", "bank auditor", "neutral-kind")]
    public void A_broken_rule_of_an_application_is_named(string name, string kinds, string code) =>
        Assert.Equal(code, Apply(name, kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Failure!.Code);

    [Fact]
    public void A_company_may_be_supplier_and_core_enterprise() =>
        Assert.False(Apply(kinds: [OrganisationKinds.Supplier, OrganisationKinds.CoreEnterprise]).IsFailure);

    [Fact]
    public void A_name_alone_identifies_in_a_demonstration_only()
    {
        OrganisationIdentifier[] named = [new("NAME", "Lotus")];
        Assert.Equal("name-is-no-identifier", Apply(identifiers: named).Failure!.Code);
        Assert.False(Apply(identifiers: named, demonstration: true).IsFailure);
        Assert.Equal("count", Apply(identifiers: []).Failure!.Code);
    }

    [Fact]
    public void Every_change_of_standing_goes_from_one_state_only()
    {
        var applied = Apply().Value;
        var admitted = applied.Admit().Value;
        var suspended = admitted.Suspend().Value;

        Assert.Equal((2, OrganisationStatuses.Admitted), (admitted.Version, admitted.Status));
        Assert.Equal((3, OrganisationStatuses.Suspended), (suspended.Version, suspended.Status));
        Assert.Equal(OrganisationStatuses.Admitted, suspended.Reinstate().Value.Status);
        foreach (
            var refused in new[] { applied.Suspend(), applied.Reinstate(), admitted.Admit(), admitted.Reinstate(),
                suspended.Admit(), suspended.Suspend() })
        {
            Assert.Equal("organisation-status", refused.Failure!.Code);
        }
    }

    [Fact]
    public void The_operator_cannot_be_suspended()
    {
        var operatorItself = Apply(kinds: [OrganisationKinds.Operator]).Value.Admit().Value;
        Assert.Equal("operator-cannot-be-suspended", operatorItself.Suspend().Failure!.Code);
    }

    private static Result<Organisation> Apply(
        string name = " Lotus ", string[]? kinds = null, OrganisationIdentifier[]? identifiers = null,
        bool demonstration = false) =>
        Organisation.Apply(Guid.CreateVersion7(), name, kinds ?? [OrganisationKinds.Supplier], identifiers ?? [Uscc],
            demonstration);
}
