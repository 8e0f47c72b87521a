using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Fetches the bank's notifications in its order and books each in one transaction together with the cursor,
/// so that a crash reads a document again and a double changes nothing.</summary>
public sealed class ReadNotifications(Database database, BankClient bank, ILogger<ReadNotifications> logger)
{
    /// <summary>Failures of one document before it is set aside, listed and replayable, so that it does not hold up
    /// those behind it.</summary>
    public const int MaxFailures = 3;

    private (long Sequence, int Count) _failed;

    /// <summary>Reads until there is nothing new; the number of documents read.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var count = 0;
        while (bank.IsConnected)
        {
            var cursor = await database.Read(BankDocuments.Cursor, cancellation);
            if (await bank.After(cursor, cancellation) is not { Count: > 0 } documents) return count;
            foreach (var document in documents.OrderBy(x => x.Sequence))
            {
                await Take(document, cancellation);
                count++;
            }
        }

        return count;
    }

    private async Task Take(BankDocument document, CancellationToken cancellation)
    {
        try
        {
            await database.Run(work => BankDocuments.Take(work, document), cancellation);
        }
        catch (Exception exception) when (
            exception is not OperationCanceledException && !database.Dialect.IsTransient(exception))
        {
            _failed = (document.Sequence, _failed.Sequence == document.Sequence ? _failed.Count + 1 : 1);
            if (_failed.Count < MaxFailures) throw;
            logger.LogError(exception, "Notification {Sequence} cannot be booked and is set aside", document.Sequence);
            await database.Run(work => BankDocuments.SetAside(work, document, exception.Message), cancellation);
        }
    }
}
