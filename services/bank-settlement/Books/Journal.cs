using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>One side of a posting: a debit is positive, a credit negative.</summary>
public readonly record struct JournalLine(string Account, Money Amount)
{
    public static JournalLine Debit(string account, Money amount) => new(account, amount);
    public static JournalLine Credit(string account, Money amount) => new(account, -amount);
}

/// <summary>An immutable posting for one source event. Its lines balance per currency; a mistake is reversed by another
/// posting.</summary>
public sealed record Journal
{
    /// <summary>A posting whose lines balance; lines of nothing are left out.</summary>
    /// <exception cref="ArgumentException">The lines of a currency do not sum to zero, or there are none.</exception>
    public Journal(string source, DateOnly bookedOn, string text, IEnumerable<JournalLine> lines)
    {
        Source = source;
        BookedOn = bookedOn;
        Text = text;
        Lines = [.. lines.Where(x => !x.Amount.IsZero)];
        if (Lines.Count == 0) throw new ArgumentException($"The posting for {source} has no lines.", nameof(lines));
        var unbalanced = Lines.GroupBy(x => x.Amount.Currency)
            .FirstOrDefault(x => x.Aggregate(Int128.Zero, (sum, y) => sum + y.Amount.Minor) != 0);
        if (unbalanced is not null) throw new ArgumentException(
            $"The posting for {source} does not balance in {unbalanced.Key}.", nameof(lines));
    }

    /// <summary>What it is posted for; unique, so that a replayed event posts nothing.</summary>
    public string Source { get; }

    /// <summary>The business date of the source.</summary>
    public DateOnly BookedOn { get; }

    public string Text { get; }

    public IReadOnlyList<JournalLine> Lines { get; }

    /// <summary>The posting that takes this one back.</summary>
    public Journal Reversed(string source, DateOnly bookedOn) =>
        new(source, bookedOn, $"Reversal of {Source}: {Text}", Lines.Select(x => x with { Amount = -x.Amount }));
}
