namespace SupplyFinance.Platform.Hosting;

/// <summary>Asks a health address from the command line, for containers that have no other client in them.</summary>
public static class HealthProbe
{
    /// <summary>What a probe gives a process that is alive; an orchestrator asks again in seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>0 when the address answers 200 in time, else 1.</summary>
    public static async Task<int> Ask(string address)
    {
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var answer = await http.GetAsync(new Uri(address, UriKind.Absolute));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"{address}: {exception.Message}");
            return 1;
        }
    }
}
