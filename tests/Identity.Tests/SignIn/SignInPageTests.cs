using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace SupplyFinance.Identity.Tests;

public sealed class SignInPageTests(SharedHost shared)
{
    [Theory]
    [InlineData("zh-CN", "用户名")]
    [InlineData("en", "Sign-in name")]
    [InlineData("fr, en;q=0.8", "Sign-in name")]
    [InlineData("fr", "用户名")]
    public async Task The_page_speaks_the_readers_language_or_chinese(string preference, string words)
    {
        using var browser = shared.Host.Browser();
        var page = await browser.Get(SignInPage.Address(browser.Authorization(), preference));
        Assert.Contains(words, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_no_script_and_allows_none()
    {
        using var browser = shared.Host.Browser();
        var page = await browser.Get(SignInPage.Address(browser.Authorization(), "en"));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://localhost:8080;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await page.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_words()
    {
        using var browser = shared.Host.Browser();
        var form = await browser.Get(browser.Authorization());
        var wrong = await browser.FillIn(form, "checker@supplier2.example", "not the password");
        var unknown = await browser.FillIn(form, "stranger@nowhere.example", "not the password");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, unknown.StatusCode));
        Assert.Contains(SignInText.Chinese.Wrong, await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(SignInText.Chinese.Wrong, await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_rests_after_five_wrong_passwords_even_for_the_right_one()
    {
        using var browser = shared.Host.Browser();
        var form = await browser.Get(browser.Authorization());
        for (var i = 0; i < TokenServerSettings.LockoutAfterFailures; i++)
        {
            await browser.FillIn(form, "checker@bank3.example", "not the password");
        }

        var right = await browser.FillIn(form, "checker@bank3.example", DemonstrationCast.Password);
        Assert.Equal(HttpStatusCode.BadRequest, right.StatusCode);
        Assert.Contains(SignInText.Chinese.Resting, await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_the_page_did_not_give_out_is_refused()
    {
        using var client = shared.Host.Anonymous();
        using var browser = shared.Host.Browser();
        var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = "maker@bank1.example",
            ["password"] = DemonstrationCast.Password,
            ["return_to"] = browser.Authorization(),
        }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header =>
            header.Key == "Set-Cookie" && header.Value.Any(v => v.StartsWith("sf_session", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://evil.example/connect/authorize?")]
    [InlineData("//evil.example")]
    [InlineData("/connect/authorize.evil")]
    [InlineData("")]
    public async Task The_page_leads_nowhere_but_to_the_authorization_endpoint(string returnTo)
    {
        using var browser = shared.Host.Browser();
        var page = await browser.Get(QueryHelpers.AddQueryString("/sign-in", "return_to", returnTo));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains(SignInText.Chinese.BadLink, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_link_carries_is_shown_as_text_only()
    {
        using var browser = shared.Host.Browser();
        var page = await browser.Get(QueryHelpers.AddQueryString("/sign-in", new Dictionary<string, string?>
        {
            ["return_to"] =
                "/connect/authorize?\"><script>alert(1)</script>&redirect_uri=https://a.example;script-src *",
            ["lang"] = "\"><script>",
        }));
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
    }
}
