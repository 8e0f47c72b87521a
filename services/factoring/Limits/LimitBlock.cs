using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>What became of asking a bank's limits to carry a face.</summary>
public abstract record LimitBlock
{
    private LimitBlock()
    {
    }

    /// <summary>The face is held against every limit that applies.</summary>
    public sealed record Held(IReadOnlyList<CreditLimit> Limits) : LimitBlock;

    /// <summary>The bank has no limit on this debtor (and supplier) in this currency.</summary>
    public sealed record NoLimit : LimitBlock;

    /// <summary>One limit has less free than asked; nothing is held.</summary>
    public sealed record Exceeded(Guid LimitId, Money Free) : LimitBlock;

    /// <summary>Holds a face against all of a bank's limits that apply, or against none: the debtor's and the narrower pair's
    /// must each carry it.</summary>
    public static LimitBlock Judge(
        IEnumerable<CreditLimit> limits, Guid debtorId, Guid supplierId, Money face, DateOnly today)
    {
        var applicable = limits.Where(x => x.AppliesTo(debtorId, supplierId, face.Currency)).ToArray();
        if (applicable.Length == 0) return new NoLimit();
        var tight = applicable.FirstOrDefault(x => x.Free(today) < face);
        if (tight is not null) return new Exceeded(tight.Id, tight.Free(today));
        return new Held([.. applicable.Select(x => x.Block(face))]);
    }
}
