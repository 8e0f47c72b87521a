using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Http;

/// <summary>Requests that no honest client makes: each is refused by name, none is half understood.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;
    private HttpClient _maker = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.Start(SampleService.Definition);
        _maker = await _service.As(TestOrganisation.Supplier().Maker());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static string Sample(string amount = "\"10.00\"", string more = "", Guid? id = null) =>
        $$"""{"id":"{{id ?? Guid.CreateVersion7()}}","amount":{"amount":{{amount}},"currency":"CNY"}{{more}}}""";

    private async Task<JsonElement> Refused(string body, string type = "application/json", HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await _maker.PostAsync("/api/samples", content).Json(status);
    }

    [Theory]
    [InlineData(""","id":"0197a7f0-0000-7000-8000-000000000000" """)]
    [InlineData(""","amount":{"amount":"1.00","currency":"CNY"}""")]
    [InlineData(""","ID":"0197a7f0-0000-7000-8000-000000000000" """)]
    public async Task A_member_that_is_there_twice_is_refused_whichever_would_count(string again)
    {
        var problem = await Refused(Sample(more: again));
        Assert.Contains("is there twice", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_that_is_there_twice_is_refused_too() => Assert.Equal("malformed-json",
        (await Refused(Sample("\"1.00\",\"amount\":\"999999.00\""))).GetProperty("code").GetString());

    [Theory]
    [InlineData("10")]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("\"NaN\"")]
    [InlineData("\"1e5\"")]
    [InlineData("\"+5\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"1,000.00\"")]
    [InlineData("\"١٢\"")]
    [InlineData("\"92233720368547758.08\"")]
    [InlineData("\"99999999999999999999999999999999.00\"")]
    public async Task Money_has_one_form(string amount) =>
        Assert.Equal("malformed-json", (await Refused(Sample(amount))).GetProperty("code").GetString());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("""{"extra":1}""")]
    [InlineData("""{"id":7,"amount":null}""")]
    [InlineData("""{"id":"0197a7f0-0000-7000-8000-000000000000","amount":null}""")]
    [InlineData("{} {}")]
    [InlineData("/* */ {}")]
    public async Task What_is_wrong_is_said_without_the_names_of_our_types(string body)
    {
        var detail = (await Refused(body)).GetProperty("detail").GetString()!;
        Assert.NotEmpty(detail);
        Assert.All(["SupplyFinance", "System.", ".NET", "Request'", "LineNumber", "inferred"],
            word => Assert.DoesNotContain(word, detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nesting_without_end_is_refused() =>
        Assert.Equal("malformed-json", (await Refused(string.Concat(Enumerable.Repeat("""{"id":""", 10_000)))).GetProperty("code").GetString());

    [Theory]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=no-such-thing")]
    [InlineData("application/vnd.test+json; charset=gb18030")]
    public async Task JSON_in_another_encoding_than_UTF_8_is_refused(string type)
    {
        var problem = await Refused(Sample(), type, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("unsupported-media-type", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    public async Task UTF_8_may_be_said(string type) => await Refused(Sample(), type, HttpStatusCode.Created);

    [Theory]
    [InlineData("{0:N}")]
    [InlineData("{0:B}")]
    [InlineData("{0:P}")]
    [InlineData("{0:D}%20")]
    [InlineData("%20{0:D}")]
    public async Task An_id_in_a_path_has_one_form(string form)
    {
        var id = Guid.CreateVersion7();
        await Refused(Sample(id: id), status: HttpStatusCode.Created);
        await _maker.GetAsync($"/api/samples/{id:D}").Json();
        var path = "/api/samples/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, form, id);
        Assert.Equal("not-found", await _maker.GetAsync(path).Problem(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("nonsense", false)]
    [InlineData("", false)]
    [InlineData("W/\"1\"", false)]
    [InlineData("\" 1\"", false)]
    [InlineData("\"+1\"", false)]
    [InlineData("\"01\"", false)]
    [InlineData("\"7\", \"8\"", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"7\", \"1\"", true)]
    [InlineData("*", true)]
    public async Task A_condition_that_does_not_name_the_version_is_not_met(string condition, bool isMet)
    {
        var id = Guid.CreateVersion7();
        await Refused(Sample(id: id), status: HttpStatusCode.Created);
        using var raise = new HttpRequestMessage(HttpMethod.Post, $"/api/samples/{id}/raise");
        raise.Content = new StringContent("""{"to":{"amount":"20.00","currency":"CNY"}}""", Encoding.UTF8, "application/json");
        Assert.True(raise.Headers.TryAddWithoutValidation("If-Match", condition));
        using var answer = await _maker.SendAsync(raise, TestContext.Current.CancellationToken);
        Assert.Equal(isMet, answer.StatusCode != HttpStatusCode.PreconditionFailed);
        Assert.Equal(isMet, answer.IsSuccessStatusCode);
    }
}
