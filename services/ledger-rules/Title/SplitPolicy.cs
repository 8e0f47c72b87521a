using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Sets the bounds on splits in one currency, from its entry on; signed by the operator, four eyes. Given by the
/// operator at the ledger itself.</summary>
/// <param name="MaxDepth">Splits between the issue and a piece; 0 forbids splitting.</param>
/// <param name="MaxPieces">Pieces of one lot.</param>
/// <param name="MinimumPiece">Minor units.</param>
public sealed record SetSplitPolicy(
    Guid InstructionId, string Currency, int MaxDepth, int MaxPieces, long MinimumPiece, Signer[] SignedBy)
    : ILedgerInstruction;

/// <summary>Bounds on splits. They hold for what a holder splits after they were set: lots that exist stay as they are and
/// move whole however deep or small they are, and a lock's owner is not bound. The policy of a transfer is the one set
/// last before it in the log, which a replay finds by itself.</summary>
/// <param name="Entry">The entry that set them.</param>
public sealed record SplitPolicy(long Entry, string Currency, int MaxDepth, int MaxPieces, long MinimumPiece)
{
    /// <summary>The policy that an instruction sets with its entry.</summary>
    public static SplitPolicy Of(SetSplitPolicy policy, long entry) =>
        new(entry, policy.Currency, policy.MaxDepth, policy.MaxPieces, policy.MinimumPiece);

    public static Decision Decide(SetSplitPolicy policy, RegisterView view)
    {
        if (Register.Currency(policy.Currency) is { } unknown) return unknown;
        if (policy.MaxDepth < 0 || policy.MaxPieces is < 1 or > Register.MaxLots || policy.MinimumPiece < 1)
            return new Refusal(RefusalCodes.InvalidPolicy,
                $"Depth is at least 0, pieces are 1 to {Register.MaxLots}, the minimum piece is at least one unit.");
        return (Decision?)Party.MissingOperator(policy.SignedBy, view)
            ?? new Effects(EntryType.SplitPolicy, [], [], [], null);
    }

    internal Refusal? Refuses(IReadOnlyList<Outputs.Filled> outputs)
    {
        foreach (var piece in outputs.Where(output => output.IsPiece).Select(output => output.Lot))
        {
            if (piece.SplitDepth > MaxDepth)
                return new Refusal(RefusalCodes.SplitTooDeep,
                    $"Lot {piece.Id} would be split {piece.SplitDepth} times; at most {MaxDepth}.", Entry);
            if (piece.Amount < MinimumPiece)
                return new Refusal(RefusalCodes.PieceTooSmall,
                    $"Piece {piece.Id} of {piece.Amount}; at least {MinimumPiece}.", Entry);
        }

        var most = outputs.SelectMany(output => output.Lot.ParentIds).GroupBy(parent => parent).MaxBy(g => g.Count());
        return most?.Count() > MaxPieces
            ? new Refusal(RefusalCodes.TooManyPieces,
                $"Lot {most.Key} would have {most.Count()} pieces; at most {MaxPieces}.", Entry)
            : null;
    }
}
