using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>The tables of ASP.NET Core Identity (passwords, lockout) and OpenIddict (clients, authorizations, tokens).
/// They live in the service's own database beside its other tables and are made by the same numbered migrations;
/// nothing here creates a table. Names are put into the migrations' spelling so that no database needs quoted
/// names.</summary>
public sealed partial class SignInDbContext(DbContextOptions<SignInDbContext> options)
    : IdentityUserContext<IdentityUser>(options)
{
    /// <summary>Speaks to the service's own database, through a connection of its own that it opens when it needs one
    /// and that ends with the context.</summary>
    public static void Use(DbContextOptionsBuilder options, Database database)
    {
        var connection = database.Connect();
        _ = database.Dialect switch
        {
            SqliteDialect => options.UseSqlite(connection, contextOwnsConnection: true),
            PostgreSqlDialect => options.UseNpgsql(connection, contextOwnsConnection: true),
            SqlServerDialect => options.UseSqlServer(connection, contextOwnsConnection: true),
            var other => throw new InvalidOperationException($"Sign-in has no provider for {other.Name}."),
        };
        options.UseOpenIddict();
    }

    // OpenIddict's instants are UTC; the column keeps an offset beside them.
    private static readonly ValueConverter<DateTime, DateTimeOffset> UtcInstant = new(
        utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)), instant => instant.UtcDateTime);

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
                if (property.ClrType == typeof(int) && property.IsPrimaryKey())
                {
                    // The migrations number rows with 64 bits, and SQL Server's driver reads no type as another.
                    property.SetProviderClrType(typeof(long));
                }

                if (property.ClrType == typeof(DateTime?) && Database.IsSqlServer())
                {
                    property.SetValueConverter(UtcInstant);
                }
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
