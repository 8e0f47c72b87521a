using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Identity;

/// <summary>Puts one more organisation on the demonstration's stage, admitted, with people and verified accounts; asked
/// again, it answers the same one. The route exists in demonstration and test forms only.</summary>
public static class RegisterDemonstrationOrganisation
{
    /// <summary>Enough hash for the parties of any demonstration.</summary>
    private const int KeyDigits = 12;

    public static async Task<Result<Answer>> Handle(Request request, UnitOfWork work, SignInStores stores)
    {
        if (!Currency.TryOf(request.Currency, out _))
        {
            return new InvalidField("currency", "unknown-currency",
                $"'{request.Currency}' is not an ISO 4217 currency.");
        }

        var applied =
            Organisation.Apply(Guid.Empty, request.Name, request.Kinds, Identifying(request), byNameAllowed: true);
        if (applied.IsFailure)
        {
            return applied.Failure;
        }

        var (scheme, value) = applied.Value.Identifiers[0];
        var key = $"org-{DemonstrationId.Of("key", scheme, value).ToString("n")[..KeyDigits]}";
        var organisation = await DemonstrationSeed.Organisation(
            work, stores, key, applied.Value.Name, applied.Value.Kinds, applied.Value.Identifiers, [request.Currency]);
        if (applied.Value.Kinds.Except(organisation.Kinds).Any())
        {
            return new DemonstrationKindDiffers(organisation.Kinds);
        }

        var people = (await Members.Of(work, organisation.Id)).Where(member => member.IsPerson).Select(MemberView.Of);
        return new Answer(organisation.Id, organisation.Name, [.. people], organisation.ToEvent().BankAccounts);
    }

    /// <summary>An invoice also carries numbers that identify nobody outside their own register; the name does for a
    /// demonstration.</summary>
    private static OrganisationIdentifier[] Identifying(Request request)
    {
        OrganisationIdentifier[] known =
            [.. request.Identifiers.Where(identifier => Identifiers.IsKnownScheme(identifier.Scheme))];
        return known.Length > 0 ? known : [new(IdentifierSchemes.Name, request.Name)];
    }

    /// <summary>An organisation of a demonstration.</summary>
    /// <param name="Identifiers">Whatever an invoice carries: what has no scheme of a known register is passed over,
    /// and the name stands in where nothing is left.</param>
    /// <param name="Currency">The currency of its accounts.</param>
    public sealed record Request(string Name, string[] Kinds, OrganisationIdentifier[] Identifiers, string Currency);

    /// <summary>The organisation and how to sign in for it; the password is the demonstration's one.</summary>
    public sealed record Answer(Guid Id, string Name, MemberView[] People, OrganisationBankAccount[] BankAccounts);
}

/// <summary>The organisation watches the market and takes no part in it.</summary>
public sealed record DemonstrationKindDiffers(IReadOnlyList<string> Kinds) : Failure(
    FailureKind.Conflict, "organisation-kind", $"This organisation is here already, as {string.Join(", ", Kinds)}.",
    "kinds");
