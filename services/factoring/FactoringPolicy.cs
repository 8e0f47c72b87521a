using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring;

/// <summary>The auction and product rules that this service enforces; each request stores the version it was opened under.</summary>
/// <param name="MinimumWindow">Shortest time that banks have to bid.</param>
/// <param name="RegistrationRequired">Pay only after the assignment is registered (银发〔2025〕77号, art. 13).</param>
public sealed record FactoringPolicy(string Version, TimeSpan MinimumWindow, bool RegistrationRequired)
{
    /// <summary>Setting that turns the registration gate on or off, <c>true</c> or <c>false</c>.</summary>
    public const string RegistrationSetting = "RegistrationRequired";

    /// <summary>A lot must have at least this long to run to enter an auction.</summary>
    public const int MinimumRemainingDays = 15;

    /// <summary>Above this tenor the financing bank must say why it finds it reasonable (art. 11).</summary>
    public const int MonthsWithoutReason = 6;

    /// <summary>Longer auctions would outlive the prices that banks can promise.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(30);

    /// <summary>Lots of one bundle: far below what one ledger entry holds.</summary>
    public const int MaxLots = 50;

    /// <summary>A yearly rate above 100 % is a typing error.</summary>
    public const int MaxRatePpm = 1_000_000;

    /// <summary>The financed share, 1–100 %.</summary>
    public const int MinAdvancePpm = 10_000;

    /// <summary>The policy of a form: a demonstration closes auctions within a minute and pays without a register.</summary>
    public static FactoringPolicy Of(ServiceSettings settings) => new(
        settings.IsDemonstration ? "demonstration-1" : "production-1",
        settings.IsDemonstration ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(30),
        settings[RegistrationSetting] is { } set ? bool.Parse(set) : !settings.IsDemonstration);
}
