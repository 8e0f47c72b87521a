using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>Who may act: organisations, their people, machines and bank accounts; sign-in and tokens; the business
/// clock's one setting.</summary>
public static class IdentityService
{
    public static readonly ServiceDefinition Definition = new("identity", typeof(IdentityService).Assembly)
    {
        Examples = IdentityExamples.Table,
        Routes = Routes,
        Services = Services,
        Starting = Starting,
        FourEyes = commands =>
        {
            ChangeStanding.Add(commands);
            ChangeBankAccount.Add(commands);
            commands.On<SetAccountPolicy.Command, SetAccountPolicy.Answer>(SetAccountPolicy.Name,
                SetAccountPolicy.Execute);
            commands.On<BankAccount.Details, OrganisationBankAccount>(RegisterBankAccount.Name,
                RegisterBankAccount.Execute);
        },
        KeyFiles = KeyFiles.Needs,
        DemonstrationSettings = [Demonstration.ClockStart],
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>
        {
            [typeof(OrganisationChanged)] = Organisations.Republish,
            [typeof(PersonChanged)] = Members.Republish,
            [typeof(BusinessClockMoved)] = MoveBusinessClock.Republish,
        },
    };

    private static void Routes(IEndpointRouteBuilder routes)
    {
        string[] maker = [Contracts.Roles.Maker], administrator = [Contracts.Roles.Administrator];
        string[] operators = [OrganisationKinds.Operator];

        var organisations = routes.MapGroup("/api/organisations").WithTags("Organisations");
        organisations.MapGet("", ReadOrganisations.List).AllowReaders().WithSummary("The directory of organisations");
        organisations.MapGet("/{id:guid}", ReadOrganisations.Get).AllowReaders().WithSummary("One organisation");
        organisations.MapPost("", RegisterOrganisation.Handle).Allow(operators, maker)
            .WithSummary("Enters an application");
        organisations.MapPost("/{id:guid}/admit", ChangeStanding.ProposeAdmission).Allow(operators, maker)
            .WithSummary("Asks a checker to admit an applicant");
        organisations.MapPost("/{id:guid}/suspend", ChangeStanding.ProposeSuspension).Allow(operators, maker)
            .WithSummary("Asks a checker to suspend an organisation");
        organisations.MapPost("/{id:guid}/reinstate", ChangeStanding.ProposeReinstatement).Allow(operators, maker)
            .WithSummary("Asks a checker to reinstate an organisation");

        var users = routes.MapGroup("/api/users").WithTags("People");
        users.MapGet("", ReadMembers.People).AllowReaders().WithSummary("The people of your organisation");
        users.MapGet("/{id:guid}", ReadMembers.Person).AllowReaders().WithSummary("One person of your organisation");
        users.MapPost("", AddPerson.Handle).Allow([], [Contracts.Roles.Administrator, Contracts.Roles.Maker])
            .WithSummary(
                "Lets a person in: your own as administrator, another organisation's first administrator as operator");
        users.MapPut("/{id:guid}", ChangeMember.Person).Allow([], administrator)
            .WithSummary("Changes a person's name and roles, or ends access");
        users.MapPost("/{id:guid}/password", ChangeMember.Password).Allow([], administrator)
            .WithSummary("Gives a person a new password");

        var clients = routes.MapGroup("/api/api-clients").WithTags("API clients");
        clients.MapGet("", ReadMembers.ApiClients).AllowReaders().WithSummary("The API clients of your organisation");
        clients.MapGet("/{id:guid}", ReadMembers.ApiClient).AllowReaders()
            .WithSummary("One API client of your organisation");
        clients.MapPost("", AddApiClient.Handle).Allow([], administrator)
            .WithSummary("Registers a machine by its public key or a secret");
        clients.MapPut("/{id:guid}", ChangeMember.Client).Allow([], administrator)
            .WithSummary("Changes an API client, or ends its access");

        var accounts = routes.MapGroup("/api/bank-accounts").WithTags("Bank accounts");
        accounts.MapGet("", ReadBankAccounts.List).AllowReaders().WithSummary("Your organisation's bank accounts");
        accounts.MapGet("/{id:guid}", ReadBankAccounts.Get).AllowReaders().WithSummary("One bank account");
        accounts.MapPost("", RegisterBankAccount.Propose).Allow([], maker)
            .WithSummary("Asks a checker to register a bank account");
        accounts.MapPost("/{id:guid}/close", ChangeBankAccount.ProposeClosing).Allow([], maker)
            .WithSummary("Asks a checker to close a bank account");
        accounts.MapPost("/{id:guid}/verify", ChangeBankAccount.ProposeVerification).Allow(operators, maker)
            .WithSummary("Asks the operator's checker to confirm that an account is its owner's");

        accounts.MapGet("/policy", SetAccountPolicy.Get).AllowReaders()
            .WithSummary("How long a new account rests before it may be paid");
        accounts.MapPost("/policy", SetAccountPolicy.Propose).Allow(operators, maker)
            .WithSummary("Asks the operator's checker to change that");

        TokenRoutes.Map(routes);
        if (routes.ServiceProvider.GetRequiredService<ServiceSettings>().IsDemonstration)
        {
            DemonstrationRoutes(routes, operators);
        }
    }

    private static void DemonstrationRoutes(IEndpointRouteBuilder routes, string[] operators)
    {
        string[] any = [Contracts.Roles.Maker, Contracts.Roles.Checker, Contracts.Roles.Administrator];
        routes.MapGet("/api/business-clock", MoveBusinessClock.Get).AllowReaders().WithTags("Demonstration")
            .WithSummary("Where the business clock is");
        routes.MapPost("/api/business-clock", MoveBusinessClock.Handle).Allow(operators, any).WithTags("Demonstration")
            .WithSummary("Moves the business clock forward");
        routes.MapPost("/api/demonstration/organisations", RegisterDemonstrationOrganisation.Handle)
            .Allow(operators, any)
            .WithTags("Demonstration").WithSummary("Puts one more organisation on the stage");
    }

    private static void Services(IServiceCollection services, ServiceSettings settings)
    {
        TokenServer.Add(services,
            TokenServerSettings.Of(settings.TokenIssuer, settings.DataFolder, settings.Form == Form.Test));
        services.AddSingleton<Demonstration>().AddSingleton<FirstOperator>();
    }

    private static async Task StartProduction(IServiceProvider services, CancellationToken cancellation)
    {
        await Demonstration.RefuseItsDatabase(services.GetRequiredService<Database>(), cancellation);
        await services.GetRequiredService<FirstOperator>().Start(cancellation);
    }

    private static Task Starting(IServiceProvider services, CancellationToken cancellation) =>
        services.GetRequiredService<ServiceSettings>().Form switch
        {
            Form.Production => StartProduction(services, cancellation),
            Form.Demonstration => services.GetRequiredService<Demonstration>().Start(cancellation),
            Form.Test => Task.CompletedTask,
        };
}
