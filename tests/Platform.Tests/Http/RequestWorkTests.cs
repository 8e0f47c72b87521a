using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Http;

public sealed class RequestWorkTests : IAsyncLifetime
{
    private const long FarTooLarge = 200L * 1024 * 1024;

    private readonly TestOrganisation _supplier = TestOrganisation.Supplier();
    private ServiceUnderTest _service = null!;
    private HttpClient _maker = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.Start(SampleService.Definition);
        _maker = await _service.As(_supplier.Maker());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static object Body(Guid id, string amount = "10.00") => new { id, amount = new { amount, currency = "CNY" } };

    [Fact]
    public async Task A_command_is_kept_and_read_back()
    {
        var id = Guid.CreateVersion7();
        var made = await _maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created);
        Assert.Equal("10.00", made.GetProperty("amount").GetProperty("amount").GetString());
        var read = await _maker.GetAsync($"/api/samples/{id}").Json();
        Assert.Equal(1, read.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_and_change_nothing_again()
    {
        var id = Guid.CreateVersion7();
        var first = await _maker.Post("/api/samples", Body(id), "k1").Json(HttpStatusCode.Created);
        var second = await _maker.Post("/api/samples", Body(id), "k1").Json(HttpStatusCode.Created);
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Single(await _service.Sent<Contracts.PaymentSettled>());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await _maker.Post("/api/samples", Body(Guid.CreateVersion7()), "k2").Json(HttpStatusCode.Created);
        Assert.Equal("idempotency-key-reused",
            await _maker.Post("/api/samples", Body(Guid.CreateVersion7()), "k2").Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_refusal_changes_nothing_and_is_answered_again_under_its_key()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal("not-positive", await _maker.Post("/api/samples", Body(id, "0.00"), "k3").Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("not-positive", await _maker.Post("/api/samples", Body(id, "0.00"), "k3").Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("not-found", await _maker.GetAsync($"/api/samples/{id}").Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task No_token_is_401_and_another_kind_or_role_is_403()
    {
        Assert.Equal("unauthenticated", await _service.Anonymous().GetAsync("/api/samples").Problem(HttpStatusCode.Unauthorized));
        var viewer = await _service.As(_supplier.Viewer());
        Assert.Equal("forbidden", await viewer.Post("/api/samples", Body(Guid.CreateVersion7())).Problem(HttpStatusCode.Forbidden));
        var bank = await _service.As(TestOrganisation.Bank().Maker());
        Assert.Equal("forbidden", await bank.Post("/api/samples", Body(Guid.CreateVersion7())).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Another_organisations_object_is_not_found()
    {
        var id = Guid.CreateVersion7();
        await _maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created);
        var other = await _service.As(TestOrganisation.Supplier("Other").Maker());
        Assert.Equal("not-found", await other.GetAsync($"/api/samples/{id}").Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_suspended_organisation_is_refused_whatever_its_token_says()
    {
        await _service.Deliver(_supplier.Changed(2, "suspended"));
        Assert.Equal("organisation-not-active", await _maker.GetAsync("/api/samples").Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Bad_json_an_unknown_member_and_a_bad_amount_name_their_field()
    {
        using var broken = new StringContent("{", Encoding.UTF8, "application/json");
        Assert.Equal("malformed-json", await _maker.PostAsync("/api/samples", broken).Problem(HttpStatusCode.BadRequest));
        var problem = await _maker.Post("/api/samples", Body(Guid.CreateVersion7(), "1.001")).Json(HttpStatusCode.BadRequest);
        Assert.Equal("amount", problem.GetProperty("field").GetString());
        Assert.Equal("malformed-json", await _maker.Post("/api/samples", new { extra = 1 }).Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var large = new StringContent(new string(' ', 2_000_000), Encoding.UTF8, "application/json");
        Assert.Equal("body-too-large", await _maker.PostAsync("/api/samples", large).Problem(HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task A_body_of_200_MB_is_refused_before_a_byte_of_it_is_sent()
    {
        var never = new Pipe();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/samples") { Content = new StreamContent(never.Reader.AsStream()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentLength = FarTooLarge;
        request.Headers.ExpectContinue = true;

        var answer = await _maker.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, true), (answer.StatusCode, answer.Headers.ConnectionClose));
    }

    [Fact]
    public async Task A_body_that_does_not_tell_its_length_is_refused_where_the_limit_is_passed()
    {
        var endless = new Zeros(FarTooLarge);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/samples") { Content = new StreamContent(endless) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;

        // The service ends the connection: a client that is still sending sees the answer, or that it cannot send on.
        try
        {
            using var answer = await _maker.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException cut)
        {
            Assert.IsType<IOException>(cut.InnerException, exactMatch: false);
        }

        // What was sent by then is the limit and what buffers hold.
        Assert.InRange(endless.Position, 1, FarTooLarge / 4);
    }

    [Fact]
    public async Task A_known_version_is_304_and_a_stale_condition_is_412()
    {
        var id = Guid.CreateVersion7();
        await _maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created);
        using var known = new HttpRequestMessage(HttpMethod.Get, $"/api/samples/{id}");
        known.Headers.Add("If-None-Match", "\"1\"");
        using var answer = await _maker.SendAsync(known, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        using var stale = new HttpRequestMessage(HttpMethod.Post, $"/api/samples/{id}/raise");
        stale.Content = new StringContent("""{"to":{"amount":"20.00","currency":"CNY"}}""", Encoding.UTF8, "application/json");
        stale.Headers.Add("If-Match", "\"7\"");
        Assert.Equal("version-mismatch",
            await _maker.SendAsync(stale, TestContext.Current.CancellationToken).Problem(HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_list_is_paged_in_a_stable_order()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var id in ids) await _maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created);
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await _maker.GetAsync($"/api/samples?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}").Json();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task A_caller_who_prefers_to_wait_is_answered_when_the_outcome_is_known()
    {
        var id = Guid.CreateVersion7();
        await _maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created);
        var path = $"/api/samples/{id}/touch?at={Uri.EscapeDataString(_service.Clocks.BusinessNow.ToString("O"))}";
        var pending = await _maker.Post(path).Json(HttpStatusCode.Accepted);
        Assert.Equal(1, pending.GetProperty("version").GetInt64());
        await Wait.For("the first touch", () => _maker.GetAsync($"/api/samples/{id}").Json(), s => s.GetProperty("version").GetInt64() == 2);
        using var waiting = new HttpRequestMessage(HttpMethod.Post, path);
        waiting.Headers.Add("Prefer", "wait=20");
        var known = await _maker.SendAsync(waiting, TestContext.Current.CancellationToken).Json();
        Assert.Equal(3, known.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task The_interface_is_described_in_OpenAPI_3_1()
    {
        var document = await _service.Anonymous().GetAsync("/openapi/sample.json").Json();
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/samples", out var samples));
        Assert.True(samples.GetProperty("post").GetProperty("responses").TryGetProperty("422", out _));
    }

    /// <summary>So many zero bytes, none of them in memory.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
