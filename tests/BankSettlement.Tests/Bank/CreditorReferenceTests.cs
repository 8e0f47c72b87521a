using FsCheck.Xunit;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class CreditorReferenceTests
{
    [Theory]
    [InlineData("RF18539007547034", true)]
    [InlineData("RF19539007547034", false)]
    [InlineData("RF185390075470340000000000", false)]
    [InlineData("XX18539007547034", false)]
    [InlineData(null, false)]
    public void Check_digits_are_verified_as_iso_11649_says(string? reference, bool isValid) =>
        Assert.Equal(isValid, CreditorReference.IsValid(reference));

    [Property]
    public bool The_reference_of_a_receivable_is_valid_short_enough_and_always_the_same(Guid receivable) =>
        CreditorReference.IsValid(CreditorReference.Of(receivable))
            && CreditorReference.Of(receivable) == CreditorReference.Of(receivable);

    [Property]
    public bool Two_receivables_have_two_references(Guid one, Guid other) =>
        one == other || CreditorReference.Of(one) != CreditorReference.Of(other);
}
