using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>The tables of ASP.NET Core Identity (passwords, lockout) and OpenIddict (clients, authorizations, tokens).
/// They live in the service's own database beside its other tables and are made by the same numbered migrations;
/// nothing here creates a table. Names are put into the migrations' spelling so that no database needs quoted
/// names.</summary>
public sealed partial class SignInDbContext(DbContextOptions<SignInDbContext> options)
    : IdentityUserContext<IdentityUser>(options)
{
    /// <summary>Speaks to the service's own database, through a connection of its own that ends with the
    /// context.</summary>
    public static void Use(DbContextOptionsBuilder options, Database database)
    {
        var connection = database.Open().GetAwaiter().GetResult();
        _ = connection switch
        {
            SqliteConnection => options.UseSqlite(connection, contextOwnsConnection: true),
            _ => throw new InvalidOperationException($"Sign-in has no provider for {connection.GetType().Name} yet."),
        };
        options.UseOpenIddict();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            var table =
                Spelled(entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table."));
            entity.SetTableName(table);
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Spelled(property.Name));
            }
        }
    }

    /// <summary><c>OpenIddictApplications.ClientId</c> → <c>openiddict_applications.client_id</c>; <c>AspNetUsers</c> →
    /// <c>sign_in_users</c>.</summary>
    internal static string Spelled(string name) => Hump()
        .Replace(name.Replace("OpenIddict", "Openiddict", StringComparison.Ordinal)
            .Replace("AspNet", "SignIn", StringComparison.Ordinal), "_$1")
        .ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Hump();
}
