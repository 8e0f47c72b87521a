using FsCheck;
using FsCheck.Fluent;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>Random histories, good and bad instructions mixed.</summary>
internal static class RegisterHistories
{
    private const int Organisations = 4;

    /// <summary>Eight numbers for each instruction.</summary>
    public static Arbitrary<int[][]> Any() =>
        Gen.Choose(0, 1 << 20).ArrayOf(8).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary();

    /// <summary>An instruction over what exists, right about as often as wrong; time goes on with each.</summary>
    public static ILedgerInstruction Next(TestRegister register, int[] n)
    {
        register.At = register.At.AddMinutes(30);
        var known = register.Lots.Values.OrderBy(lot => lot.CreatedByEntry).ThenBy(lot => lot.Id).ToArray();
        var live = known.Where(lot => lot.State == LotStates.Live).ToArray();
        var pool = n[7] % 8 == 0 || live.Length == 0 ? known : live;
        var first = pool.Length == 0 ? null : pool[n[1] % pool.Length];
        var second = pool.Length == 0 ? null : pool[n[2] % pool.Length];
        Guid[] lots = first is null ? [Guid.NewGuid()] : n[6] % 4 == 0 ? [first.Id, second!.Id] : [first.Id];
        var total = (first?.Amount ?? 10) + (lots.Length > 1 ? second!.Amount : 0);
        return (n[0] % 3) switch
        {
            0 => OfParties(n, lots, first, total),
            1 => OfLocks(register, n, lots, first, total),
            _ => OfOperator(register.OperatorId ?? Trade.Operator, n, lots, known, total),
        };
    }

    private static ILedgerInstruction OfParties(int[] n, Guid[] lots, Lot? first, long total)
    {
        var organisation = Organisation(n);
        var part = Part(n, first?.Amount ?? 10);
        Signer[] both = [By(n, first), Trade.By(Trade.Debtor)];
        return (n[4] % 7) switch
        {
            0 or 1 => Trade.Issue(Fresh(), Trade.Id(500 + (n[1] % 40)), 1 + (n[2] % 2000), n[6] % 5 == 0 ? "USD" : "CNY",
                Trade.Debtor) with
            {
                HolderId = organisation, Conditional = n[7] % 3 == 0,
            },
            2 => Trade.Transfer(lots, Split(total, part, organisation), By(n, first)),
            3 => Trade.Reduce([.. lots.Select(id => new LotReduction(id, part, Fresh()))]) with { SignedBy = both },
            4 => Trade.Void(lots) with { SignedBy = both },
            5 => Trade.ConvertLot([.. lots.Select(id => new LotConversion(id, part, Fresh(), Fresh()))]),
            _ => Trade.Evidence(organisation, [n[5] % 30]),
        };
    }

    private static ILedgerInstruction OfLocks(TestRegister register, int[] n, Guid[] lots, Lot? first, long total)
    {
        var organisation = Organisation(n);
        var owner = first?.Lock is { } held && n[3] % 4 != 0 ? new Signer(held.Owner, null, null) : Trade.Factoring;
        var reference = first?.Lock?.Reference ?? Trade.Id(50 + (n[3] % 5));
        var face = n[5] % 3 == 0 ? first?.Amount ?? 10 : Part(n, first?.Amount ?? 10);
        return (n[4] % 8) switch
        {
            0 => Trade.Transfer(lots, [new LotOutput(Fresh(), first?.Lock?.BeneficiaryId ?? organisation, total)],
                owner, reference),
            1 => Trade.Auction(lots) with { Reference = Trade.Id(50 + (n[5] % 5)), SignedBy = [By(n, first)] },
            2 => Trade.TurnIntoDeal(lots) with
            {
                PriorReference = reference, Reference = Fresh(), BeneficiaryId = organisation, SignedBy = [owner],
            },
            3 => Trade.Collect(lots) with { Reference = first?.ReceivableId ?? reference },
            4 => Trade.Release(reference, owner, lots),
            5 => Trade.PledgeTo(organisation, lots) with
            {
                SignedBy = [By(n, first)], Until = n[5] % 4 == 0 ? null : register.At.AddMinutes(30 * (n[5] % 4)),
            },
            6 => Trade.Expire(lots) with { LockReference = reference },
            _ => Trade.Discharge([.. lots.Select(id => new LotDischarge(id, face, face, Fresh()))]) with
            {
                LockReference = reference, SignedBy = [owner],
            },
        };
    }

    // Orders bear the name of whoever is the operator by now: it may have named a successor.
    private static ILedgerInstruction OfOperator(Guid chief, int[] n, Guid[] lots, Lot[] known, long total)
    {
        var discharged = known.Where(lot => lot.Extinguished > 0).ToArray();
        var lot = discharged.Length > 0 ? discharged[n[2] % discharged.Length] : known.FirstOrDefault();
        var frozen = known.Where(x => x.IsFrozen).Select(x => x.Id).Take(1 + (n[5] % 2)).ToArray();
        Signer[] orders = [Signer.Organisation(chief, Trade.Id(61), Trade.Id(62))];
        return (n[4] % 10) switch
        {
            0 => Trade.Naming(n[3] % 5 == 0 ? Organisation(n) : null),
            1 => Trade.Naming(Organisation(n)) with { SignedBy = orders },
            2 => Trade.Freeze(lots) with { SignedBy = orders },
            3 or 4 => Trade.Unfreeze(frozen.Length > 0 ? frozen : lots) with { SignedBy = orders },
            5 => Trade.Assign(lots, Split(total, Part(n, total), Organisation(n))) with { SignedBy = orders },
            6 => Trade.Policy(n[3] % 4, 1 + (n[5] % 3), 1 + (n[6] % 50)) with { SignedBy = orders },
            7 => Trade.Freeze(lots) with { SignedBy = [By(n, known.FirstOrDefault())] },
            _ => Trade.Reinstate(new LotReinstatement(lot?.Id ?? Fresh(), Part(n, lot?.Amount ?? 10), Fresh())) with
            {
                SignedBy = [Trade.Settlement, .. orders],
            },
        };
    }

    private static Guid Organisation(int[] n) => Trade.Id(10 + (n[3] % Organisations));

    private static Signer By(int[] n, Lot? lot) =>
        n[3] % 3 == 0 ? Trade.By(Organisation(n)) : Trade.By(lot?.HolderId ?? Organisation(n));

    private static long Part(int[] n, long amount) => 1 + (n[5] % Math.Max(1, Math.Min(amount, 1000)));

    private static LotOutput[] Split(long total, long part, Guid to) => total > part
        ? [new LotOutput(Fresh(), to, part), new LotOutput(Fresh(), to, total - part)]
        : [new LotOutput(Fresh(), to, total)];

    private static Guid Fresh() => Trade.NewInstruction();
}
