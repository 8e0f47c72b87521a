using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An organisation on the platform: applied, then admitted by the operator's two people, and suspended or
/// reinstated by them.</summary>
/// <param name="Version">1, 2, 3 …: goes up with every change of it or of its bank accounts, and with each
/// publication.</param>
public sealed record Organisation(
    Guid Id, long Version, string Name, IReadOnlyList<string> Kinds, string Status,
    IReadOnlyList<OrganisationIdentifier> Identifiers, IReadOnlyList<BankAccount> BankAccounts)
{
    /// <summary>Enough for every register that a party is in; a longer list is a mistake or an attack.</summary>
    public const int MostIdentifiers = 10;

    private static readonly string[] Known =
    [
        OrganisationKinds.Supplier, OrganisationKinds.CoreEnterprise, OrganisationKinds.Bank,
        OrganisationKinds.Operator,
        OrganisationKinds.Auditor,
    ];

    // Whoever watches the market takes no side in it.
    private static readonly string[] Neutral = [OrganisationKinds.Operator, OrganisationKinds.Auditor];

    /// <summary>Whether organisations of this kind only watch.</summary>
    public static bool IsNeutral(string kind) => Neutral.Contains(kind);

    /// <summary>A new application, or the rule that it breaks.</summary>
    /// <param name="byNameAllowed">Whether an organisation may be identified by its name alone: in a demonstration
    /// only.</param>
    public static Result<Organisation> Apply(
        Guid id, string name, IReadOnlyList<string> kinds, IReadOnlyList<OrganisationIdentifier> identifiers,
        bool byNameAllowed)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > Identity.Identifiers.LongestName)
        {
            return new InvalidField("name", "length",
                $"A name has 1 to {Identity.Identifiers.LongestName} characters.");
        }

        if (KindFailure(kinds) is { } kindFailure)
        {
            return kindFailure;
        }

        if (identifiers.Count is 0 or > MostIdentifiers)
        {
            return new InvalidField("identifiers", "count", $"An organisation has 1 to {MostIdentifiers} identifiers.");
        }

        var read = identifiers.Select(Identity.Identifiers.Read).ToList();
        for (var i = 0; i < read.Count; i++)
        {
            if (read[i].Failure is { } wrong)
            {
                return new IdentifierNotValid(i, wrong);
            }
        }

        var folded = read.Select(r => r.Identifier!).Distinct().ToList();
        return !byNameAllowed && folded.All(f => f.Scheme == IdentifierSchemes.Name)
            ? new NameIsNoIdentifier()
            : new Organisation(id, 1, trimmed, kinds.Distinct().ToList(), OrganisationStatuses.Applied, folded, []);
    }

    /// <summary>Lets an applicant act.</summary>
    public Result<Organisation> Admit() => Move(OrganisationStatuses.Applied, OrganisationStatuses.Admitted);

    /// <summary>Stops an admitted organisation from acting. The operator cannot be stopped: nobody would be left to
    /// reinstate it.</summary>
    public Result<Organisation> Suspend() => Kinds.Contains(OrganisationKinds.Operator)
        ? new OperatorCannotBeSuspended()
        : Move(OrganisationStatuses.Admitted, OrganisationStatuses.Suspended);

    /// <summary>Lets a suspended organisation act again.</summary>
    public Result<Organisation> Reinstate() => Move(OrganisationStatuses.Suspended, OrganisationStatuses.Admitted);

    /// <summary>The public state, as every other service keeps it.</summary>
    public OrganisationChanged ToEvent() => new(
        Id, Version, Name, [.. Kinds], Status, [.. Identifiers],
        [.. BankAccounts.Where(account => !account.Closed).Select(account => account.ToContract())]);

    private static InvalidField? KindFailure(IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 0 || kinds.Any(kind => !Known.Contains(kind)))
        {
            return new InvalidField("kinds", "unknown-kind", $"Kinds are one or more of {string.Join(", ", Known)}.");
        }

        return kinds.Distinct().Count() > 1 && kinds.Any(Neutral.Contains)
            ? new InvalidField("kinds", "neutral-kind", "An operator or auditor is nothing else beside.")
            : null;
    }

    private Result<Organisation> Move(string from, string to) =>
        Status == from ? this with { Status = to, Version = Version + 1 } : new OrganisationNotInStatus(Status, from);
}

/// <summary>An identifier is not one of its scheme, or its check digits are wrong.</summary>
public sealed record IdentifierNotValid(int Index, InvalidIdentifier Given) : Failure(
    FailureKind.Invalid, "invalid-identifier", $"The {Given.Scheme} '{Given.Value}' {Given.Wrong}.",
    $"identifiers[{Index}].value");

/// <summary>Outside a demonstration a name identifies nobody.</summary>
public sealed record NameIsNoIdentifier() : Failure(
    FailureKind.Invalid, "name-is-no-identifier",
    "Give a USCC, LEI, VAT number or ISO 6523 identifier; a name alone is not enough.",
    "identifiers");

/// <summary>Another organisation has this identifier.</summary>
public sealed record IdentifierTaken(string Scheme, string Value) : Failure(
    FailureKind.Conflict, "identifier-taken", $"Another organisation is registered under {Scheme} {Value}.",
    "identifiers");

/// <summary>The change does not fit where the organisation stands.</summary>
public sealed record OrganisationNotInStatus(string Status, string Needed) : Failure(
    FailureKind.Conflict, "organisation-status", $"The organisation is {Status}; this needs one that is {Needed}.");

/// <summary>The operator keeps the platform going.</summary>
public sealed record OperatorCannotBeSuspended() : Failure(
    FailureKind.Conflict, "operator-cannot-be-suspended",
    "The operator cannot be suspended: nobody would be left to reinstate it.");
