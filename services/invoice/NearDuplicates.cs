using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices;

/// <summary>Finds what looks like an invoice that is registered already. It does not refuse: it flags, and people look.
/// An invoice over the value of its purchase order is not found: a UBL invoice names the order and not its
/// value.</summary>
public static class NearDuplicates
{
    /// <summary>How far apart the issue dates of two invoices of equal parties and amount may lie: a month's bill that is
    /// dated anew into the next month is found, a quarter's regular bill is not. The platform's own policy; no standard
    /// sets it.</summary>
    public const int DaysApart = 45;

    /// <summary>Amounts this close are equal: one hundredth of the major unit, a rounding of tax.</summary>
    private const int TolerancesPerMajor = 100;

    private static readonly Sql EnterSeller = Sql.InsertIfAbsent("seller", "organisation_id", "organisation_id");

    private static readonly Sql HoldSeller = Sql.By(d =>
        $"select organisation_id from {d.Locked("seller")} where organisation_id = @organisationId {d.ForUpdate}");

    private static readonly Sql EnterFile = Sql.InsertIfAbsent("known_file", "sha256", "sha256, invoice_id");

    private static readonly Sql FindFile = Sql.Of("select invoice_id from known_file where sha256 = @sha256");

    private static readonly Sql FindNumber = Sql.By(d => $"""
        select number from invoice
        where state = @valid and (near_punctuation = @nearPunctuation or near_zeros = @nearZeros)
        order by position {d.First("@one")}
        """);

    private static readonly Sql FindAmount = Sql.By(d => $"""
        select number from invoice
        where seller_id = @sellerId and buyer_id = @buyerId and currency = @currency and amount between @least and @most
            and issue_date between @first and @last and state = @valid
        order by position {d.First("@one")}
        """);

    /// <summary>Makes the seller's other uploads wait until this transaction ends: each sees all that came before it.</summary>
    public static async Task Hold(UnitOfWork work, Guid sellerId)
    {
        await work.Execute(EnterSeller, new { organisationId = sellerId });
        await work.QueryFirst<Guid>(HoldSeller, new { organisationId = sellerId });
    }

    /// <summary>The flags of a valid invoice that is about to be registered, its seller held.</summary>
    public static async Task<IReadOnlyList<InvoiceFlag>> Flags(UnitOfWork work, Invoice invoice)
    {
        var flags = new List<InvoiceFlag>();
        if (await work.QueryFirst<string>(FindNumber, new
            {
                valid = InvoiceStates.Valid, invoice.NearPunctuation, invoice.NearZeros, one = 1,
            }) is { } spelling)
            flags.Add(new(InvoiceFlag.NearDuplicate, $"Equal to invoice {spelling} but for punctuation or leading zeros."));
        if (await SameAmount(work, invoice) is { } twin)
            flags.Add(new(InvoiceFlag.SameAmount,
                $"Invoice {twin} is of the same parties and amount, issued within {DaysApart} days."));
        // Sellers of one file are not held together: here the key decides who came first.
        var file = new { sha256 = invoice.DocumentSha256, InvoiceId = invoice.Id };
        if (await work.Execute(EnterFile, file) == 0)
            flags.Add(new(InvoiceFlag.SameFile,
                $"The same file is registered as {await work.QueryFirst<Guid>(FindFile, file)}."));
        return flags;
    }

    private static Task<string?> SameAmount(UnitOfWork work, Invoice invoice)
    {
        var tolerance = Currency.Of(invoice.Currency!).MinorPerMajor / TolerancesPerMajor;
        return work.QueryFirst<string>(FindAmount, new
        {
            invoice.SellerId,
            invoice.BuyerId,
            invoice.Currency,
            least = invoice.Amount - tolerance,
            most = invoice.Amount + tolerance,
            first = invoice.IssueDate!.Value.AddDays(-DaysApart),
            last = invoice.IssueDate.Value.AddDays(DaysApart),
            valid = InvoiceStates.Valid,
            one = 1,
        });
    }
}
