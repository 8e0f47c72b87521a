using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.BankSettlement;

/// <summary>Gives a debtor's collections the account they lacked when they were opened. One that was named to holders
/// stays as it is.</summary>
internal static class CollectionAccount
{
    private static readonly Sql Missing =
        Sql.Of("select id from collection where debtor_id = @id and account_number is null order by position");

    /// <summary>A debtor's accounts changed.</summary>
    public static async Task Follow(UnitOfWork work, OrganisationChanged debtor)
    {
        foreach (var id in await work.Query<Guid>(Missing, new { debtor.Id }))
        {
            var collection = (await Collection.Lock(work, id))!;
            if (await Give(work, collection)) await collection.Save(work);
            else await LookAgain(work, collection);
        }
    }

    /// <summary>Takes the debtor's account if one can be used by now and none was taken before.</summary>
    public static async Task<bool> Give(UnitOfWork work, Collection collection)
    {
        if (collection.AccountNumber is not null) return false;
        var account = await AccountCopy.Usable(
            work, collection.DebtorId, BankAccountPurposes.Collection, collection.Currency);
        collection.AccountNumber = account?.Number;
        return account is not null;
    }

    /// <summary>Nobody tells when an account's cooling time is over: the collection looks then.</summary>
    public static async Task LookAgain(UnitOfWork work, Collection collection)
    {
        var debtor = await Participants.Organisation(work, collection.DebtorId);
        foreach (var account in debtor?.BankAccounts.Where(x => x.Verified && x.UsableFrom > work.BusinessNow
            && x.Purpose == BankAccountPurposes.Collection && x.Currency == collection.Currency) ?? [])
            work.Schedule(new TurnCollection(collection.Id), account.UsableFrom, ClockKind.Business);
    }
}
