using System.Security.Cryptography;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Fetches the bank's notifications in its order and books each in one transaction together with the cursor, so that a crash reads a
/// document again and a double changes nothing. The bytes are kept as they came.</summary>
public sealed class ReadNotifications(Database database, BankClient bank)
{
    /// <summary>The one bank host of this version.</summary>
    private const string Bank = "default";

    /// <summary>The table's width.</summary>
    private const int DefectLength = 500;

    private static readonly Sql Cursor = Sql.Of("select sequence from bank_cursor where bank = @bank");
    private static readonly Sql MoveCursor = Sql.Upsert("bank_cursor", "bank", "bank, sequence");

    private static readonly Sql Keep = Sql.InsertIfAbsent(
        "bank_document", "bank, sequence", "bank, sequence, content, sha256, received_at, defect");

    /// <summary>Reads until there is nothing new; the number of documents read.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var count = 0;
        while (bank.IsConnected)
        {
            var cursor = await database.Read(work => work.QueryFirst<long>(Cursor, new { Bank }), cancellation);
            if (await bank.After(cursor, cancellation) is not { Count: > 0 } documents) return count;
            foreach (var document in documents.OrderBy(x => x.Sequence))
            {
                await database.Run(work => Take(work, document), cancellation);
                count++;
            }
        }

        return count;
    }

    private static async Task Take(UnitOfWork work, BankDocument document)
    {
        var notification = Camt.Read(document.Document, out var defect);
        var isNew = await work.Execute(Keep, new
        {
            Bank,
            document.Sequence,
            Content = document.Document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(document.Document)),
            ReceivedAt = work.Now,
            Defect = defect?.Length > DefectLength ? defect[..DefectLength] : defect,
        }) == 1;
        if (isNew)
        {
            foreach (var entry in notification?.Entries ?? []) await BookEntry.Book(work, entry);
            foreach (var bad in notification?.Defects ?? [])
            {
                await SettlementExceptions.Raise(
                    work, ExceptionCauses.UnreadableEntry, $"document:{document.Sequence}:{bad.Place}", null, $"{bad.Place}: {bad.What}");
            }

            if (defect is not null)
                await SettlementExceptions.Raise(work, ExceptionCauses.UnreadableNotification, $"document:{document.Sequence}", null, defect);
        }

        await work.Execute(MoveCursor, new { Bank, document.Sequence });
    }
}
