using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Identity.Tests;

public sealed class RepublishTests(SharedHost shared)
{
    private static readonly Sql ForgetOrganisations = Sql.Of("delete from organisation where id = @id");
    private static readonly Sql ForgetPeople = Sql.Of("delete from person where id = @id");
    private static readonly Sql Known = Sql.Of("select name from person where id = @id");

    [Fact]
    public async Task A_consumer_that_lost_its_copies_gets_the_current_states_again()
    {
        var organisation = DemonstrationId.Of("organisation", "supplier2");
        var person = DemonstrationId.Of("person", "supplier2", "checker");
        await shared.Host.Database.Run(async work =>
        {
            await work.Execute(ForgetOrganisations, new { id = organisation });
            await work.Execute(ForgetPeople, new { id = person });
            Republishing.All(IdentityService.Definition, work);
        });

        var found = await shared.Host.Published(organisation);
        Assert.Equal(OrganisationStatuses.Admitted, found.Status);
        Assert.Equal(["CNY", "EUR"], found.BankAccounts.Select(account => account.Currency).Order());
        Assert.All(found.BankAccounts, account => Assert.True(account.Verified));
        Assert.NotNull(await shared.Host.Database.Read(work => work.QueryFirst<string>(Known, new { id = person })));
    }
}
