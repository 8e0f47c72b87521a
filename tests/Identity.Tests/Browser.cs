using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

/// <summary>What a browser without script does at the sign-in page, and what the web client behind it does with the
/// code.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri address) => _client = new HttpClient(
        new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies,
            UseCookies = true }) { BaseAddress = address };

    public CookieContainer Cookies { get; } = new();

    /// <summary>The proof key of the last authorization request.</summary>
    public string Verifier { get; private set; } = "";

    public static string Redirect => IdentityHost.Issuer + "walkthrough/callback";

    public void Dispose() => _client.Dispose();

    /// <summary>An authorization request as the walkthrough client makes it; null leaves a parameter out.</summary>
    public string Authorization(string scope = "openid offline_access identity",
        params (string Name, string? Value)[] other)
    {
        Verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "walkthrough",
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["scope"] = scope,
            ["state"] = "a state",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in other) query[name] = value;
        return QueryHelpers.AddQueryString("/connect/authorize", query.Where(p => p.Value is not null));
    }

    public Task<HttpResponseMessage> Get(string address) => _client.GetAsync(Local(address));

    /// <summary>Fills in the form of the sign-in page that an authorization request led to and sends it.</summary>
    public async Task<HttpResponseMessage> FillIn(HttpResponseMessage redirectToForm, string name, string password)
    {
        var address = redirectToForm.Headers.Location!.ToString();
        var page = await (await Get(address)).Content.ReadAsStringAsync();
        var fields = Hidden().Matches(page)
            .ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        fields["name"] = name;
        fields["password"] = password;
        var action = WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value);
        return await _client.PostAsync(Local(action), new FormUrlEncodedContent(fields));
    }

    /// <summary>The answer that the authorization redirects the browser to the client with.</summary>
    public async Task<Dictionary<string, string>> Authorize(string signInName, string? request = null,
        string? password = null)
    {
        var answer = await Get(request ?? Authorization());
        if (answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true)
        {
            answer = await FillIn(answer, signInName, password ?? DemonstrationCast.Password);
            answer = await Get(answer.Headers.Location!.ToString());
        }

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(Redirect, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
    }

    public async Task<JsonElement> SignIn(string signInName, string scope = "openid offline_access identity")
    {
        var granted = await Authorize(signInName, Authorization(scope));
        return await Redeem(granted["code"]).Json();
    }

    /// <summary>The client exchanges a code for tokens.</summary>
    public Task<HttpResponseMessage> Redeem(string code, string? verifier = null,
        string secret = DemonstrationCast.ClientSecret) => Token(secret, new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = Redirect,
        ["code_verifier"] = verifier ?? Verifier,
    });

    public Task<HttpResponseMessage> Refresh(string token) => Token(DemonstrationCast.ClientSecret, new()
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = token,
    });

    public Task<HttpResponseMessage> Revoke(string token) =>
        Token(DemonstrationCast.ClientSecret, new() { ["token"] = token }, "/connect/revocation");

    private Task<HttpResponseMessage> Token(string secret, Dictionary<string, string> form,
        string path = "/connect/token")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        var basic = $"walkthrough:{Uri.EscapeDataString(secret)}";
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(basic)));
        return _client.SendAsync(request);
    }

    // The service answers for the issuer's origin; the test reaches it where it listens.
    private static string Local(string address) =>
        address.StartsWith(IdentityHost.Issuer, StringComparison.Ordinal) ? address[(IdentityHost.Issuer.Length - 1)..]
            : address;

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\">")]
    private static partial Regex Action();
}
