using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>A registered bank account. Added and closed with four eyes of its owner, verified with four eyes of the
/// operator, and paid only after a cooling time, so that a stolen session cannot redirect money at once. The time runs
/// from the verification, the last change that makes an account payable: a verification that comes late, or by mistake,
/// still leaves the owner the whole time to notice. Registering a collection account is the owner's standing mandate to
/// pay out what is booked there.</summary>
/// <param name="UsableFrom">By the business clock. Until the account is verified: not before this, and not without being
/// verified.</param>
/// <param name="PolicyVersion">The cooling-time policy that <paramref name="UsableFrom"/> was computed under.</param>
public sealed record BankAccount(
    Guid Id, Guid OrganisationId, string Number, string BankBic, string BankName, string AccountName, string Currency,
    string Purpose,
    bool Verified, bool Closed, DateTimeOffset UsableFrom, int PolicyVersion)
{
    private const int LongestText = 200;

    /// <summary>A new account of an organisation, or the rule that it breaks.</summary>
    public static Result<BankAccount> Register(Guid id, Organisation owner, Details given, AccountPolicy policy,
        DateTimeOffset businessNow)
    {
        var folded = given.Fold();
        if (Broken(owner, folded) is { } failure)
        {
            return failure;
        }

        return owner.BankAccounts.Any(a =>
            !a.Closed && a.Number == folded.Number && a.Currency == folded.Currency && a.Purpose == folded.Purpose)
            ? new BankAccountRegistered(folded.Number, folded.Currency, folded.Purpose)
            : new BankAccount(
                id, owner.Id, folded.Number, folded.BankBic, folded.BankName, folded.AccountName, folded.Currency,
                folded.Purpose,
                Verified: false, Closed: false, businessNow + policy.CoolingTime, policy.Version);
    }

    /// <summary>The operator has made sure that the account is the owner's; it begins to rest, by the policy in force
    /// now.</summary>
    public Result<BankAccount> Verify(AccountPolicy policy, DateTimeOffset businessNow) => this switch
    {
        { Closed: true } => new BankAccountIs("closed"),
        { Verified: true } => new BankAccountIs("verified"),
        _ => this with { Verified = true, UsableFrom = businessNow + policy.CoolingTime, PolicyVersion = policy.Version },
    };

    /// <summary>Takes the account out of use.</summary>
    public Result<BankAccount> Close() => Closed ? new BankAccountIs("closed") : this with { Closed = true };

    /// <summary>As other services see it.</summary>
    public OrganisationBankAccount ToContract() =>
        new(Id, Number, BankBic, BankName, AccountName, Currency, Purpose, Verified, UsableFrom);

    private static InvalidField? Broken(Organisation owner, Details given)
    {
        if (!AccountNumber.IsAcceptable(given.Number))
        {
            return new InvalidField("number", "invalid-account-number",
                "The account number is neither an IBAN with right check digits nor 4 to 34 letters and digits.");
        }

        if (!AccountNumber.IsBic(given.BankBic))
        {
            return new InvalidField("bankBic", "invalid-bic", "A BIC has 8 or 11 characters as ISO 9362 says.");
        }

        if (!Platform.Money.Currency.TryOf(given.Currency, out _))
        {
            return new InvalidField("currency", "unknown-currency", $"'{given.Currency}' is not an ISO 4217 currency.");
        }

        if (given.BankName.Length is 0 or > LongestText)
        {
            return new InvalidField("bankName", "length", $"A bank's name has 1 to {LongestText} characters.");
        }

        if (given.AccountName.Length is 0 or > LongestText)
        {
            return new InvalidField("accountName", "length", $"An account's name has 1 to {LongestText} characters.");
        }

        return given.Purpose switch
        {
            BankAccountPurposes.Operating => null,
            BankAccountPurposes.Collection when owner.Kinds.Contains(OrganisationKinds.CoreEnterprise) => null,
            BankAccountPurposes.Collection => new InvalidField(
                "purpose", "collection-without-debt", "Only a core enterprise has a collection account."),
            _ => new InvalidField("purpose", "unknown-purpose", "A purpose is operating or collection."),
        };
    }

    /// <summary>An account as its owner names it.</summary>
    public sealed record Details(
        string Number, string BankBic, string BankName, string AccountName, string Currency, string Purpose)
    {
        internal Details Fold() => new(
            AccountNumber.Fold(Number), BankBic.Trim().ToUpperInvariant(), BankName.Trim(), AccountName.Trim(),
            Currency, Purpose);
    }
}

/// <summary>How long a verified account rests before it may be paid.</summary>
public sealed record AccountPolicy(int Version, TimeSpan CoolingTime)
{
    /// <summary>Until a policy is set: a day, in which an owner notices an account that is not theirs.</summary>
    public static readonly AccountPolicy Default = new(0, TimeSpan.FromDays(1));
}

/// <summary>The organisation has this account already.</summary>
public sealed record BankAccountRegistered(string Number, string Currency, string Purpose) : Failure(
    FailureKind.Conflict, "bank-account-registered",
    $"The {Purpose} account {Number} in {Currency} is registered already.", "number");

/// <summary>The change does not fit the account's state.</summary>
public sealed record BankAccountIs(string State) : Failure(
    FailureKind.Conflict, "bank-account-state", $"The bank account is {State} already.");
