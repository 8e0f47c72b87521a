using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>A commitment to a document, so that it can be shown later that it existed and by whom it was submitted; no lot
/// changes. Signed by its submitter alone.</summary>
public static class Evidence
{
    /// <summary>Links of one entry: a document belongs to a deal's few steps, and a trace of it stays readable.</summary>
    public const int MaxLinks = 32;

    public static Decision Decide(RecordEvidence evidence, RegisterView view)
    {
        if (evidence.Scheme is not (EvidenceSchemes.Sha256 or EvidenceSchemes.SaltedSha256))
            return new Refusal(RefusalCodes.UnknownScheme, $"'{evidence.Scheme}' is no way to commit to a document.");
        if (Register.Document(evidence.Commitment) is { } unnamed) return unnamed;
        if (evidence.Links.Length > MaxLinks)
            return new Refusal(RefusalCodes.InvalidLink, $"{evidence.Links.Length} links; at most {MaxLinks}.");
        if (evidence.Links.Distinct().Count() < evidence.Links.Length)
            return new Refusal(RefusalCodes.InvalidLink, "An entry is linked twice.");
        if (evidence.Links.Any(link => link < 0 || link >= view.NextEntry))
            return new Refusal(RefusalCodes.InvalidLink, "A link does not lead to an earlier entry.");
        if (evidence.SignedBy.Length != 1)
            return new Refusal(RefusalCodes.WrongSigner, "Evidence is signed by its submitter alone.");
        return (Decision?)Party.Missing(evidence.SignedBy) ?? new Effects(EntryType.Evidence, [], [], [], null);
    }
}
