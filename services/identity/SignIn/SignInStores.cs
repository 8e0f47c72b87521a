using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>Writes password accounts and clients through their libraries' own managers, in the transaction of the unit
/// of work that writes the member: neither exists without the other.</summary>
public sealed class SignInStores(IServiceScopeFactory scopes)
{
    /// <summary>Hashing is slow on purpose; a megabyte of password would make it slower than anyone needs.</summary>
    public const int LongestPassword = 200;

    /// <summary>Gives a person a password.</summary>
    public Task<PasswordRefused?> AddPerson(UnitOfWork work, Member person, string password) =>
        Within(work, async services =>
    {
        var accounts = services.GetRequiredService<UserManager<IdentityUser>>();
        var account = new IdentityUser(person.SignInName) { Id = person.Id.ToString(), LockoutEnabled = true };
        return password.Length > LongestPassword ? new PasswordRefused(TooLong)
            : Refused(await accounts.CreateAsync(account, password));
    });

    /// <summary>Gives many people one password at the price of one hash; a demonstration's password is no
    /// secret.</summary>
    public Task AddPeople(UnitOfWork work, IEnumerable<Member> people, string password) =>
        Within(work, async services =>
    {
        var accounts = services.GetRequiredService<UserManager<IdentityUser>>();
        var hash = accounts.PasswordHasher.HashPassword(new IdentityUser(), password);
        foreach (var person in people)
        {
            var account = new IdentityUser(person.SignInName)
            {
                Id = person.Id.ToString(),
                LockoutEnabled = true,
                PasswordHash = hash,
            };
            if (Refused(await accounts.CreateAsync(account)) is { } refused)
            {
                throw new InvalidOperationException(refused.Message);
            }
        }

        return true;
    });

    /// <summary>Replaces a person's password, ends a lockout, every session (by the security stamp) and every refresh
    /// token.</summary>
    public Task<PasswordRefused?> ChangePassword(UnitOfWork work, Member person, string password) =>
        Within(work, async services =>
    {
        var accounts = services.GetRequiredService<UserManager<IdentityUser>>();
        var account = await accounts.FindByIdAsync(person.Id.ToString())
            ?? throw new InvalidOperationException($"Person {person.Id} has no account.");
        foreach (var validator in accounts.PasswordValidators)
        {
            if (password.Length > LongestPassword)
            {
                return new PasswordRefused(TooLong);
            }

            if (Refused(await validator.ValidateAsync(accounts, account, password)) is { } refused)
            {
                return refused;
            }
        }

        await services.GetRequiredService<IOpenIddictTokenManager>().RevokeBySubjectAsync(account.Id);
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        return Refused(await accounts.UpdateSecurityStampAsync(account));
    });

    /// <summary>Makes a client that may ask for tokens, or makes the one with its <c>client_id</c> like it.</summary>
    public Task PutClient(UnitOfWork work, OpenIddictApplicationDescriptor client) => Within(work, async services =>
    {
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        if (await applications.FindByClientIdAsync(client.ClientId ?? "") is not { } known)
        {
            return await applications.CreateAsync(client);
        }

        await applications.UpdateAsync(known, client);
        return known;
    });

    private const string TooLong = "A password has at most 200 characters.";

    private static PasswordRefused? Refused(IdentityResult result) =>
        result.Succeeded ? null
            : new PasswordRefused(string.Join(' ', result.Errors.Select(error => error.Description)));

    private async Task<T> Within<T>(UnitOfWork work, Func<IServiceProvider, Task<T>> body)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SignInDbContext>().Database;
        database.SetDbConnection(work.Transaction.Connection, contextOwnsConnection: false);
        await database.UseTransactionAsync(work.Transaction);
        return await body(scope.ServiceProvider);
    }
}

/// <summary>The password breaks a rule.</summary>
public sealed record PasswordRefused(string Why) : Failure(FailureKind.Invalid, "password-refused", Why, "password");
