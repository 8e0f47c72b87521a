using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Makes conditional lots owed, as far as their orders were invoiced; signed by the debtor alone, who thereby
/// gives and takes nothing from anybody: holder and lock stay as they are, what is left stays conditional.</summary>
public static class Conversion
{
    public static Decision Decide(ConvertLots conversion, RegisterView view)
    {
        if (Register.Document(conversion.InvoiceHash) is { } unnamed) return unnamed;
        var parts = conversion.Conversions;
        if (Register.Inputs([.. parts.Select(c => c.LotId)], view, out var lots) is { } refusal) return refusal;
        if (lots.FirstOrDefault(lot => !lot.IsConditional) is { } ordinary)
            return new Refusal(RefusalCodes.NotConditional, $"Lot {ordinary.Id} is owed already.", ordinary.LastEntry);
        if (Register.Alike(lots) is { } mixed) return mixed;
        var pairs = parts.Zip(lots).ToArray();
        if (parts.FirstOrDefault(c => c.Amount <= 0) is { } nothing)
            return new Refusal(RefusalCodes.NotPositive, $"{nothing.Amount} of lot {nothing.LotId} converted.");
        if (pairs.FirstOrDefault(p => p.First.Amount > p.Second.Amount) is { First: { } over, Second: var lot })
            return new Refusal(RefusalCodes.SumMismatch, $"{over.Amount} of lot {lot.Id} of {lot.Amount} converted.");
        if (Party.Missing(conversion.SignedBy, [Party.Organisation(lots[0].DebtorId)]) is { } unsigned) return unsigned;
        Lot[] created = [.. pairs.SelectMany(p => Children(p.First, p.Second, view))];
        if (Register.NewIds([.. created.Select(x => x.Id)], view, [.. lots.Select(x => x.Id)]) is { } taken) return taken;
        return new Effects(
            EntryType.Convert, [.. lots.Select(x => Register.Ended(x, LotStates.Consumed, view))], [], created, null);
    }

    private static IEnumerable<Lot> Children(LotConversion part, Lot lot, RegisterView view)
    {
        yield return Register.Child(lot, part.NewLotId, part.Amount, view) with { IsConditional = false };
        if (part.Amount < lot.Amount) yield return Register.Child(lot, part.RestLotId, lot.Amount - part.Amount, view);
    }
}
