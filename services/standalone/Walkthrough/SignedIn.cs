using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SupplyFinance.SandboxBank;

namespace SupplyFinance.Standalone;

/// <summary>A person who signed in through the platform's own page (authorization code with PKCE) and speaks through the gateway.</summary>
public sealed partial class SignedIn : IDisposable
{
    /// <summary>Longer than any step takes on a machine that is not overloaded.</summary>
    private const string Patience = "wait=10";

    private readonly HttpClient _http;
    private readonly DateTimeOffset _expires;

    private SignedIn(HttpClient http, DateTimeOffset expires)
    {
        _http = http;
        _expires = expires;
    }

    /// <summary>The access token, for a client that does not go through the gateway.</summary>
    public string AccessToken => _http.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>How a client introduces itself to the token endpoint.</summary>
    public sealed record Client(string Id, string Secret, Uri Redirect);

    /// <summary>Whether the access token will last through a few more requests.</summary>
    public bool IsFresh => TimeProvider.System.GetUtcNow() < _expires;

    /// <summary>Signs a person in: opens the page, fills the form, exchanges the code.</summary>
    public static async Task<SignedIn> Open(Uri platform, Client client, string name, string password, CancellationToken cancellation)
    {
        var verifier = Random();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = platform };
        var scope = "openid profile " + string.Join(' ', EmbeddedPlatform.Services.Select(s => s.Name).Where(n => n != "sandbox-bank"));
        var authorize = $"connect/authorize?response_type=code&client_id={client.Id}&redirect_uri={Uri.EscapeDataString(client.Redirect.ToString())}"
            + $"&scope={Uri.EscapeDataString(scope)}&state={Random()}&code_challenge={Challenge(verifier)}&code_challenge_method=S256";
        var page = await Follow(browser, await browser.GetAsync(authorize, cancellation), client.Redirect, cancellation);
        if (!page.IsSuccessStatusCode) throw Refused($"open the sign-in page for {name}", page.StatusCode, $"it answered {(int)page.StatusCode}");
        var html = await page.Content.ReadAsStringAsync(cancellation);
        var form = HiddenInput().Matches(html).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        form["name"] = name;
        form["password"] = password;
        var action = FormAction().Match(html) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups["action"].Value)
            : page.RequestMessage!.RequestUri!.ToString();
        using var content = new FormUrlEncodedContent(form);
        var answer = await Follow(browser, await browser.PostAsync(new Uri(page.RequestMessage!.RequestUri!, action), content, cancellation),
            client.Redirect, cancellation);
        var code = answer.Headers.Location is { } back
            ? System.Web.HttpUtility.ParseQueryString(back.Query)["code"]
            : null;
        if (code is null) throw Refused($"sign in as {name}", answer.StatusCode, $"the sign-in page answered {(int)answer.StatusCode}");
        return await Exchange(browser, platform, client, code, verifier, cancellation);
    }

    /// <summary>Gets JSON.</summary>
    public Task<Answer> Get(string path, CancellationToken cancellation) => Send(HttpMethod.Get, path, null, null, cancellation);

    /// <summary>Posts JSON under an Idempotency-Key; the sandbox bank wants its own key as well.</summary>
    public Task<Answer> Post(string path, string key, object body, CancellationToken cancellation)
    {
        var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return Send(HttpMethod.Post, path, key, content, cancellation);
    }

    /// <summary>Posts a document under an Idempotency-Key.</summary>
    public Task<Answer> PostDocument(string path, string key, byte[] document, string mediaType, CancellationToken cancellation)
    {
        var content = new ByteArrayContent(document);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return Send(HttpMethod.Post, path, key, content, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<Answer> Send(HttpMethod method, string path, string? key, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        // What another service decides is answered when it has.
        if (method == HttpMethod.Post) request.Headers.Add("Prefer", Patience);
        if (path.StartsWith("/sandbox-bank/", StringComparison.Ordinal))
            request.Headers.Add(SandboxBankService.KeyHeader, EmbeddedPlatform.SandboxBankKey);
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(response.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, text);
    }

    private static async Task<SignedIn> Exchange(
        HttpClient browser, Uri platform, Client client, string code, string verifier, CancellationToken cancellation)
    {
        using var request = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = client.Id,
            ["client_secret"] = client.Secret,
            ["redirect_uri"] = client.Redirect.ToString(),
            ["code"] = code,
            ["code_verifier"] = verifier,
        });
        using var response = await browser.PostAsync(new Uri(platform, "connect/token"), request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode) throw Refused("exchange the sign-in code", response.StatusCode, text);
        var tokens = JsonSerializer.Deserialize<JsonElement>(text);
        var http = new HttpClient { BaseAddress = platform };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        // A minute early, so that a token never ends between two requests of one step.
        return new SignedIn(http, TimeProvider.System.GetUtcNow().AddSeconds(tokens.GetProperty("expires_in").GetInt32() - 60));
    }

    private static async Task<HttpResponseMessage> Follow(HttpClient browser, HttpResponseMessage response,
        Uri stopAt, CancellationToken cancellation)
    {
        while (response.Headers.Location is { } location)
        {
            var next = new Uri(response.RequestMessage!.RequestUri!, location);
            if (next.GetLeftPart(UriPartial.Path) == stopAt.GetLeftPart(UriPartial.Path)) return response;
            response = await browser.GetAsync(next, cancellation);
        }

        return response;
    }

    // Whoever is away, or asks for a rest, is tried again; what is refused stays refused.
    private static Exception Refused(string step, HttpStatusCode status, string why) =>
        (int)status >= 500 || status == HttpStatusCode.TooManyRequests
            ? new HttpRequestException($"{step}: {why}", null, status)
            : new StepFailedException(step, why);

    private static string Random() => Base64Url(RandomNumberGenerator.GetBytes(32));

    private static string Challenge(string verifier) => Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="(?<name>[^"]+)"[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex HiddenInput();

    [GeneratedRegex("""<form[^>]*action="(?<action>[^"]+)"[^>]*>""")]
    private static partial Regex FormAction();
}

/// <summary>An answer of the platform.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, string Text)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The problem's code, or the status where there is none.</summary>
    public string Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code)
        ? code.GetString()!
        : $"http-{(int)Status}";

    /// <summary>The problem's explanation.</summary>
    public string Detail => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("detail", out var detail)
        ? detail.GetString() ?? Text
        : Text;
}

/// <summary>A step did not come to what it must.</summary>
public sealed class StepFailedException(string step, string why) : Exception($"Step '{step}' failed: {why}");

/// <summary>A rule of the trade forbids financing this invoice.</summary>
public sealed class ForbiddenByRuleException(string rule, string why) : Exception($"{rule}: {why}")
{
    public string Rule { get; } = rule;
}
