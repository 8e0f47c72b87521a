using System.Text;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Signs in the file itself that the claim belongs to somebody else already. Each blocks financing until
/// people clear it.</summary>
public static class AssignmentSigns
{
    /// <summary>The payee is not the seller, a note speaks of an assignment, or the type code is that of a factored
    /// invoice.</summary>
    public const string AlreadyAssigned = "already-assigned";

    // How invoices in the languages of our users say that the claim was sold or pledged. A false alarm costs two
    // people a look.
    private static readonly string[] Clauses =
    [
        "assigned to", "been assigned", "notice of assignment", "assignment of receivable", "assignment of claim",
        "factored", "factoring", "pledged to", "已转让", "债权转让", "转让给", "保理", "abgetreten", "abtretung",
        "cession de créance", "subrogation", "gecedeerd", "verpand",
    ];

    public static IReadOnlyList<string> Of(string typeCode, InvoiceParty seller, InvoiceParty? payee,
        IEnumerable<string> notes)
    {
        var assigned = typeCode == "393"
            || (payee is not null && !PartyIdentifier.SameParty(seller.Identifiers, payee.Identifiers))
            || notes.Any(HasClause);
        return assigned ? [AlreadyAssigned] : [];
    }

    private static bool HasClause(string note)
    {
        var text = note.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return Clauses.Any(clause => text.Contains(clause, StringComparison.Ordinal));
    }
}
