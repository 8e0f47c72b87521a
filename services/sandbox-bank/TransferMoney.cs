using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>What somebody does at its own bank's counter: moves money from one account to another and quotes a reference.</summary>
public static class TransferMoney
{
    /// <summary>Max35Text: a structured creditor reference has at most 25 characters, anything longer is plain text.</summary>
    private const int TextLength = 140;

    /// <param name="FromAccount">Account debited.</param>
    /// <param name="ToAccount">Account credited and told.</param>
    /// <param name="Amount">What moves.</param>
    /// <param name="Reference">A creditor reference (starts with RF) or plain text; null for none.</param>
    /// <param name="ValueDate">Today by the business clock where it is null.</param>
    /// <param name="FromName">The payer's name as its bank states it.</param>
    public sealed record Request(
        string FromAccount, string ToAccount, Money Amount, string? Reference = null, DateOnly? ValueDate = null, string? FromName = null);

    /// <summary>What was moved.</summary>
    public sealed record Answer(string FromAccount, string ToAccount, Money Amount, DateOnly BookedOn, DateOnly ValueDate);

    public static async Task<Result<Answer>> Handle(Request request, UnitOfWork work)
    {
        if (!request.Amount.IsPositive) return new InvalidField("amount", "not-positive", "Money moves one way.");
        if (request.FromAccount.Length is 0 or > 34) return new InvalidField("fromAccount", "length", "1 to 34 characters.");
        if (request.ToAccount.Length is 0 or > 34) return new InvalidField("toAccount", "length", "1 to 34 characters.");
        if (request.Reference is { Length: 0 or > TextLength }) return new InvalidField("reference", "length", "1 to 140 characters.");

        var isStructured = request.Reference?.StartsWith("RF", StringComparison.Ordinal) == true && request.Reference.Length <= 25;
        var valueDate = request.ValueDate ?? work.BusinessToday;
        await Bookkeeping.Transfer(work, new Movement(
            request.FromAccount, request.FromName ?? "", request.ToAccount, "", request.Amount, valueDate, null, null,
            isStructured ? request.Reference : null, isStructured ? null : request.Reference), BehaviourKind.None);
        return new Answer(request.FromAccount, request.ToAccount, request.Amount, work.BusinessToday, valueDate);
    }
}
