using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Brings the root lot of a confirmed receivable into being, once; signed by its debtor. A purchase order's lot is
/// conditional.</summary>
public static class Issue
{
    public static Decision Decide(IssueLot issue, RegisterView view)
    {
        if (issue.Amount <= 0) return new Refusal(RefusalCodes.NotPositive, $"An issue of {issue.Amount}.");
        if (Register.Currency(issue.Currency) is { } unknown) return unknown;
        if (Party.Missing(issue.SignedBy, [Party.Organisation(issue.DebtorId)]) is { } unsigned) return unsigned;
        if (view.IssuedBy is { } entry)
            return new Refusal(RefusalCodes.AlreadyIssued, $"Receivable {issue.ReceivableId} was issued.", entry);
        if (Register.NewIds([issue.LotId], view, []) is { } taken) return taken;
        var lot = new Lot(
            issue.LotId, issue.ReceivableId, issue.DebtorId, issue.Currency, issue.Amount, issue.DueDate,
            issue.HolderId, LotStates.Live, 0,
            null, [], view.NextEntry, view.NextEntry, 1) { IsConditional = issue.Conditional };
        return new Effects(EntryType.Issue, [], [], [lot], null);
    }
}
