using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Invoices.Tests;

public sealed class GetInvoiceTests
{
    [Fact]
    public async Task An_invoice_is_nobody_elses_until_it_is_disclosed_and_no_longer_than_that()
    {
        await using var fixture = await InvoiceFixture.Start();
        var id = await fixture.Registered();
        using var debtor = await fixture.Service.As(fixture.Debtor.Viewer());

        Assert.Equal("not-found", await debtor.GetAsync($"/api/invoices/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await debtor.GetAsync($"/api/invoices/{id}/document").Problem(HttpStatusCode.NotFound));
        Assert.Empty((await debtor.GetAsync("/api/invoices").Json()).GetProperty("items").EnumerateArray());

        var relation = Guid.CreateVersion7();
        await fixture.Service.Deliver(
            new Disclosed(relation, 1, DisclosedObjects.Invoice, [id], fixture.Debtor.Id, null, "proposed"));
        Assert.Equal(id, (await debtor.GetAsync($"/api/invoices/{id}").Json()).GetProperty("id").GetGuid());
        Assert.Equal(Samples.Own, await debtor.GetByteArrayAsync($"/api/invoices/{id}/document"));
        Assert.Single((await debtor.GetAsync("/api/invoices").Json()).GetProperty("items").EnumerateArray());

        await fixture.Service.Deliver(new Disclosed(
            relation, 2, DisclosedObjects.Invoice, [id], fixture.Debtor.Id, fixture.Service.Clocks.BusinessNow,
            "withdrawn"));
        Assert.Equal("not-found", await debtor.GetAsync($"/api/invoices/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Empty((await debtor.GetAsync("/api/invoices").Json()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_auditor_sees_documents_and_the_operator_sees_only_that_they_exist()
    {
        await using var fixture = await InvoiceFixture.Start();
        var id = await fixture.Registered();
        using var auditor = await fixture.Service.As(TestOrganisation.Auditor().Viewer());
        using var @operator = await fixture.Service.As(TestOrganisation.Operator().Viewer());

        Assert.Equal(Samples.Own, await auditor.GetByteArrayAsync($"/api/invoices/{id}/document"));
        Assert.Equal(HttpStatusCode.OK, (await @operator.GetAsync($"/api/invoices/{id}")).StatusCode);
        Assert.Equal("not-found",
            await @operator.GetAsync($"/api/invoices/{id}/document").Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_known_version_is_not_sent_again()
    {
        await using var fixture = await InvoiceFixture.Start();
        var id = await fixture.Registered();
        using var client = await fixture.Maker();
        var tag = (await client.GetAsync($"/api/invoices/{id}")).Headers.ETag!;

        client.DefaultRequestHeaders.IfNoneMatch.Add(tag);

        Assert.Equal(HttpStatusCode.NotModified, (await client.GetAsync($"/api/invoices/{id}")).StatusCode);
    }

    [Theory]
    [InlineData(OrganisationKinds.CoreEnterprise, Roles.Maker)]
    [InlineData(OrganisationKinds.Bank, Roles.Maker)]
    [InlineData(OrganisationKinds.Supplier, Roles.Checker)]
    [InlineData(OrganisationKinds.Supplier, Roles.Viewer)]
    public async Task Only_a_suppliers_maker_uploads(string kind, string role)
    {
        await using var fixture = await InvoiceFixture.Start();
        using var client = await fixture.Service.As(new TestOrganisation(Guid.CreateVersion7(), "X", kind)
            .Person(role));

        Assert.Equal("forbidden", await InvoiceFixture.Upload(client, Samples.Own).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Who_may_not_upload_learns_that_before_anything_about_the_file()
    {
        await using var fixture = await InvoiceFixture.Start();
        using var bank = await fixture.Service.As(TestOrganisation.Bank().Maker());

        Assert.Equal("forbidden",
            await InvoiceFixture.Upload(bank, Samples.Own, type: "application/json").Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task The_interface_says_that_the_body_is_the_file()
    {
        await using var fixture = await InvoiceFixture.Start();
        using var client = fixture.Service.Anonymous();

        var post = (await client.GetAsync("/openapi/invoice.json").Json()).GetProperty("paths")
            .GetProperty("/api/invoices").GetProperty("post");

        Assert.True(post.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/xml", out _));
    }

    [Fact]
    public async Task Nobody_reads_or_uploads_without_a_token()
    {
        await using var fixture = await InvoiceFixture.Start();
        using var client = fixture.Service.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/invoices")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await InvoiceFixture.Upload(client, Samples.Own)).StatusCode);
    }
}
