using System.Net;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>Who sees what of a finished financing: its own parties, those it was disclosed to, and nobody else.</summary>
public sealed class DisclosureTests
{
    [Fact]
    public async Task Another_organisation_s_object_is_not_found_and_a_disclosed_one_is()
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        var file = await File.ReadAllBytesAsync(Samples.Own, cancellation);
        var document = UblInvoiceReader.Read(file).Document!;
        await using var platform = await EmbeddedPlatform.Start(
            folder.Path, new Uri("http://127.0.0.1:0"), document.IssueDate, cancellation: cancellation);
        using var output = new StringWriter();
        using (var walkthrough = new Walkthrough(platform.Address, new Timeline(output), file, document, cancellation)) await walkthrough.Run();

        var ids = new DerivedIds(file, document.IssueDate);
        using var operators = Actor.Of(platform.Address, "operator");
        using var auditor = Actor.Of(platform.Address, "auditor");
        using var winner = Actor.Of(platform.Address, "bank2");
        using var loser = Actor.Of(platform.Address, "bank1");
        using var stranger = Actor.Of(platform.Address, "supplier2");
        using var otherBuyer = Actor.Of(platform.Address, "core");
        using var seller = await Party(platform, operators, document.Seller, "supplier", cancellation);
        using var buyer = await Party(platform, operators, document.Buyer, "core-enterprise", cancellation);

        var request = await seller.Read($"/api/financing-requests/{ids.Of("financing request")}", cancellation);
        var deal = await seller.Read($"/api/deals/{request.GetProperty("dealId").GetGuid()}", cancellation);
        var lot = deal.GetProperty("lots")[0].GetProperty("financierLotId").GetGuid();
        Actor[] strangers = [stranger, otherBuyer, loser];
        (string Path, Actor[] See, Actor[] DoNot)[] matrix =
        [
            ($"/api/invoices/{ids.Of("invoice")}", [seller, buyer, winner, auditor], strangers),
            ($"/api/invoices/{ids.Of("invoice")}/document", [seller, buyer, winner, auditor], [.. strangers, operators]),
            ($"/api/receivables/{ids.Of("receivable")}", [seller, buyer, winner, auditor], strangers),
            ($"/api/financing-requests/{ids.Of("financing request")}", [seller, winner], [stranger, otherBuyer]),
            ($"/api/deals/{deal.GetProperty("id").GetGuid()}", [seller, winner, buyer], strangers),
            ($"/api/payments/{deal.GetProperty("paymentId").GetGuid()}", [seller, winner], [.. strangers, buyer]),
            ($"/api/collections/{ids.Of("receivable")}", [seller, buyer, winner, auditor], strangers),
            ($"/api/lots/{lot}", [buyer, winner, auditor], strangers),
            ($"/api/ledger/lots/{lot}", [buyer, winner, auditor], strangers),
            ($"/api/ledger/lots/{lot}/lineage", [winner, auditor], strangers),
            ($"/api/ledger/lots/{lot}/proof", [winner, auditor], strangers),
        ];
        var wrong = new List<string>();
        foreach (var (path, see, doNot) in matrix)
        {
            foreach (var actor in see) await Expect(actor, path, HttpStatusCode.OK, wrong, cancellation);
            foreach (var actor in doNot) await Expect(actor, path, HttpStatusCode.NotFound, wrong, cancellation);
        }

        Assert.Empty(wrong);
    }

    private static async Task Expect(Actor actor, string path, HttpStatusCode expected, List<string> wrong, CancellationToken cancellation)
    {
        var answer = await actor.Ask(path, cancellation);
        if (answer.Status != expected) wrong.Add($"{path} as {actor.Name}: {(int)answer.Status} {answer.Code}, not {(int)expected}");
    }

    private static async Task<Actor> Party(
        EmbeddedPlatform platform, Actor operators, InvoiceParty party, string kind, CancellationToken cancellation)
    {
        var answer = Actor.Demand(await operators.Make("/api/demonstration/organisations", Guid.CreateVersion7().ToString(), new
        {
            name = party.Name,
            kinds = new[] { kind },
            identifiers = party.Identifiers.Select(x => new { scheme = x.Scheme, value = x.Value }),
            currency = "CNY",
        }, cancellation), "find the party");
        string SignInName(string role) => answer.GetProperty("people").EnumerateArray()
            .Single(person => person.GetProperty("roles").EnumerateArray().Any(r => r.GetString() == role)).GetProperty("signInName").GetString()!;
        return new Actor(platform.Address, party.Name, SignInName("maker"), SignInName("checker"));
    }
}
