using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An organisation as a caller may see it. Everyone who is admitted sees who else is: name, kinds, status and
/// identifiers are the platform's public directory. Bank accounts are shown to the organisation itself, the operator
/// and the auditor only.</summary>
/// <param name="BankAccounts">Null where the caller may not see them.</param>
public sealed record OrganisationView(
    Guid Id, long Version, string Name, IReadOnlyList<string> Kinds, string Status,
    IReadOnlyList<OrganisationIdentifier> Identifiers,
    IReadOnlyList<OrganisationBankAccount>? BankAccounts)
{
    /// <summary>What a caller sees of an organisation; null where it does not exist for the caller: somebody else's
    /// that is not admitted.</summary>
    public static OrganisationView? For(Caller caller, Organisation organisation)
    {
        var whole = caller.OrganisationId == organisation.Id || SeesAll(caller);
        if (!whole && organisation.Status != OrganisationStatuses.Admitted)
        {
            return null;
        }

        var state = organisation.ToEvent();
        return new(
            state.Id, state.Version, state.Name, state.Kinds, state.Status, state.Identifiers,
            whole ? state.BankAccounts : null);
    }

    /// <summary>Whether a caller sees every organisation whole.</summary>
    public static bool SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Operator) || caller.Is(OrganisationKinds.Auditor);
}
