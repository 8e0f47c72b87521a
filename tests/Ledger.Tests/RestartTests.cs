using Microsoft.Data.Sqlite;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Testing;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    private async Task<Checkpoint> Run(params ILedgerInstruction[] commands)
    {
        await using var ledger = await LedgerUnderTest.Start(_folder.Path);
        if (commands.Length > 0) await ledger.Do(commands);
        Assert.Empty((await ledger.Audit()).Findings);
        return (await ledger.Get<CheckpointSigner>().Latest()).Checkpoint;
    }

    private Task Save(string copy) => TestDatabaseCopies.Save(_folder.Path, "ledger", copy);

    private Task Restore(string copy) => TestDatabaseCopies.Restore(_folder.Path, "ledger", copy);

    [Fact]
    public async Task A_restarted_ledger_is_the_same_log_and_goes_on()
    {
        var first = await Run(Trade.Issue());
        var second = await Run(Auction(Root));
        Assert.Equal((first.Origin, 1L, 2L), (second.Origin, first.Size, second.Size));
    }

    [Fact]
    public async Task An_instruction_answered_before_the_restart_gets_the_same_answer_after_it()
    {
        var issue = Trade.Issue();
        await Run(issue);
        await using var ledger = await LedgerUnderTest.Start(_folder.Path);
        Assert.Equal(0, Assert.IsType<InstructionExecuted>(await ledger.Do(issue)).EntryIndex);
        Assert.Equal(1, (await ledger.Audit()).Size);
    }

    [Fact]
    public async Task Work_that_was_not_committed_leaves_no_trace_and_the_next_entry_takes_its_place()
    {
        await using var ledger = await LedgerUnderTest.Start(_folder.Path);
        await ledger.Do(Trade.Issue());
        var sequencer = ledger.Get<Sequencer>();
        var lost = Auction(Root);
        await Assert.ThrowsAsync<IOException>(() => ledger.Service.Database.Run(async work =>
        {
            await Sequencer.Handle(lost, work, sequencer);
            throw new IOException("Power is gone.");
        }));
        Assert.Empty(await ledger.Answers(lost.InstructionId));
        Assert.Equal(1, (await ledger.Audit()).Size);
        Assert.Equal(1, Assert.IsType<InstructionExecuted>(await ledger.Do(lost)).EntryIndex);
        Assert.Empty((await ledger.Audit()).Findings);
    }

    [Fact]
    public async Task A_database_restored_from_a_backup_is_not_signed_and_does_not_start()
    {
        await Run(Trade.Issue());
        await Save("backup");
        await Run(Auction(Root));
        await Save("newest");
        await Restore("backup");
        var refusal = await Assert.ThrowsAsync<LogIdentityException>(() => LedgerUnderTest.Start(_folder.Path));
        Assert.Contains("holds 1 entries, but a checkpoint of 2 was signed", refusal.Message, StringComparison.Ordinal);
        await Restore("newest");
        Assert.Equal(2, (await Run()).Size);
    }

    [Fact]
    public async Task A_history_that_differs_from_what_was_signed_is_not_signed()
    {
        await Run(Trade.Issue());
        await Save("backup");
        File.Copy(Path(LedgerService.SignedFile), Path("signed.backup"));
        await Run(Auction(Root));
        File.Copy(Path(LedgerService.SignedFile), Path("signed.newest"));
        await Restore("backup");
        File.Copy(Path("signed.backup"), Path(LedgerService.SignedFile), overwrite: true);
        await Run(Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier)), Trade.Issue(Id(300), Id(301)));
        File.Copy(Path("signed.newest"), Path(LedgerService.SignedFile), overwrite: true);
        var refusal = await Assert.ThrowsAsync<LogIdentityException>(() => LedgerUnderTest.Start(_folder.Path));
        Assert.Contains("first 2 entries are not the ones", refusal.Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }

    [Theory]
    [InlineData(LedgerService.KeyFile, "signing key is gone")]
    [InlineData(LedgerService.SignedFile, "record of what it signed is gone")]
    public async Task A_log_without_its_key_or_its_record_does_not_start(string file, string why)
    {
        await Run(Trade.Issue());
        File.Delete(Path(file));
        var refusal = await Assert.ThrowsAsync<LogIdentityException>(() => LedgerUnderTest.Start(_folder.Path));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Another_logs_database_is_not_signed_with_this_logs_key()
    {
        await Run(Trade.Issue());
        File.Delete(Path(LedgerService.KeyFile));
        new LogKeyFile(Path(LedgerService.KeyFile)).Make("example.org/other");
        var refusal = await Assert.ThrowsAsync<LogIdentityException>(() => LedgerUnderTest.Start(_folder.Path));
        Assert.Contains("not of example.org/other", refusal.Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_start_that_died_between_record_and_key_is_finished_by_the_next()
    {
        var record = new SignedRecord(Path(LedgerService.SignedFile));
        record.TryAdvance(record.Read(), 0, MerkleTree.EmptyRoot);
        Assert.Equal(1, (await Run(Trade.Issue())).Size);
    }
}
