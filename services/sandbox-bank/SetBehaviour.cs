using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.SandboxBank;

/// <summary>How the bank misbehaves, for tests of those who have to live with banks.</summary>
public enum BehaviourKind
{
    /// <summary>As a bank should.</summary>
    None,

    /// <summary>Refuses the order with the reason code.</summary>
    Reject,

    /// <summary>The line is cut before anything is kept, whenever it is called about this order.</summary>
    NeverAnswer,

    /// <summary>Keeps and executes the order, and the line is cut before the answer.</summary>
    LoseAnswer,

    /// <summary>Keeps the order and executes it when it has been asked about so many times.</summary>
    AnswerLate,

    /// <summary>Books and notifies the order twice.</summary>
    BookTwice,

    /// <summary>Books one minor unit more than ordered.</summary>
    WrongAmount,

    /// <summary>Notifies the payer under a reference that the payer never gave.</summary>
    WrongReference,

    /// <summary>Sends each notification twice.</summary>
    NotifyTwice,
}

/// <summary>Sets how the bank behaves towards orders from or to an account, or of an amount; the newest that fits
/// counts.</summary>
public static class SetBehaviour
{
    private static readonly Sql Add = Sql.Insert("behaviour", "account, amount, kind, reason_code, times");
    private static readonly Sql Clear = Sql.Of("delete from behaviour");

    private static readonly Sql Find = Sql.By(d => $"""
        select kind, reason_code, times from behaviour
        where (account is null or account = @debtor or account = @creditor) and (amount is null or amount = @amount)
        order by position desc {d.First("@one")}
        """);

    /// <param name="Kind">What the bank does.</param>
    /// <param name="Account">Debtor's or creditor's account; null for any.</param>
    /// <param name="Amount">Minor units; null for any.</param>
    /// <param name="ReasonCode">An ISO 20022 status reason, for <see cref="BehaviourKind.Reject"/>; AC04 (closed
    /// account) by default.</param>
    /// <param name="Times">How often it must be asked, for <see cref="BehaviourKind.AnswerLate"/>; twice by
    /// default.</param>
    public sealed record Request(
        BehaviourKind Kind, string? Account = null, long? Amount = null, string? ReasonCode = null, int Times = 2);

    /// <summary>What was set.</summary>
    public sealed record Answer(BehaviourKind Kind);

    public static async Task<Result<Answer>> Handle(Request request, UnitOfWork work)
    {
        await work.Execute(Add, request);
        return new Answer(request.Kind);
    }

    public static async Task<Result<Answer>> Reset(UnitOfWork work)
    {
        await work.Execute(Clear);
        return new Answer(BehaviourKind.None);
    }

    /// <summary>How the bank behaves towards an order.</summary>
    public static async Task<Behaviour> For(UnitOfWork work, string debtor, string creditor, long amount) =>
        await work.QueryFirst<Behaviour>(Find, new { debtor, creditor, amount, one = 1 }) ?? new Behaviour();

    /// <summary>A behaviour as it applies.</summary>
    public sealed class Behaviour
    {
        public BehaviourKind Kind { get; init; } = BehaviourKind.None;
        public string? ReasonCode { get; init; }
        public int Times { get; init; }
    }
}
