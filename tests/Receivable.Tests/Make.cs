using System.Globalization;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;
using SupplyFinance.Receivables.Lots;

namespace SupplyFinance.Receivables.Tests;

/// <summary>Plain values for tests of pure decisions.</summary>
internal static class Make
{
    public static readonly Guid Supplier = Guid.Parse("018f0000-0000-7000-8000-00000000000a");
    public static readonly Guid Debtor = Guid.Parse("018f0000-0000-7000-8000-00000000000b");
    public static readonly Guid Other = Guid.Parse("018f0000-0000-7000-8000-00000000000c");
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    public static Money Cny(long minor) => new(minor, Currency.Of("CNY"));

    public static InvoiceCopy Invoice(long minor = 11_500_000, string? due = "2026-06-19", Guid? seller = null,
        Guid? buyer = null, string currency = "CNY") =>
        new(Guid.CreateVersion7(), seller ?? Supplier, buyer ?? Debtor, new Money(minor, Currency.Of(currency)),
            due is null ? null : Make.Day(due), new DateOnly(2026, 2, 27));

    public static Result<Receivable> Propose(DateOnly? due, params InvoiceCopy[] invoices) =>
        Proposal.Decide(Guid.CreateVersion7(), Supplier, invoices.Select(x => (x.Id, (InvoiceCopy?)x)).ToList(), due,
            Now, Today);

    public static Receivable Proposed(long minor = 11_500_000) => Propose(null, Invoice(minor)).Value;

    public static LotCopy Lot(long minor, bool live = true, bool locked = false, Guid? holder = null,
        Guid? debtor = null, string due = "2026-06-22") =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), debtor ?? Debtor, holder ?? Supplier, Cny(minor),
            Make.Day(due), live, locked);
}
