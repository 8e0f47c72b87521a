using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Invoices;

/// <summary>Gives the fingerprints of invoices to one deal, all or none, under a unique key: the second duplicate
/// control, when an offer is accepted. Each claim is decided once; asked again, it answers the same.</summary>
public static class ClaimFingerprints
{
    public const string Claimed = "claimed";
    public const string Refused = "refused";
    public const string Released = "released";

    public const string UnknownInvoice = "invoice-unknown";
    public const string FlaggedInvoice = "invoice-flagged";
    public const string ClaimedByOther = "invoice-claimed";
    public const string ReleasedBefore = "claim-released";

    private static readonly Sql Enter = Sql.InsertIfAbsent("claim", "claim_id", "claim_id, deal_id, state");

    private static readonly Sql Find = Sql.Of("select * from claim where claim_id = @claimId");

    private static readonly Sql SetRefused = Sql.Of(
        "update claim set state = @state, invoice_id = @invoiceId, reason = @reason where claim_id = @claimId");

    private static readonly Sql Take =
        Sql.InsertIfAbsent("claimed_fingerprint", "fingerprint", "fingerprint, claim_id, invoice_id");

    internal static readonly Sql GiveBack = Sql.Of("delete from claimed_fingerprint where claim_id = @claimId");

    public static async Task Handle(ClaimInvoices message, UnitOfWork work)
    {
        if (await work.Execute(Enter, new { message.ClaimId, message.DealId, State = Claimed }) == 0)
        {
            Answer((await work.QueryFirst<Claim>(Find, message))!, work);
            return;
        }

        var claim = new Claim { ClaimId = message.ClaimId, DealId = message.DealId, State = Claimed };
        foreach (var invoiceId in message.InvoiceIds.Distinct().Order())
        {
            if (await Refusal(message.ClaimId, invoiceId, work) is not { } reason) continue;
            await work.Execute(GiveBack, message);
            claim = claim with { State = Refused, InvoiceId = invoiceId, Reason = reason };
            await work.Execute(SetRefused, claim);
            break;
        }

        Answer(claim, work);
    }

    private static async Task<string?> Refusal(Guid claimId, Guid invoiceId, UnitOfWork work)
    {
        if (await Invoice.Hold(work, invoiceId) is not { State: InvoiceStates.Valid } invoice) return UnknownInvoice;
        if (invoice.FlagList.Count > 0) return FlaggedInvoice;
        return await work.Execute(Take, new { invoice.Fingerprint, claimId, invoiceId }) == 1 ? null : ClaimedByOther;
    }

    private static void Answer(Claim claim, UnitOfWork work) => work.Publish(claim.State == Claimed
        ? new InvoicesClaimed(claim.ClaimId, claim.DealId)
        : new InvoiceClaimRefused(claim.ClaimId, claim.DealId, claim.InvoiceId, claim.Reason ?? ReleasedBefore));

    private sealed record Claim
    {
        public Guid ClaimId { get; init; }
        public Guid DealId { get; init; }
        public string State { get; init; } = "";
        public Guid? InvoiceId { get; init; }
        public string? Reason { get; init; }
    }
}
