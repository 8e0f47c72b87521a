using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Http;

public sealed class ApprovalsTests : IAsyncLifetime
{
    private readonly TestOrganisation _supplier = TestOrganisation.Supplier();
    private readonly Guid _id = Guid.CreateVersion7();
    private ServiceUnderTest _service = null!;
    private HttpClient _maker = null!;
    private HttpClient _checker = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.Start(SampleService.Definition);
        _maker = await _service.As(_supplier.Maker());
        _checker = await _service.As(_supplier.Checker());
        await _maker.Post("/api/samples", new { id = _id, amount = new { amount = "1.00", currency = "CNY" } }).Json(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Task<HttpResponseMessage> Raise(HttpClient by, string to = "2.00") =>
        by.Post($"/api/samples/{_id}/raise", new { to = new { amount = to, currency = "CNY" } });

    [Fact]
    public async Task A_command_runs_when_another_person_approves_what_was_seen()
    {
        var pending = await Raise(_maker).Json(HttpStatusCode.Accepted);
        Assert.Equal("1.00", Amount(await _maker.GetAsync($"/api/samples/{_id}").Json()));
        Assert.Equal("2.00", Amount(await _checker.Approve("sample", pending).Json()));
        Assert.Equal("approval-decided", await _checker.Approve("sample", pending).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_maker_cannot_be_the_checker()
    {
        var both = await _service.As(_supplier.Person("maker", "checker"));
        var pending = await Raise(both).Json(HttpStatusCode.Accepted);
        Assert.Equal("maker-is-checker", await both.Approve("sample", pending).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Another_hash_is_refused()
    {
        var pending = await Raise(_maker).Json(HttpStatusCode.Accepted);
        Assert.Equal("content-changed", await _checker.Post(
            $"/api/sample/approvals/{pending.GetProperty("id").GetGuid()}/approve", new { contentHash = "00" }).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_refused_execution_leaves_the_approval_pending()
    {
        var pending = await Raise(_maker, "0.00").Json(HttpStatusCode.Accepted);
        Assert.Equal("not-positive", await _checker.Approve("sample", pending).Problem(HttpStatusCode.UnprocessableEntity));
        var still = await _checker.GetAsync($"/api/sample/approvals/{pending.GetProperty("id").GetGuid()}").Json();
        Assert.Equal("pending", still.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_of_it()
    {
        var pending = await Raise(_maker).Json(HttpStatusCode.Accepted);
        var foreign = await _service.As(TestOrganisation.Supplier("Other").Checker());
        Assert.Equal("not-found", await foreign.Approve("sample", pending).Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task It_expires_by_the_business_clock()
    {
        var pending = await Raise(_maker).Json(HttpStatusCode.Accepted);
        _service.Advance(TimeSpan.FromDays(8));
        Assert.Equal("approval-decided", await _checker.Approve("sample", pending).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_rejection_names_its_reason()
    {
        var pending = await Raise(_maker).Json(HttpStatusCode.Accepted);
        var rejected = await _checker.Post(
            $"/api/sample/approvals/{pending.GetProperty("id").GetGuid()}/reject", new { reason = "Too much." }).Json();
        Assert.Equal("rejected", rejected.GetProperty("state").GetString());
        Assert.Equal("Too much.", rejected.GetProperty("reason").GetString());
    }

    private static string? Amount(System.Text.Json.JsonElement sample) => sample.GetProperty("amount").GetProperty("amount").GetString();
}
