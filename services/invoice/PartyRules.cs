using SupplyFinance.Contracts;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Invoices;

/// <summary>Whose invoice it may be and on whom: the seller is the uploader's own organisation, the buyer exactly one
/// admitted core enterprise.</summary>
public static class PartyRules
{
    public const string SellerIsNotYou = "seller-is-not-you";
    public const string UnknownDebtor = "unknown-debtor";
    public const string AmbiguousDebtor = "ambiguous-debtor";
    public const string BuyerIsSeller = "buyer-is-seller";

    /// <summary>The rules of this kind: broken by who is known here, not by the file.</summary>
    public static readonly IReadOnlyList<string> All = [SellerIsNotYou, UnknownDebtor, AmbiguousDebtor, BuyerIsSeller];

    /// <summary>The buyer's organisation, or the rule broken.</summary>
    public static async Task<(Guid BuyerId, RuleViolation? Broken)> Judge(
        UnitOfWork work, Guid uploaderId, InvoiceDocument document)
    {
        if (!Parties.Is((await Participants.Organisation(work, uploaderId))!, document.Seller))
        {
            return Broken(SellerIsNotYou, "Supplier", document.Seller,
                "The invoice names another seller than your organisation; you can upload your own invoices only.");
        }

        var debtors = await Parties.Named(work, document.Buyer, OrganisationKinds.CoreEnterprise);
        return debtors switch
        {
            [] => Broken(UnknownDebtor, "Customer", document.Buyer,
                "No admitted core enterprise has the buyer's identifiers. Ask the operator to admit it, then upload again."),
            [var debtor] when debtor.Id == uploaderId => Broken(BuyerIsSeller, "Customer", document.Buyer,
                "Nobody owes itself: buyer and seller are one organisation."),
            [var debtor] => (debtor.Id, null),
            _ => Broken(AmbiguousDebtor, "Customer", document.Buyer,
                "The buyer's identifiers belong to several organisations."),
        };
    }

    private static (Guid BuyerId, RuleViolation? Broken) Broken(string rule, string role, InvoiceParty party,
        string why)
    {
        var named = string.Join(", ", party.Identifiers.Select(x => $"{x.Scheme}:{x.Value}"));
        return (Guid.Empty, new(rule, $"/Invoice/cac:Accounting{role}Party/cac:Party", Findings.Shown(named), why));
    }
}
