using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>The bank has no limit on this debtor, for this supplier, in this currency.</summary>
public sealed record NoCreditLimit() : Failure(
    FailureKind.Invalid, "no-credit-limit", "Your bank has no credit limit on this debtor in this currency. Set one first.");

/// <summary>A limit has less free than the face asks for.</summary>
public sealed record LimitExceeded(Guid LimitId, Money Free, Money Face) : Failure(
    FailureKind.Invalid, "limit-exceeded", $"The face of {Face} is more than the {Free} free on limit {LimitId}.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Details =>
        new Dictionary<string, object?> { ["limitId"] = LimitId, ["free"] = Free };
}
