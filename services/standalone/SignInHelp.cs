using SupplyFinance.Identity;

namespace SupplyFinance.Standalone;

/// <summary>Says how to sign in as each of the demonstration's people.</summary>
internal static class SignInHelp
{
    public static string Text(Uri address)
    {
        var people = DemonstrationCast.Organisations.Select(one =>
            $"  {string.Join(", ", one.Kinds),-16} {one.SignInName("maker"),-26} {one.SignInName("checker"),-26} {one.Name}");
        return $"""
            Demonstration people; everybody's password is "{DemonstrationCast.Password}":

            {string.Join('\n', people)}

            Sign in by authorization code with PKCE (client "{DemonstrationClients.Portal}"), or start with
              {address}docs       every route, described
              {address}openapi    the OpenAPI documents
              dotnet run --project services/standalone -- walkthrough    one financing from invoice to discharge
            """;
    }
}
