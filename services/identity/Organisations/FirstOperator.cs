using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The operator admits everyone else, so somebody has to admit the operator: whoever holds the machine, once,
/// by a file that the service's settings name. With an operator in the database the file is not read any
/// more.</summary>
public sealed class FirstOperator(Database database, SignInStores stores, ServiceSettings settings,
    ILogger<FirstOperator> log)
{
    /// <summary>Service setting: the path of a JSON file as <see cref="Setup"/> says.</summary>
    public const string FileSetting = "FirstOperatorFile";

    public async Task Start(CancellationToken cancellation)
    {
        if (!await database.Read(Organisations.AreNone, cancellation))
        {
            return;
        }

        var path = settings[FileSetting] ?? throw new InvalidOperationException(
            $"There is no operator yet. Name a file in the setting identity:Own:{FileSetting} with the operator's "
            + "name, identifiers and people: at least a maker, a checker and an administrator, the maker and the "
            + "checker being two people.");
        var setup = JsonSerializer.Deserialize<Setup>(await File.ReadAllTextAsync(path, cancellation), ApiJson.Options)
            ?? throw new InvalidOperationException($"{path} is empty.");
        if (await database.Run(work => Register(work, setup), cancellation) is { IsFailure: true } outcome)
        {
            if (!await database.Read(Organisations.AreNone, cancellation))
            {
                return; // Another process of this service was first.
            }

            throw new InvalidOperationException($"{path}: {outcome.Failure.Field} {outcome.Failure.Message}");
        }

        log.LogWarning("The operator {Name} is registered. Delete {File}: it holds passwords", setup.Name, path);
    }

    private async Task<Result<Organisation>> Register(UnitOfWork work, Setup setup)
    {
        var applied = Organisation.Apply(
            Guid.CreateVersion7(), setup.Name, [OrganisationKinds.Operator], setup.Identifiers, byNameAllowed: false);
        if (applied.IsFailure)
        {
            return applied;
        }

        if (!HasFourEyes(setup.People))
        {
            return new InvalidField("people", "four-eyes",
                "The operator needs a maker, another person as checker, and an administrator.");
        }

        var organisation = applied.Value with { Status = OrganisationStatuses.Admitted };
        if (await Organisations.Add(work, organisation) is { } taken)
        {
            return taken;
        }

        foreach (var one in setup.People)
        {
            var person = Member.Person(Guid.CreateVersion7(), organisation.Id, one.SignInName, one.Name, one.Roles);
            if ((person.Failure ?? await AddPerson.Add(work, stores, person.Value, one.Password)) is { } failure)
            {
                return failure;
            }
        }

        if (setup.WebClient is { } web)
        {
            if (web.Secret.Length is < AddApiClient.ShortestSecret or > AddApiClient.LongestSecret)
            {
                return new InvalidField("webClient.secret", "length",
                    $"A secret has {AddApiClient.ShortestSecret} to {AddApiClient.LongestSecret} random characters.");
            }

            await stores.PutClient(work,
                Clients.Web(web.ClientId, web.Name, web.Secret, web.RedirectUri, web.SignedOutUri));
        }

        return organisation;
    }

    private static bool HasFourEyes(Person[] people) =>
        people.Any(p => p.Roles.Contains(Roles.Administrator))
        && people.Any(maker => maker.Roles.Contains(Roles.Maker)
            && people.Any(checker => checker != maker && checker.Roles.Contains(Roles.Checker)));

    /// <summary>The file's content.</summary>
    public sealed record Setup(
        string Name, OrganisationIdentifier[] Identifiers, Person[] People, Web? WebClient = null);

    /// <summary>The application through which people sign in; without one nobody can, until the file has been read
    /// with one.</summary>
    public sealed record Web(string ClientId, string Name, string Secret, Uri RedirectUri, Uri SignedOutUri);

    /// <summary>One of the operator's people.</summary>
    public sealed record Person(string SignInName, string Name, string[] Roles, string Password);
}
