using Microsoft.AspNetCore.Identity;

namespace SupplyFinance.Identity;

/// <summary>The password account behind a person: the same id, made in the same transaction as the person.</summary>
public static class SignInAccounts
{
    /// <summary>NIST SP 800-63B §3.1.1.2: fifteen characters where the password stands alone.</summary>
    public const int ShortestPassword = 15;

    /// <summary>Hashing is slow on purpose; a megabyte of password would make it slower than anyone needs.</summary>
    public const int LongestPassword = 200;

    private static readonly PasswordHasher<IdentityUser> Hasher = new();

    /// <summary>Names are compared without regard to case.</summary>
    public static string Normalized(string signInName) => signInName.Normalize().ToUpperInvariant();

    /// <summary>The slow, salted hash that ASP.NET Core Identity verifies.</summary>
    public static string Hash(string password) => Hasher.HashPassword(new IdentityUser(), password);
}
