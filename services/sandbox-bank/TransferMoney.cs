using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>What somebody does at its own bank's counter: moves money from one account to another and quotes a
/// reference. With the same Idempotency-Key it is the same order and moves once.</summary>
public static class TransferMoney
{
    /// <summary>Max140Text of names and remittance; a structured creditor reference has at most 25
    /// characters.</summary>
    private const int TextLength = 140;

    private static readonly Sql Keep =
        Sql.InsertIfAbsent("counter_order", "idempotency_key", "idempotency_key, content_hash");
    private static readonly Sql Kept = Sql.Of("select content_hash from counter_order where idempotency_key = @key");

    /// <param name="FromAccount">Account debited.</param>
    /// <param name="ToAccount">Account credited and told.</param>
    /// <param name="Amount">What moves.</param>
    /// <param name="Reference">A creditor reference (starts with RF) or plain text; null for none.</param>
    /// <param name="ValueDate">Today by the business clock where it is null.</param>
    /// <param name="FromName">The payer's name as its bank states it.</param>
    public sealed record Request(
        string FromAccount, string ToAccount, Money Amount, string? Reference = null, DateOnly? ValueDate = null,
        string? FromName = null);

    /// <summary>What was moved.</summary>
    public sealed record Answer(
        string FromAccount, string ToAccount, Money Amount, DateOnly BookedOn, DateOnly ValueDate);

    public static async Task<Result<Answer>> Handle(
        Request request, [FromHeader(Name = "Idempotency-Key")] string? key, UnitOfWork work)
    {
        if (!request.Amount.IsPositive) return new InvalidField("amount", "not-positive", "Money moves one way.");
        if (request.FromAccount.Length is 0 or > 34) return new InvalidField(
            "fromAccount", "length", "1 to 34 characters.");
        if (request.ToAccount.Length is 0 or > 34) return new InvalidField(
            "toAccount", "length", "1 to 34 characters.");
        if (request.Reference is { Length: 0 or > TextLength }) return new InvalidField(
            "reference", "length", "1 to 140 characters.");

        if (request.FromName is { Length: > TextLength }) return new InvalidField(
            "fromName", "length", "At most 140 characters.");
        if (key is { Length: 0 or > 200 }) return new InvalidField("Idempotency-Key", "length", "1 to 200 characters.");
        var isStructured = request.Reference?.StartsWith("RF", StringComparison.Ordinal) == true
            && request.Reference.Length <= 25;
        var valueDate = request.ValueDate ?? work.BusinessToday;
        if (await IsRepeated(work, key, request) is { } repeated)
            return repeated ? Told(request, valueDate, work) : new OrderIdReused(key!);
        await Bookkeeping.Transfer(work, new Movement(
            request.FromAccount, request.FromName ?? "", request.ToAccount, "", request.Amount, valueDate, null, null,
            isStructured ? request.Reference : null, isStructured ? null : request.Reference), BehaviourKind.None);
        return Told(request, valueDate, work);
    }

    private static Answer Told(Request request, DateOnly valueDate, UnitOfWork work) =>
        new(request.FromAccount, request.ToAccount, request.Amount, work.BusinessToday, valueDate);

    /// <summary>Null for an order that is new, true for one given before under its key, false for another one under
    /// that key.</summary>
    private static async Task<bool?> IsRepeated(UnitOfWork work, string? key, Request request)
    {
        if (key is null) return null;
        var contentHash =
            Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Options)));
        if (await work.Execute(Keep, new { IdempotencyKey = key, contentHash }) == 1) return null;
        return await work.QueryFirst<string>(Kept, new { key }) == contentHash;
    }
}
