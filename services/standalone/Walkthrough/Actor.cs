using System.Globalization;
using System.Net;
using System.Text.Json;
using SupplyFinance.Identity;

namespace SupplyFinance.Standalone;

/// <summary>Someone on the walkthrough's stage: an organisation with its maker and its checker, each signed in through the platform's page.</summary>
public sealed class Actor(Uri platform, string name, string makerName, string checkerName, WalkthroughTerms? terms = null) : IDisposable
{
    private static readonly HttpStatusCode[] NotNow =
    [
        HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _patience = (terms ?? WalkthroughTerms.Ordinary).Patience;

    private readonly SignIns _signIns = terms?.SharedSignIns ?? new SignIns();

    public string Name { get; } = name;

    /// <summary>One of the demonstration's organisations.</summary>
    public static Actor Of(Uri platform, string key, WalkthroughTerms? terms = null)
    {
        var organisation = DemonstrationCast.Organisations.Single(one => one.Key == key);
        return new Actor(platform, organisation.Name, organisation.SignInName("maker"), organisation.SignInName("checker"), terms);
    }

    /// <summary>Reads something the organisation may see.</summary>
    public Task<Answer> Ask(string path, CancellationToken cancellation) =>
        Settled(async () => await (await Maker(cancellation)).Get(path, cancellation), cancellation);

    /// <summary>Reads something that must be there.</summary>
    public async Task<JsonElement> Read(string path, CancellationToken cancellation)
    {
        var answer = await Ask(path, cancellation);
        return answer.IsSuccess ? answer.Json : throw new StepFailedException($"read {path}", $"{answer.Code}: {answer.Detail}");
    }

    /// <summary>Reads something until it is as it must become.</summary>
    public async Task<JsonElement> Await(string path, string what, Func<JsonElement, bool> fits, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        Answer? last = null;
        while (TimeProvider.System.GetElapsedTime(started) < _patience)
        {
            last = await Ask(path, cancellation);
            if (last.IsSuccess && fits(last.Json)) return last.Json;
            await Task.Delay(Look, cancellation);
        }

        throw new StepFailedException(what, $"it did not come about in {_patience.TotalSeconds:F0} s; {path} says {last?.Text}");
    }

    /// <summary>The maker's command. What the platform does not know yet is tried again; a refusal is the caller's to judge.</summary>
    public Task<Answer> Make(string path, string key, object body, CancellationToken cancellation) =>
        Settled(async () => await (await Maker(cancellation)).Post(path, key, body, cancellation), cancellation);

    /// <summary>The maker's upload.</summary>
    public Task<Answer> Upload(string path, string key, byte[] document, CancellationToken cancellation) =>
        Settled(async () => await (await Maker(cancellation)).PostDocument(path, key, document, "application/xml", cancellation), cancellation);

    /// <summary>Four eyes: the maker's command, unless it waits already from an interrupted run, then the checker's approval of what it
    /// saw.</summary>
    public async Task<JsonElement> MakeAndCheck(
        string service, string command, Guid subject, string path, string key, object body, CancellationToken cancellation)
    {
        var pending = await Pending(service, command, subject, cancellation);
        if (pending is null)
        {
            Demand(await Make(path, key, body, cancellation), path);
            pending = await Pending(service, command, subject, cancellation)
                ?? throw new StepFailedException(path, "nothing waits for the checker");
        }

        var id = pending.Value.GetProperty("id").GetGuid();
        return Demand(await Settled(async () => await (await Checker(cancellation)).Post(
            $"/api/{service}/approvals/{id}/approve", $"{key}-approve-{id:N}",
            new { contentHash = pending.Value.GetProperty("contentHash").GetString() }, cancellation), cancellation), path);
    }

    /// <summary>The answer's JSON, or the refusal as an exception.</summary>
    public static JsonElement Demand(Answer answer, string step) => answer.Status switch
    {
        _ when answer.IsSuccess => answer.Json,
        HttpStatusCode.UnprocessableEntity => throw new ForbiddenByRuleException(RuleOf(answer), answer.Detail),
        _ => throw new StepFailedException(step, $"{answer.Code}: {answer.Detail}"),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (terms?.SharedSignIns is null) _signIns.Dispose();
    }

    private static string RuleOf(Answer answer) =>
        answer.Json.TryGetProperty("violations", out var broken) && broken.GetArrayLength() > 0
            ? broken[0].GetProperty("rule").GetString()!
            : answer.Code;

    private async Task<JsonElement?> Pending(string service, string command, Guid subject, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var path = $"/api/{service}/approvals?state=pending&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}";
            var page = await Settled(async () => await (await Checker(cancellation)).Get(path, cancellation), cancellation);
            foreach (var item in Demand(page, $"read {service}'s approvals").GetProperty("items").EnumerateArray())
            {
                if (item.GetProperty("command").GetString() == command && item.GetProperty("subjectId").GetGuid() == subject) return item.Clone();
            }

            cursor = page.Json.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return null;
    }

    // 503 says "not known here yet": the news travels by message and arrives in a moment. 429: a moment of rest. A service that is away comes back;
    // the same key makes the same command harmless, whether or not it had arrived.
    private async Task<Answer> Settled(Func<Task<Answer>> send, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var isLast = TimeProvider.System.GetElapsedTime(started) > _patience;
            try
            {
                var answer = await send();
                if (isLast || !(NotNow.Contains(answer.Status) || answer.Code == "request-in-flight")) return answer;
            }
            catch (Exception away) when (!isLast && away is HttpRequestException or IOException or TaskCanceledException
                && !cancellation.IsCancellationRequested)
            {
                // The line broke; nobody knows whether the request had arrived.
            }

            await Task.Delay(Look, cancellation);
        }
    }

    private Task<SignedIn> Maker(CancellationToken cancellation) => Open(makerName, cancellation);

    private Task<SignedIn> Checker(CancellationToken cancellation) => Open(checkerName, cancellation);

    private Task<SignedIn> Open(string person, CancellationToken cancellation) => _signIns.Of(platform, person, cancellation);
}

/// <summary>Short words for the platform's JSON.</summary>
internal static class JsonWords
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).ToString();

    public static Guid Id(this JsonElement json, string name = "id") => json.GetProperty(name).GetGuid();

    public static DateOnly Date(this JsonElement json, string name) =>
        DateOnly.ParseExact(json.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(this JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();

    /// <summary>Money for people: <c>115,000.00 CNY</c>.</summary>
    public static string Money(this JsonElement json, string name)
    {
        var money = json.GetProperty(name);
        var amount = decimal.Parse(money.Text("amount"), CultureInfo.InvariantCulture);
        var digits = money.Text("amount").Length - (money.Text("amount").IndexOf('.', StringComparison.Ordinal) is var point and >= 0
            ? point + 1
            : money.Text("amount").Length);
        return $"{amount.ToString("N" + digits, CultureInfo.InvariantCulture)} {money.Text("currency")}";
    }
}
