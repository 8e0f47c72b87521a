using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.BankSettlement;

/// <summary>A registered bank account as a payment copies it when it is released: what was approved is what is paid. An
/// account printed on an invoice never gets here.</summary>
public sealed record AccountCopy(
    Guid Id, string Number, string BankBic, string BankName, string AccountName, string Currency)
{
    /// <summary>The text that is stored with a payment.</summary>
    public string ToText() => MessageJson.Write(this);

    /// <summary>The copy in a stored text.</summary>
    public static AccountCopy? Of(string? text) => text is null ? null : MessageJson.Read<AccountCopy>(text);

    /// <summary>The organisation's account for a purpose and currency that is verified and may be used by now; the one
    /// asked for, or the first registered (ids are in the order of registration).</summary>
    public static async Task<AccountCopy?> Usable(
        UnitOfWork work, Guid organisationId, string purpose, string currency, Guid? accountId = null,
        string? number = null)
    {
        var organisation = await Participants.Organisation(work, organisationId);
        return organisation?.BankAccounts
            .Where(x => x.Purpose == purpose && x.Currency == currency && x.Verified
                && x.UsableFrom <= work.BusinessNow)
            .Where(x => (accountId is null || x.Id == accountId) && (number is null || x.Number == number))
            .OrderBy(x => x.Id.ToString("N"), StringComparer.Ordinal)
            .Select(x => new AccountCopy(x.Id, x.Number, x.BankBic, x.BankName, x.AccountName, x.Currency))
            .FirstOrDefault();
    }

    /// <summary>Whether the copy is still exactly what the organisation has registered, verified and usable.</summary>
    public async Task<bool> IsCurrent(UnitOfWork work, Guid organisationId, string purpose) =>
        await Usable(work, organisationId, purpose, Currency, Id) == this;
}
