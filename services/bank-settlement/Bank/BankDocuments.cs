using System.Security.Cryptography;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>What the bank sent, as it came: bytes, hash and what was wrong with it.</summary>
internal static class BankDocuments
{
    /// <summary>The one bank host of this version.</summary>
    private const string Bank = "default";

    /// <summary>The table's width.</summary>
    private const int DefectLength = 500;

    private static readonly Sql FindCursor = Sql.Of("select sequence from bank_cursor where bank = @bank");
    private static readonly Sql MoveCursor = Sql.Upsert("bank_cursor", "bank", "bank, sequence");
    private static readonly Sql Content =
        Sql.Of("select content from bank_document where bank = @bank and sequence = @sequence");

    private static readonly Sql Keep = Sql.InsertIfAbsent(
        "bank_document", "bank, sequence", "bank, sequence, content, sha256, received_at, defect");

    /// <summary>The sequence of the last document read.</summary>
    public static Task<long> Cursor(UnitOfWork work) => work.QueryFirst<long>(FindCursor, new { Bank });

    /// <summary>Keeps a document and books its entries.</summary>
    public static async Task Take(UnitOfWork work, BankDocument document)
    {
        var notification = Camt.Read(document.Document, out var defect);
        if (await Store(work, document, defect)) await Book(work, document, notification, defect);
    }

    /// <summary>Keeps a document that failed time after time, for people and a later replay.</summary>
    public static async Task SetAside(UnitOfWork work, BankDocument document, string why)
    {
        await Store(work, document, why);
        await SettlementExceptions.Raise(
            work, ExceptionCauses.UnbookableNotification, Subject(document.Sequence), null, why);
    }

    /// <summary>Books the entries of a document that was set aside; what is booked already stays as it is.</summary>
    public static async Task Replay(UnitOfWork work, string subject)
    {
        var sequence =
            long.Parse(subject[(subject.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var document = new BankDocument(sequence, (await work.QueryFirst<byte[]>(Content, new { Bank, sequence }))!);
        await Book(work, document, Camt.Read(document.Document, out var defect), defect);
    }

    private static string Subject(long sequence) => $"document:{sequence}";

    private static async Task<bool> Store(UnitOfWork work, BankDocument document, string? defect)
    {
        var isNew = await work.Execute(Keep, new
        {
            Bank,
            document.Sequence,
            Content = document.Document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(document.Document)),
            ReceivedAt = work.Now,
            Defect = defect?.Length > DefectLength ? defect[..DefectLength] : defect,
        }) == 1;
        // Another worker may have read on from it meanwhile: only who keeps a document moves the cursor.
        if (isNew) await work.Execute(MoveCursor, new { Bank, document.Sequence });
        return isNew;
    }

    private static async Task Book(
        UnitOfWork work, BankDocument document, BankNotification? notification, string? defect)
    {
        foreach (var entry in notification?.Entries ?? []) await BookEntry.Book(work, entry);
        foreach (var bad in notification?.Defects ?? [])
        {
            await SettlementExceptions.Raise(
                work, ExceptionCauses.UnreadableEntry, $"{Subject(document.Sequence)}:{bad.Place}", null,
                $"{bad.Place}: {bad.What}");
        }

        if (defect is not null)
            await SettlementExceptions.Raise(
                work, ExceptionCauses.UnreadableNotification, Subject(document.Sequence), null, defect);
    }
}
