using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Invoices;

/// <summary>The operator's maker and checker clear an invoice's flags after they have looked; never the
/// supplier.</summary>
public static class ClearFlags
{
    public const string Name = "clear-flags";

    /// <summary>Fits an approval's screen.</summary>
    public const int MaxReason = 500;

    /// <summary>Why the flags are no obstacle.</summary>
    /// <param name="Flags">The codes that the reason is about; left out: all that the invoice has.</param>
    public sealed record Request(string Reason, string[]? Flags = null);

    /// <summary>What the checker approves.</summary>
    /// <param name="Flags">The codes that the maker saw: a flag added meanwhile is not cleared unseen.</param>
    public sealed record Command(Guid InvoiceId, string[] Flags, string Reason);

    public static async Task<Result<Approvals.View>> Handle(Guid id, Request request, Caller caller, UnitOfWork work)
    {
        if (request.Reason.Trim().Length is 0 or > MaxReason)
            return new InvalidField("reason", "length", $"A reason has 1 to {MaxReason} characters.");
        if (await Invoice.Find(work, id) is not { State: InvoiceStates.Valid } invoice)
            return new NotFound("valid invoice", id);
        if (invoice.FlagList.Count == 0) return new NotFlagged(id);
        var seen = invoice.FlagList.Select(x => x.Code).ToArray();
        var meant = request.Flags ?? seen;
        if (meant.Length == 0 || meant.Except(seen).Any())
            return new InvalidField("flags", "flag-not-there", $"The invoice's flags are {string.Join(", ", seen)}.");
        return await Approvals.Propose(work, caller, Name, id, new Command(id, meant, request.Reason));
    }

    public static async Task<Result<InvoiceView>> Approved(Command command, Approval approval, UnitOfWork work)
    {
        var invoice = (await Invoice.Hold(work, command.InvoiceId))!;
        var left = invoice.FlagList.Where(x => !command.Flags.Contains(x.Code)).ToList();
        return InvoiceView.Of(await Invoice.ReplaceFlags(work, invoice.Id, left));
    }
}

/// <summary>There is nothing to clear.</summary>
public sealed record NotFlagged(Guid Id) : Failure(FailureKind.Conflict, "not-flagged", $"Invoice {Id} has no flag.");
