using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>How long a verified bank account rests: an effective-dated policy that two people of the operator change.
/// Accounts keep the instant that was computed for them under the version they name.</summary>
public static class SetAccountPolicy
{
    public const string Name = "set-account-policy";

    /// <summary>A month; longer would keep honest suppliers from their money.</summary>
    public const int LongestMinutes = 31 * 24 * 60;

    public static async Task<Result<Answer>> Get(UnitOfWork work)
    {
        var policy = await BankAccounts.Policy(work);
        return new Answer(policy.Version, (int)policy.CoolingTime.TotalMinutes);
    }

    public static async Task<Result<Approvals.View>> Propose(Command request, Caller caller, UnitOfWork work) =>
        Refusal(request, work) is { } refusal
            ? refusal
            : await Approvals.Propose(work, caller, Name, caller.OrganisationId, request);

    public static async Task<Result<Answer>> Execute(Command command, Approval approval, UnitOfWork work)
    {
        if (Refusal(command, work) is { } refusal)
        {
            return refusal;
        }

        var policy =
            new AccountPolicy(await BankAccounts.NewestPolicy(work) + 1, TimeSpan.FromMinutes(command.CoolingMinutes));
        await BankAccounts.AddPolicy(work, policy, command.EffectiveFrom);
        return new Answer(policy.Version, command.CoolingMinutes);
    }

    private static InvalidField? Refusal(Command command, UnitOfWork work) => command switch
    {
        { CoolingMinutes: < 0 or > LongestMinutes } =>
            new("coolingMinutes", "range", $"A cooling time is 0 to {LongestMinutes} minutes."),
        _ when command.EffectiveFrom < work.BusinessNow =>
            new("effectiveFrom", "in-the-past",
                "A policy begins now or later, so that no past decision is judged by it."),
        _ => null,
    };

    /// <summary>The policy that the checker sees and approves.</summary>
    /// <param name="EffectiveFrom">By the business clock; not in the past when it is approved.</param>
    /// <param name="CoolingMinutes">From the verification until the account may be paid.</param>
    public sealed record Command(DateTimeOffset EffectiveFrom, int CoolingMinutes);

    /// <summary>A policy version.</summary>
    public sealed record Answer(int Version, int CoolingMinutes);
}
