using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Ledger.Log;

/// <summary>Which log this is: its origin and key, which its database and its record of signatures must agree
/// on.</summary>
public sealed class LogIdentity(LogKeyFile file, SignedRecord record, string? configuredOrigin) : IDisposable
{
    private static readonly Sql Find = Sql.Of("select verifier_key from log_identity where id = 1");
    private static readonly Sql Put = Sql.InsertIfAbsent("log_identity", "id", "id, origin, verifier_key");

    private NoteKey? _key;

    /// <summary>The log's key, named by its origin.</summary>
    public NoteKey Key => _key ?? throw new InvalidOperationException("The log is not open yet.");

    /// <summary>The log's origin, which every instruction names.</summary>
    public string Origin => Key.Verifier.Name;

    /// <summary>Opens the log, or makes its key and origin where there is no log yet.</summary>
    /// <exception cref="LogIdentityException">Key, record and database are not of one log.</exception>
    public async Task Open(Database database, CancellationToken cancellation)
    {
        var known = await database.Read(work => work.QueryFirst<string>(Find), cancellation);
        if (known is not null && !file.Exists)
            throw new LogIdentityException("The log has entries, but its signing key is gone. Restore the key file.");
        if (file.Exists && !record.Exists)
            throw new LogIdentityException(
                "The log has a signing key, but the record of what it signed is gone. Restore the record file.");
        if (!file.Exists) MakeKey(file, record, configuredOrigin);
        _key = file.Open();
        if (configuredOrigin is not null && configuredOrigin != Origin)
            throw new LogIdentityException(
                $"The log's origin is {Origin} for ever; {configuredOrigin} would be another log.");
        known ??= await database.Run(async work =>
        {
            await work.Execute(Put, new { Id = 1, Origin, VerifierKey = _key.Verifier.ToString() });
            return await work.QueryFirst<string>(Find);
        }, cancellation);
        if (known != _key.Verifier.ToString())
            throw new LogIdentityException($"The database is the log of {known}, not of {_key.Verifier}.");
    }

    /// <summary>Makes the key and the record of what it signed where there is no log yet; the origin must be set.</summary>
    public static void MakeKey(ServiceSettings settings)
    {
        var origin = settings[LedgerService.OriginSetting] ?? throw new StartRefusedException(
            [$"Own:{LedgerService.OriginSetting} is missing: the log's name for ever, a URL without scheme."]);
        Directory.CreateDirectory(settings.DataFolder);
        MakeKey(LogKeyFile.Of(settings), SignedRecord.Of(settings), origin);
    }

    private static void MakeKey(LogKeyFile file, SignedRecord record, string? origin)
    {
        // The record comes first: a key without one would be refused at the next start.
        record.TryAdvance(record.Read(), record.Read().Size, record.Read().Root);
        file.Make(origin ?? LogKeyFile.NewOrigin());
    }

    /// <inheritdoc/>
    public void Dispose() => _key?.Dispose();
}
