using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>Puts organisations, people and bank accounts of a demonstration into the database. Ids come from names, so
/// that a second run adds only what is missing.</summary>
public static class DemonstrationSeed
{
    /// <summary>Accounts are usable whatever instant the demonstration's business clock starts at.</summary>
    private static readonly DateTimeOffset Always = DateTimeOffset.UnixEpoch;

    /// <summary>The whole cast.</summary>
    public static async Task Cast(UnitOfWork work, SignInStores stores)
    {
        foreach (var one in DemonstrationCast.Organisations)
        {
            await Complete(work, await Register(work, one.Key, one.Name, one.Kinds, [one.Identifier]),
                DemonstrationCast.Currencies);
        }

        await stores.AddPeople(
            work, DemonstrationCast.Organisations.SelectMany(one => People(one.Key, one.Id, one.Name)),
            DemonstrationCast.Password);
    }

    /// <summary>One organisation, admitted, with its people and with verified accounts in the currencies. Where an
    /// organisation has one of the identifiers already, that one is completed and answered.</summary>
    public static async Task<Organisation> Organisation(
        UnitOfWork work, SignInStores stores, string key, string name, IReadOnlyList<string> kinds,
        IReadOnlyList<OrganisationIdentifier> identifiers, IReadOnlyList<string> currencies)
    {
        if (await Registered(work, identifiers) is { } known)
        {
            return await Complete(work, await Widen(work, known, kinds), currencies);
        }

        var organisation = await Register(work, key, name, kinds, identifiers);
        await stores.AddPeople(work, People(key, organisation.Id, name), DemonstrationCast.Password);
        return await Complete(work, organisation, currencies);
    }

    /// <summary>Who sells on one invoice may buy on the next. Whoever watches the market stays out of it.</summary>
    private static async Task<Organisation> Widen(UnitOfWork work, Organisation organisation,
        IReadOnlyList<string> kinds)
    {
        var widened =
            organisation with { Version = organisation.Version + 1, Kinds = [.. organisation.Kinds.Union(kinds)] };
        if (widened.Kinds.Count == organisation.Kinds.Count || widened.Kinds.Any(Identity.Organisation.IsNeutral))
        {
            return organisation;
        }

        await Organisations.Save(work, widened);
        return widened;
    }

    private static IEnumerable<Member> People(string key, Guid organisationId, string name) =>
        DemonstrationCast.People.Select(person =>
        Member.Person(
            DemonstrationId.Of("person", key, person.Name), organisationId, $"{person.Name}@{key}.example",
            $"{name}, {person.Name}",
            person.Roles).Value);

    private static async Task<Organisation> Complete(UnitOfWork work, Organisation organisation,
        IReadOnlyList<string> currencies)
    {
        foreach (var currency in currencies)
        {
            organisation = await AddAccount(work, organisation, currency, BankAccountPurposes.Operating);
            if (organisation.Kinds.Contains(OrganisationKinds.CoreEnterprise))
            {
                organisation = await AddAccount(work, organisation, currency, BankAccountPurposes.Collection);
            }
        }

        return organisation;
    }

    private static async Task<Organisation?> Registered(UnitOfWork work,
        IReadOnlyList<OrganisationIdentifier> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (await Organisations.By(work, identifier) is { } organisation)
            {
                return organisation;
            }
        }

        return null;
    }

    private static async Task<Organisation> Register(
        UnitOfWork work, string key, string name, IReadOnlyList<string> kinds,
        IReadOnlyList<OrganisationIdentifier> identifiers)
    {
        var organisation = new Organisation(
            DemonstrationId.Of("organisation", key), 1, name, kinds, OrganisationStatuses.Admitted, identifiers, []);
        if (await Organisations.Add(work, organisation) is { } taken)
        {
            throw new InvalidOperationException(taken.Message);
        }

        foreach (var person in People(key, organisation.Id, name))
        {
            if (await Members.Add(work, person) is { } nameTaken)
            {
                throw new InvalidOperationException(nameTaken.Message);
            }
        }

        return organisation;
    }

    private static async Task<Organisation> AddAccount(UnitOfWork work, Organisation owner, string currency,
        string purpose)
    {
        if (owner.BankAccounts.Any(a => !a.Closed && a.Currency == currency && a.Purpose == purpose))
        {
            return owner;
        }

        var key = owner.Id.ToString();
        var bank = DemonstrationCast.BankOf(owner.Id);
        var account = new BankAccount(
            DemonstrationId.Of("bank account", key, currency, purpose), owner.Id,
            DemonstrationNumbers.Account(key, currency, purpose),
            bank.Bic, bank.Name, owner.Name, currency, purpose,
            Verified: true, Closed: false, Always, AccountPolicy.Default.Version);
        await BankAccounts.Add(work, owner, account);
        return owner with { Version = owner.Version + 1, BankAccounts = [.. owner.BankAccounts, account] };
    }
}
