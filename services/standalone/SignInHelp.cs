using System.Text;
using SupplyFinance.Identity;

namespace SupplyFinance.Standalone;

/// <summary>Says how to sign in as each of the demonstration's people.</summary>
internal static class SignInHelp
{
    public static string Text(Uri address)
    {
        var text = new StringBuilder();
        text.AppendLine($"Demonstration people; everybody's password is \"{DemonstrationCast.Password}\":");
        text.AppendLine();
        foreach (var organisation in DemonstrationCast.Organisations)
        {
            text.AppendLine($"  {string.Join(", ", organisation.Kinds),-16} {organisation.SignInName("maker"),-26} {organisation.SignInName("checker"),-26} {organisation.Name}");
        }

        text.AppendLine();
        text.AppendLine("Sign in by authorization code with PKCE, or try the interface:");
        text.AppendLine($"  {address}docs        every route, described");
        text.AppendLine($"  {address}openapi     the OpenAPI documents");
        text.Append("  dotnet run --project services/standalone -- walkthrough    one financing from invoice to discharge");
        return text.ToString();
    }
}
