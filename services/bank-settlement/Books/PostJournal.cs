using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Posts to the books, once for each source event. Nothing ever changes or removes a posting.</summary>
public static class PostJournal
{
    private static readonly Sql Add =
        Sql.InsertIfAbsent("journal", "source", "id, source, booked_on, description, posted_at");
    private static readonly Sql AddLine = Sql.Insert("journal_line", "journal_id, line, account, currency, amount");

    /// <summary>False when the source was posted before.</summary>
    public static async Task<bool> Post(UnitOfWork work, Journal journal)
    {
        var id = Guid.CreateVersion7();
        var head = new { id, journal.Source, journal.BookedOn, Description = journal.Text, PostedAt = work.Now };
        if (await work.Execute(Add, head) == 0) return false;
        foreach (var (line, number) in journal.Lines.Select((x, i) => (x, i + 1)))
        {
            await work.Execute(AddLine, new
            {
                JournalId = id, Line = number, line.Account, Currency = line.Amount.Currency.Code, Amount =
                    line.Amount.Minor,
            });
        }

        return true;
    }
}
