using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.BankSettlement;

/// <summary>An organisation's accounts changed: releases that wait for a checker are void, payouts that lacked an
/// account go, collections get their account.</summary>
public static class FollowAccounts
{
    private static readonly Sql NewestVersion = Sql.Of("select version from organisation where id = @id");
    private static readonly Sql Known =
        Sql.Of("select body from registered_account where organisation_id = @id order by account_id");
    private static readonly Sql Forget = Sql.Of("delete from registered_account where organisation_id = @id");

    private static readonly Sql Keep = Sql.Upsert(
        "registered_account", "organisation_id, account_id",
        "organisation_id, account_id, number, currency, purpose, body");

    private static readonly Sql Waiting = Sql.Of("""
        select id, kind from payment where state = 'instructed' and (payee_id = @id or payer_id = @id) order by position
        """);

    public static async Task Handle(OrganisationChanged message, UnitOfWork work)
    {
        // The platform's copy was written before this handler runs; an older message than it changes nothing here
        // either.
        if (await work.QueryFirst<long>(NewestVersion, new { message.Id }) != message.Version) return;
        var known = await work.Query<string>(Known, new { message.Id });
        var now = message.BankAccounts.Select(MessageJson.Write).ToList();
        if (known.ToHashSet(StringComparer.Ordinal).SetEquals(now)) return;
        await work.Execute(Forget, new { message.Id });
        foreach (var account in message.BankAccounts)
        {
            await work.Execute(Keep, new
            {
                OrganisationId = message.Id,
                AccountId = account.Id,
                account.Number,
                account.Currency,
                account.Purpose,
                Body = MessageJson.Write(account),
            });
        }

        await CollectionAccount.Follow(work, message);
        foreach (var waiting in await work.Query<Row>(Waiting, new { message.Id }))
        {
            if (waiting.Kind == PaymentKinds.Disbursement)
                await Approvals.Void(
                    work, ReleasePayment.Command, waiting.Id, "A registered account of payer or payee changed.");
            else await StandingMandate.Release(work, (await Payment.Lock(work, waiting.Id))!);
        }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Kind { get; init; } = "";
    }
}
