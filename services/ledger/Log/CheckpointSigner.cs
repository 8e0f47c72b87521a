using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger.Log;

/// <summary>A checkpoint under the log's signature.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Note);

/// <summary>Signs the log's checkpoint after commits, and before anybody is shown one. It never signs two inconsistent
/// ones: size and root are recorded first, and only when what was signed before is still a prefix of the database's
/// log.</summary>
public sealed class CheckpointSigner(
    Database database, LogIdentity log, SignedRecord record, ILogger<CheckpointSigner> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private SignedCheckpoint? _latest;

    /// <summary>An entry was committed.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount > 0) return;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it in between.
        }
    }

    /// <summary>The signed checkpoint of everything committed when this was called.</summary>
    /// <exception cref="LogIdentityException">The database's log does not continue what was signed.</exception>
    public async Task<SignedCheckpoint> Latest(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await database.Read(Sign, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _one.Dispose();
        _wake.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(stoppingToken);
                await Latest(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The log's checkpoint could not be signed");
                await Task.Delay(RetryDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Wake();
            }
        }
    }

    private async Task<SignedCheckpoint> Sign(UnitOfWork work)
    {
        var size = await EntryTable.Size(work);
        if (_latest?.Checkpoint.Size == size) return _latest;
        var signed = record.Read();
        if (size < signed.Size)
        {
            throw new LogIdentityException(
                $"The database holds {size} entries, but a checkpoint of {signed.Size} was signed: it is older than "
                + "what this log has shown. Restore the newest database; nothing is signed below a signed checkpoint.");
        }

        if (await TreeTable.Root(work, signed.Size) != signed.Root)
            throw new LogIdentityException(
                $"The database's first {signed.Size} entries are not the ones that this log has signed.");
        var root = await TreeTable.Root(work, size);
        if (!record.TryAdvance(signed, size, root))
            throw new LogIdentityException("Another process signs for this log. Only one may.");
        var checkpoint = new Checkpoint(log.Key.Verifier.Name, size, root);
        return _latest = new SignedCheckpoint(checkpoint, log.Key.Sign(checkpoint.ToNoteText()).ToString());
    }
}
