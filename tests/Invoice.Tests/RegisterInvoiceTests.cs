using System.Net;
using System.Text;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Invoices.Tests;

public sealed class RegisterInvoiceTests
{
    [Fact]
    public async Task A_valid_invoice_is_registered_kept_unchanged_and_published()
    {
        await using var fixture = await InvoiceFixture.Start();
        var id = Guid.CreateVersion7();

        var answer = await fixture.Upload(Samples.Own, id).Json(HttpStatusCode.Created);

        Assert.Equal((id, "valid", "115000.00"),
            (answer.GetProperty("id").GetGuid(), answer.GetProperty("state").GetString(),
            answer.GetProperty("amount").GetProperty("amount").GetString()));
        Assert.Equal(("46200.00", "38.50"),
            (answer.GetProperty("lines")[0].GetProperty("net").GetProperty("amount").GetString(),
            answer.GetProperty("lines")[0].GetProperty("price").GetString()));
        var changed = Assert.Single(await fixture.Service.Sent<InvoiceChanged>());
        Assert.Equal((id, 1L, fixture.Supplier.Id, fixture.Debtor.Id, 11_500_000L),
            (changed.Id, changed.Version, changed.SellerId, changed.BuyerId, changed.Amount));
        Assert.Equal((new DateOnly(2026, 6, 19), new DateOnly(2026, 2, 27)), (changed.DueDate, changed.DeliveryDate));
        Assert.Empty(changed.Flags);

        using var reader = await fixture.Service.As(fixture.Supplier.Viewer());
        Assert.Equal(Samples.Own, await reader.GetByteArrayAsync($"/api/invoices/{id}/document"));
        Assert.Equal(changed.DocumentSha256,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Samples.Own)));
    }

    [Theory]
    [InlineData("xml-malformed", "<cbc:ID>HX-2026-0302</cbc:ID>", "<cbc:ID>HX-2026-0302")]
    [InlineData("dtd-forbidden", "<Invoice ", "<!DOCTYPE Invoice><Invoice ")]
    [InlineData("BR-CO-10", ">46200.00<", ">46200.01<")]
    [InlineData("uscc-check-digit", "schemeID=\"USCC\">91310115MA1K3H8P5R</cbc:ID>",
        "schemeID=\"USCC\">91310115MA1K3H8P5T</cbc:ID>")]
    [InlineData("credit-note", "<cbc:InvoiceTypeCode>380<", "<cbc:InvoiceTypeCode>381<")]
    [InlineData("BR-02", "<cbc:ID>HX-2026-0302</cbc:ID>\n  <cbc:IssueDate>", "<cbc:IssueDate>")]
    public async Task An_invalid_invoice_is_refused_with_its_rule_and_listed(string rule, string old, string @new)
    {
        await using var fixture = await InvoiceFixture.Start();

        var problem = await fixture.Upload(Samples.OwnWith(old, @new)).Json(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("invoice-invalid", problem.GetProperty("code").GetString());
        Assert.Contains(rule,
            problem.GetProperty("violations").EnumerateArray().Select(x => x.GetProperty("rule").GetString()));
        using var client = await fixture.Maker();
        var listed = Assert.Single((await client.GetAsync("/api/invoices?state=invalid").Json()).GetProperty("items")
            .EnumerateArray());
        Assert.Equal(problem.GetProperty("invoiceId").GetGuid(), listed.GetProperty("id").GetGuid());
        Assert.Equal(rule, listed.GetProperty("violations")[0].GetProperty("rule").GetString());
        Assert.Empty(await fixture.Service.Sent<InvoiceChanged>());
    }

    [Fact]
    public async Task An_invoice_of_another_seller_is_refused_and_listed()
    {
        await using var fixture = await InvoiceFixture.Start();
        using var other = await fixture.Service.As(TestOrganisation.Supplier("Somebody Else Ltd").Maker());

        Assert.Equal("seller-is-not-you",
            await InvoiceFixture.Upload(other, Samples.Own).Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Single((await other.GetAsync("/api/invoices").Json()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_equal_name_beside_another_registration_number_is_another_seller()
    {
        await using var fixture = await InvoiceFixture.Start();
        var impostor = TestOrganisation.Supplier(fixture.Supplier.Name) with { Identifiers =
            [new("USCC", "91310115MA1K3H8P5R")] };
        using var client = await fixture.Service.As(impostor.Maker());

        Assert.Equal("seller-is-not-you",
            await InvoiceFixture.Upload(client, Samples.Own).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task An_unknown_debtor_is_named_and_known_after_its_admission()
    {
        await using var fixture = await InvoiceFixture.Start(knowDebtor: false);
        await fixture.Service.Deliver(fixture.Debtor.Changed(status: OrganisationStatuses.Applied));

        var id = Guid.CreateVersion7();

        var problem = await fixture.Upload(Samples.Own, id).Json(HttpStatusCode.UnprocessableEntity);
        await fixture.Service.Deliver(fixture.Debtor.Changed(version: 2));

        Assert.Equal(("unknown-debtor", "/Invoice/cac:AccountingCustomerParty/cac:Party"),
            (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        Assert.Contains("USCC:91310115MA1K3H8P5R",
            problem.GetProperty("violations")[0].GetProperty("value").GetString(), StringComparison.Ordinal);
        var view = await fixture.Upload(Samples.Own, id).Json(HttpStatusCode.Created);
        Assert.Equal((id, 2), (view.GetProperty("id").GetGuid(), view.GetProperty("version").GetInt32()));
        using var client = await fixture.Maker();
        Assert.Single((await client.GetAsync("/api/invoices").Json()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_buyer_that_is_no_core_enterprise_is_an_unknown_debtor()
    {
        await using var fixture = await InvoiceFixture.Start(knowDebtor: false);
        await fixture.Service.Know(
            (TestOrganisation.Supplier("Buyer") with { Identifiers = fixture.Debtor.Identifiers }).Viewer());

        Assert.Equal("unknown-debtor", await fixture.Upload(Samples.Own).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_buyer_named_by_two_organisations_is_ambiguous()
    {
        await using var fixture = await InvoiceFixture.Start();
        await fixture.Service.Know(
            (TestOrganisation.CoreEnterprise("Twin") with { Identifiers = [new("NAME", fixture.Debtor.Name)] })
                .Viewer());

        Assert.Equal("ambiguous-debtor", await fixture.Upload(Samples.Own).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("HX-2026-0302")]
    [InlineData("hx-2026-0302")]
    [InlineData(" HX-2026 -0302")]
    [InlineData("ＨＸ-２０２６-０３０２")]
    public async Task An_exact_duplicate_is_refused_and_names_the_earlier_invoice(string number)
    {
        await using var fixture = await InvoiceFixture.Start();
        var earlier = await fixture.Registered();

        var problem = await fixture.Upload(
            Encoding.UTF8.GetBytes(Samples.OwnText.Replace("HX-2026-0302", number, StringComparison.Ordinal)))
            .Json(HttpStatusCode.Conflict);

        Assert.Equal(("duplicate-invoice", earlier),
            (problem.GetProperty("code").GetString(), problem.GetProperty("earlierInvoiceId").GetGuid()));
    }

    [Fact]
    public async Task Of_parallel_uploads_of_one_invoice_one_is_registered()
    {
        await using var fixture = await InvoiceFixture.Start();
        using var client = await fixture.Maker();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => InvoiceFixture.Upload(client, Samples.Own)));

        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(x => x.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await fixture.Service.Sent<InvoiceChanged>());
    }

    [Fact]
    public async Task An_assigned_invoice_is_registered_with_a_flag()
    {
        await using var fixture = await InvoiceFixture.Start();

        await fixture.Upload(Samples.OwnWith("Payable on 19 June 2026.", "Assigned to Some Factor."))
            .Json(HttpStatusCode.Created);

        Assert.Equal(["already-assigned"], Assert.Single(await fixture.Service.Sent<InvoiceChanged>()).Flags);
    }

    [Fact]
    public async Task The_same_file_under_the_same_id_is_the_same_upload()
    {
        await using var fixture = await InvoiceFixture.Start();
        var (good, bad) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var broken = Samples.OwnWith(">46200.00<", ">1.00<");

        await fixture.Upload(Samples.Own, good).Json(HttpStatusCode.Created);
        await fixture.Upload(Samples.Own, good).Json(HttpStatusCode.Created);
        var first = await fixture.Upload(broken, bad).Json(HttpStatusCode.UnprocessableEntity);
        var again = await fixture.Upload(broken, bad).Json(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(first.GetProperty("violations").ToString(), again.GetProperty("violations").ToString());
        Assert.Equal("id-in-use", await fixture.Upload(Samples.Own, bad).Problem(HttpStatusCode.Conflict));
        Assert.Single(await fixture.Service.Sent<InvoiceChanged>());
    }

    [Fact]
    public async Task An_idempotency_key_answers_a_refused_upload_the_same_and_keeps_one_record()
    {
        await using var fixture = await InvoiceFixture.Start();
        var broken = Samples.OwnWith(">46200.00<", ">1.00<");
        using var client = await fixture.Maker();

        var first = await InvoiceFixture.Upload(client, broken, key: "k").Json(HttpStatusCode.UnprocessableEntity);
        var again = await InvoiceFixture.Upload(client, broken, key: "k").Json(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(first.GetProperty("invoiceId").GetGuid(), again.GetProperty("invoiceId").GetGuid());
        Assert.Single((await client.GetAsync("/api/invoices").Json()).GetProperty("items").EnumerateArray());
        Assert.Equal("idempotency-key-reused",
            await InvoiceFixture.Upload(client, Samples.Own, key: "k").Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_body_over_ten_megabytes_and_another_type_are_refused()
    {
        await using var fixture = await InvoiceFixture.Start();

        Assert.Equal("body-too-large",
            await fixture.Upload(new byte[10 * 1024 * 1024 + 1]).Problem(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal("unsupported-media-type",
            await fixture.Upload(Samples.Own, type: "application/pdf").Problem(HttpStatusCode.UnsupportedMediaType));
        Assert.Equal("file-empty", (await fixture.Upload([]).Json(HttpStatusCode.UnprocessableEntity))
            .GetProperty("violations")[0].GetProperty("rule").GetString());
    }

    [Theory]
    [InlineData("ubl-invoice-example4.xml")]
    [InlineData("ubl-invoice-guide-example1.xml")]
    public async Task A_real_file_is_registered_for_organisations_with_the_identifiers_it_carries(string name)
    {
        await using var fixture = await InvoiceFixture.Start();
        var document = Invoices.Ubl.UblInvoiceReader.Read(Samples.Real(name)).Document!;
        var seller = TestOrganisation.Supplier(document.Seller.Name) with { Identifiers = Of(document.Seller) };
        await fixture.Service.Know(
            (TestOrganisation.CoreEnterprise(document.Buyer.Name) with { Identifiers = Of(document.Buyer) }).Viewer());
        using var client = await fixture.Service.As(seller.Maker());

        await InvoiceFixture.Upload(client, Samples.Real(name)).Json(HttpStatusCode.Created);

        static OrganisationIdentifier[] Of(Invoices.Ubl.InvoiceParty party) =>
            party.Identifiers.Select(x => new OrganisationIdentifier(x.Scheme, x.Value)).ToArray();
    }
}
