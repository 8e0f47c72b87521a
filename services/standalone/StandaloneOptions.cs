using System.Net;

namespace SupplyFinance.Standalone;

/// <summary>The command line of the standalone host.</summary>
/// <param name="DataFolder">Where databases and keys live; null: <c>data</c>, or a fresh folder for a walkthrough.</param>
/// <param name="Url">The gateway's address.</param>
/// <param name="Walkthrough">Whether to carry out one financing and end.</param>
/// <param name="Invoice">The invoice file of the walkthrough; null: the sample.</param>
/// <param name="At">A running platform to walk through, instead of starting one; null: start one.</param>
/// <param name="Republish">Whether every service publishes its current states again at the start.</param>
/// <param name="Help">Whether to show how to call it.</param>
public sealed record StandaloneOptions(
    string? DataFolder, Uri Url, bool Walkthrough, string? Invoice, Uri? At, bool Republish, bool Help)
{
    public const string Usage = """
        SupplyFinance, the whole platform in one process.

          dotnet run --project services/standalone [-- OPTIONS]                           start it
          dotnet run --project services/standalone -- walkthrough [INVOICE.xml] [OPTIONS] carry out one financing and show it

          --data DIR     keep everything in DIR (default: data; a walkthrough takes a fresh folder);
                         an existing folder is continued, never overwritten
          --urls URL     listen there (default: http://localhost:8080); loopback only, port 0 picks a free one
          --at URL       walkthrough only: on the demonstration that runs at URL, instead of starting one
          --republish    have every service publish its current states again, for copies that are missing or in doubt
          --help         show this

        A walkthrough ends with 0 when the invoice is financed, discharged and proven, or was already;
        with 3 when a rule forbids financing it (the rule is named); with 1 on any other failure (the step is named).
        """;

    private static readonly Uri DefaultUrl = new("http://localhost:8080");

    /// <summary>Reads the command line; the error says what is wrong with it.</summary>
    public static (StandaloneOptions? Options, string? Error) Parse(string[] args)
    {
        var options = new StandaloneOptions(null, DefaultUrl, false, null, null, false, false);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--help" or "-h" or "-?":
                    options = options with { Help = true };
                    break;
                case "--data":
                    if (string.IsNullOrWhiteSpace(value)) return (null, "--data needs a folder.");
                    options = options with { DataFolder = value };
                    i++;
                    break;
                case "--urls":
                    if (Address(value) is not { } url) return (null, "--urls needs one loopback address such as http://localhost:8080.");
                    options = options with { Url = url };
                    i++;
                    break;
                case "--at":
                    if (Address(value) is not { } at) return (null, "--at needs the loopback address of a running platform.");
                    options = options with { At = at };
                    i++;
                    break;
                case "--republish":
                    options = options with { Republish = true };
                    break;
                case "walkthrough" when !options.Walkthrough:
                    options = options with { Walkthrough = true };
                    break;
                case var file when options.Walkthrough && options.Invoice is null && !file.StartsWith('-'):
                    options = options with { Invoice = file };
                    break;
                case var other:
                    return (null, $"'{other}' is not understood; --help shows what is.");
            }
        }

        return options.At is not null && !options.Walkthrough ? (null, "--at goes with walkthrough.") : (options, null);
    }

    // Demonstration people have published passwords, so this form never listens where others can reach it.
    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttp
        && url.PathAndQuery == "/"
        && (url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
            ? url
            : null;
}
