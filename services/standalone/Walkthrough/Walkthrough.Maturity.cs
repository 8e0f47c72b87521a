using System.Text.Json;
using SupplyFinance.Contracts;

namespace SupplyFinance.Standalone;

public sealed partial class Walkthrough
{
    private async Task PayAtMaturity(JsonElement deal)
    {
        _timeline.Begin("fix the payees at the record date");
        var path = $"/api/collections/{ReceivableId}";
        var collection = await _buyer.Await(path, "the collection", _ => true, _stopping);
        await MoveClockTo(StartOf(collection.Date("recordDate")).AddHours(9), "the record date");
        collection = await _buyer.Await(path, "collection locks fix the payees", c => c.Text("state") != CollectionStates.Open, _stopping);
        _timeline.Done(await Today(), "platform", "locked every piece of the debt for collection; payees are fixed", collection.Money("principal"),
            collection.Text("state") == CollectionStates.Recorded ? await LastEntry(deal) : null);

        if (collection.Text("state") != CollectionStates.Paid)
        {
            await MoveClockTo(StartOf(collection.Date("dueDate")).AddHours(10), "the due date");
            _timeline.Begin("pay the debt");
            collection = await _buyer.Read(path, _stopping);
            await PayFromItsOwnBank(collection);
            _timeline.Done(await Today(), _buyer.Name,
                $"paid into the collection account, quoting {collection.Text("payWithReference")}", collection.Money("totalOwed"));
        }

        _timeline.Begin("distribute what was paid");
        collection = await _buyer.Await(path, "every payee is paid and the debt right discharged",
            c => c.Text("state") == CollectionStates.Paid && c.GetProperty("shares").EnumerateArray().All(s => s.Text("state") == "discharged"),
            _stopping);
        await _buyer.Await("/api/payments?limit=200", "the bank books every payout", payments => ArePaidOut(collection, payments), _stopping);
        foreach (var share in collection.GetProperty("shares").EnumerateArray())
        {
            _timeline.Done(await Today(), "platform", "paid the bank what it advanced and earned", share.Money("toHolder"));
            if (share.GetProperty("sellerId").ValueKind == JsonValueKind.String)
                _timeline.Done(await Today(), "platform", "paid the seller its reserve", share.Money("toSeller"));
        }

        _timeline.Done(await Today(), "platform", "the ledger discharged the debt right", collection.Money("principalPaid"), await LastEntry(deal));
    }

    private async Task<bool> ArePaidOut(JsonElement collection) =>
        ArePaidOut(collection, await _buyer.Read("/api/payments?limit=200", _stopping));

    private bool ArePaidOut(JsonElement collection, JsonElement payments)
    {
        var due = collection.GetProperty("shares").EnumerateArray()
            .Sum(share => IsPositive(share, "toHolder") + IsPositive(share, "toSeller"));
        return payments.GetProperty("items").EnumerateArray().Count(payment => payment.Text("collectionId") == ReceivableId.ToString()
            && payment.Text("kind") == "payout" && payment.Text("state") == "settled") == due;
    }

    private static int IsPositive(JsonElement share, string name) =>
        share.GetProperty(name).Text("amount").AsSpan().ContainsAnyInRange('1', '9') ? 1 : 0;

    private async Task<long> LastEntry(JsonElement deal) =>
        (await (await Winner(deal)).Read($"/api/ledger/lots/{FinancierLot(deal)}", _stopping)).GetProperty("lastEntry").GetInt64();

    /// <summary>What the debtor does at its own bank, which is not on the platform: it orders a transfer, once.</summary>
    private async Task PayFromItsOwnBank(JsonElement collection)
    {
        if (collection.GetProperty("receipts").GetArrayLength() > 0) return;
        var accounts = (await _buyer.Read("/api/bank-accounts", _stopping)).GetProperty("items").EnumerateArray();
        var own = accounts.First(account => account.Text("purpose") == BankAccountPurposes.Operating && account.Text("currency") == Currency);
        // One order, whatever happens on the way: its key is the invoice's, and the bank knows an order that it has.
        var ordered = await _buyer.Make("/sandbox-bank/transfers", $"{_ids.Of("payment order"):N}", new
        {
            fromAccount = own.Text("number"),
            toAccount = collection.Text("payToAccount"),
            amount = collection.GetProperty("totalOwed"),
            reference = collection.Text("payWithReference"),
            fromName = _buyer.Name,
        }, _stopping);
        if (ordered.Code != "order-id-reused") Actor.Demand(ordered, "order the transfer at the debtor's bank");
    }

    private async Task Verify(JsonElement deal)
    {
        _timeline.Begin("verify the ledger");
        var winner = await Winner(deal);
        var lot = FinancierLot(deal);
        var proof = await winner.Read($"/api/ledger/lots/{lot}/proof", _stopping);
        var entry = await winner.Read($"/api/ledger/entries/{proof.GetProperty("index").GetInt64()}", _stopping);
        using var anyone = new HttpClient { BaseAddress = _platform };
        var key = await anyone.GetStringAsync(new Uri(_platform, "api/ledger/key"), _stopping);
        LedgerProof.Check(proof, entry, key);
        _timeline.Done(await Today(), _auditor.Name,
            $"checked by own code: the entry is in the signed log of {proof.GetProperty("treeSize").GetInt64()} entries", "",
            proof.GetProperty("index").GetInt64());

        _timeline.Begin("verify the books");
        var audit = await _auditor.Read("/api/ledger/audit", _stopping);
        var conservation = await _auditor.Read("/api/ledger/conservation", _stopping);
        var books = await _auditor.Read("/api/books/trial-balance", _stopping);
        if (!audit.GetProperty("holds").GetBoolean() || !conservation.GetProperty("holds").GetBoolean()
            || !books.GetProperty("balances").GetBoolean())
            throw new StepFailedException(_timeline.Current, $"{audit} {conservation} {books}");
        _timeline.Done(await Today(), _auditor.Name, "the ledger rebuilds from its entries, nothing is created or lost, the books balance");
        _timeline.Say();
        _timeline.Say("The invoice was financed, the debt paid, and the debt right discharged.");
    }
}
