using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Gives a debtor's collections the account they lacked when they were opened. One that was named to holders
/// stays as it is.</summary>
internal static class CollectionAccount
{
    private static readonly Sql Missing =
        Sql.Of("select id from collection where debtor_id = @id and account_number is null order by position");

    public static async Task Follow(UnitOfWork work, OrganisationChanged debtor)
    {
        foreach (var id in await work.Query<Guid>(Missing, new { debtor.Id }))
        {
            var collection = (await Collection.Lock(work, id))!;
            var account =
                await AccountCopy.Usable(work, debtor.Id, BankAccountPurposes.Collection, collection.Currency);
            if (account is null) continue;
            collection.AccountNumber = account.Number;
            await collection.Save(work);
        }
    }
}
