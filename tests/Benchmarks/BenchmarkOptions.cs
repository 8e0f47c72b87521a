using System.Globalization;

namespace SupplyFinance.Benchmarks;

/// <summary>The command line of the benchmarks.</summary>
/// <param name="Parts">What is measured.</param>
/// <param name="Deals">Financings on each form of the platform.</param>
/// <param name="Seconds">Seconds for each side of a measurement that lasts as long as it is let.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Parts, int Deals, int Seconds)
{
    public const string Usage = """
        Measures SupplyFinance against baselines on this machine and prints one table.

          dotnet run -c Release --project tests/Benchmarks [-- deals|gateway|relay|startup|all] [--deals N] [--seconds N]

          --deals N      financings on each form of the platform (default 20, 1 to 50), ten at a time
          --seconds N    seconds for each side of the gateway's measurement, and for repeated starts (default 10, 1 to 120)

        Needs PostgreSQL and RabbitMQ of Debian's packages for all but startup.
        """;

    private const int DefaultDeals = 20;

    /// <summary>Each round of ten takes the business clock four months on, and a credit limit ends after two years.</summary>
    private const int MostDeals = 50;

    private const int DefaultSeconds = 10;

    private const int MostSeconds = 120;

    private static readonly string[] All = ["deals", "gateway", "relay", "startup"];

    /// <summary>Reads the command line; null: it is not understood.</summary>
    public static BenchmarkOptions? Parse(string[] args)
    {
        var options = new BenchmarkOptions(All, DefaultDeals, DefaultSeconds);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "all":
                    break;
                case var part when All.Contains(part):
                    options = options with { Parts = [part] };
                    break;
                case "--deals" when Number(value, MostDeals) is { } deals:
                    options = options with { Deals = deals };
                    i++;
                    break;
                case "--seconds" when Number(value, MostSeconds) is { } seconds:
                    options = options with { Seconds = seconds };
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
