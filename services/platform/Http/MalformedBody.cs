using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace SupplyFinance.Platform.Http;

/// <summary>Says what is wrong with a body in the words of who sent it; the framework's words name our types and how to change them.</summary>
internal static partial class MalformedBody
{
    public static string Describe(JsonException fault)
    {
        var where = fault.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? $"'{path[2..]}'" : "The body";
        if (Missing().Match(fault.Message) is { Success: true } missing) return $"Required, and not there: {missing.Groups[1].Value}.";
        if (Unknown().Match(fault.Message) is { Success: true } unknown) return $"There is no member '{unknown.Groups[1].Value}' here.";
        if (Twice().Match(fault.Message) is { Success: true } twice) return $"The member '{twice.Groups[1].Value}' is there twice.";
        if (fault.Message.Contains("doesn't allow null", StringComparison.Ordinal)) return $"{where} has a null where a value must be.";
        if (OurTypes().IsMatch(fault.Message)) return $"{where} is not of the kind that is asked for.";
        return Place().Replace(fault.Message, "");
    }

    public static string Describe(BadHttpRequestException fault) =>
        fault.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal) ? "This needs a JSON body." : fault.Message;

    [GeneratedRegex(@"missing required properties including: (.*?)\.?$")]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped to any .NET member", RegexOptions.Singleline)]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '(.*?)' encountered", RegexOptions.Singleline)]
    private static partial Regex Twice();

    [GeneratedRegex(@"SupplyFinance\.|System\.|\.NET|\btype '")]
    private static partial Regex OurTypes();

    [GeneratedRegex(@" Path: .*$", RegexOptions.Singleline)]
    private static partial Regex Place();
}
