using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.BankSettlement;

/// <summary>Opens the line to the bank's host that the settings name.</summary>
internal static class BankLine
{
    private const string KeyHeader = "X-Api-Key";

    public static HttpClient To(ServiceSettings settings)
    {
        var address = settings[BankClient.AddressSetting]
            ?? throw new InvalidOperationException($"Setting {BankClient.AddressSetting} names no bank host.");
        var http = new HttpClient { BaseAddress = new Uri(address.TrimEnd('/') + "/"), Timeout = BankClient.Timeout };
        http.DefaultRequestHeaders.Add(KeyHeader, settings[BankClient.KeySetting] ?? "");
        return http;
    }
}
