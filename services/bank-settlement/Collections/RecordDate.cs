namespace SupplyFinance.BankSettlement;

/// <summary>The day on which the payees of a receivable are fixed by collection locks (design §6 step 5).</summary>
public static class RecordDate
{
    /// <summary>Business days between the record date and the due date: the policy's default.</summary>
    public const int BusinessDaysBefore = 2;

    /// <summary>The record date of a due date. Monday to Friday count as business days; holidays and make-up working
    /// Saturdays do not shift it, so before a holiday the payees are fixed later than a full calendar would, but always
    /// before the due date.</summary>
    public static DateOnly Of(DateOnly dueDate)
    {
        var date = dueDate;
        for (var left = BusinessDaysBefore; left > 0;)
        {
            date = date.AddDays(-1);
            if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }

        return date;
    }
}
