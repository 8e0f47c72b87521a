using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>The day on which the payees of a receivable are fixed by collection locks (design §6 step 5).</summary>
public static class RecordDate
{
    /// <summary>Business days between the record date and the due date: the policy's default.</summary>
    public const int BusinessDaysBefore = 2;

    /// <summary>The record date of a due date, by the calendar of the place where the currency is paid.</summary>
    public static DateOnly Of(DateOnly dueDate, string currency) =>
        BusinessCalendar.For(currency).Before(dueDate, BusinessDaysBefore);
}
