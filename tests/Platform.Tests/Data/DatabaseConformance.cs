using System.Collections.Concurrent;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Tests.Data;

/// <summary>What every database must do in the same way; each runs all of it by inheriting.</summary>
public abstract class DatabaseConformance : IAsyncLifetime
{
    private static readonly Sql Put = Sql.Insert("conformance", "id, day, at, amount, yes, words, bytes, maybe");
    private static readonly Sql PutOnce = Sql.InsertIfAbsent("conformance", "id", "id, day, at, amount, yes, words, bytes, maybe");
    private static readonly Sql Find = Sql.Of("select * from conformance where id = @id");
    private static readonly Sql Some = Sql.By(d => $"select id from conformance where id {d.AnyOf("@ids")} order by amount");
    private static readonly Sql Earlier = Sql.Of("select count(*) from conformance where at < @at");
    private static readonly Sql Add = Sql.Of("update conformance set amount = amount + 1 where id = @id");
    private static readonly Sql FindLocked = Sql.By(d => $"select amount from {d.Locked("conformance")} where id = @id {d.ForUpdate}");
    private static readonly Sql SetAmount = Sql.Of("update conformance set amount = @amount where id = @id");
    private static readonly Sql PutState = Sql.UpsertIfNewer("versioned", "id", "id, version, words");
    private static readonly Sql FindState = Sql.Of("select words from versioned where id = @id");

    private enum Word
    {
        Yes,
    }

    protected abstract Task<Database> Open(string service, Clocks clocks);

    protected abstract ValueTask Remove();

    private Clocks Clocks { get; } = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(Platform.Hosting.Clocks.DefaultZone));

    private Database Database { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await Open("conformance", Clocks);
        await Migrate();
    }

    public ValueTask DisposeAsync() => Remove();

    private Task<IReadOnlyList<string>> Migrate() => Migrator.Migrate(Database, [typeof(Database).Assembly, typeof(DatabaseConformance).Assembly]);

    private static Row NewRow(long amount = 1) => new()
    {
        Id = Guid.CreateVersion7(),
        Day = new DateOnly(2024, 2, 29),
        At = new DateTimeOffset(2026, 3, 2, 23, 59, 59, 123, 456, TimeSpan.Zero),
        Amount = amount,
        Yes = true,
        Words = "人民币 ☂ 'quoted' %",
        Bytes = [0, 1, 255],
        Maybe = null,
    };

    [Fact]
    public async Task Every_type_comes_back_exactly_as_it_was_put()
    {
        var row = NewRow(long.MaxValue);
        await Database.Run(work => work.Execute(Put, row));
        var read = (await Database.Read(work => work.QueryFirst<Row>(Find, row)))!;
        Assert.Equal((row.Id, row.Day, row.At, row.Amount, row.Yes, row.Words, row.Maybe),
            (read.Id, read.Day, read.At, read.Amount, read.Yes, read.Words, read.Maybe));
        Assert.Equal(row.Bytes, read.Bytes);
    }

    [Fact]
    public async Task Instants_compare_as_instants()
    {
        var row = NewRow();
        await Database.Run(work => work.Execute(Put, row));
        Assert.Equal(1, await Database.Read(work => work.QueryFirst<long>(Earlier,
            new { At = row.At.AddMicroseconds(1).ToOffset(TimeSpan.FromHours(8)) })));
        Assert.Equal(0, await Database.Read(work => work.QueryFirst<long>(Earlier, row)));
    }

    [Fact]
    public async Task Insert_if_absent_inserts_once_and_the_transaction_goes_on()
    {
        var row = NewRow();
        var counts = await Database.Run(async work => (
            await work.Execute(PutOnce, row), await work.Execute(PutOnce, row), await work.Execute(PutOnce, NewRow())));
        Assert.Equal((1, 0, 1), counts);
    }

    [Fact]
    public async Task An_older_version_changes_nothing()
    {
        var id = Guid.CreateVersion7();
        var counts = await Database.Run(async work => (
            await work.Execute(PutState, new { id, Version = 2L, Words = "second" }),
            await work.Execute(PutState, new { id, Version = 1L, Words = "first" }),
            await work.Execute(PutState, new { id, Version = 2L, Words = "again" }),
            await work.Execute(PutState, new { id, Version = 3L, Words = "third" })));
        Assert.Equal((1, 0, 0, 1), counts);
        Assert.Equal("third", await Database.Read(work => work.QueryFirst<string>(FindState, new { id })));
    }

    [Fact]
    public async Task A_list_parameter_finds_its_members()
    {
        var (a, b, c) = (NewRow(1), NewRow(2), NewRow(3));
        await Database.Run(async work =>
        {
            foreach (var row in new[] { a, b, c }) await work.Execute(Put, row);
        });
        Assert.Equal([a.Id, c.Id], await Database.Read(work => work.Query<Guid>(Some, new { Ids = new[] { c.Id, a.Id } })));
    }

    [Fact]
    public async Task A_failed_result_and_an_exception_change_nothing_and_send_nothing()
    {
        var row = NewRow();
        await Database.Run<Result<string>>(async work =>
        {
            await work.Execute(Put, row);
            work.Publish(new StateRequested("x", "y"));
            return new NotFound("thing", row.Id);
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Run(async work =>
        {
            await work.Execute(Put, row);
            throw new InvalidOperationException();
        }));
        Assert.Null(await Database.Read(work => work.QueryFirst<Row>(Find, row)));
        Assert.Equal(0, await Database.Read(Outbox.Waiting));
    }

    [Fact]
    public async Task Read_modify_write_under_a_lock_loses_nothing()
    {
        var row = NewRow(0);
        await Database.Run(work => work.Execute(Put, row));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Database.Run(async work =>
        {
            var amount = await work.QueryFirst<long>(FindLocked, row);
            await work.Execute(SetAmount, new { row.Id, Amount = amount + 1 });
        }))));
        Assert.Equal(50, (await Database.Read(work => work.QueryFirst<Row>(Find, row)))!.Amount);
    }

    [Fact]
    public async Task A_read_sees_one_state_while_others_write()
    {
        var row = NewRow(0);
        await Database.Run(work => work.Execute(Put, row));
        await Database.Read(async work =>
        {
            var before = await work.QueryFirst<Row>(Find, row);
            await Database.Run(other => other.Execute(Add, row));
            var after = await work.QueryFirst<Row>(Find, row);
            Assert.Equal(before!.Amount, after!.Amount);
            return true;
        });
    }

    [Fact]
    public async Task Due_messages_are_claimed_once_and_come_back_when_their_lease_runs_out()
    {
        await Database.Run(work =>
        {
            for (var i = 0; i < 20; i++) work.Publish(new StateRequested($"{i}", "test"));
            return Task.CompletedTask;
        });
        var claimed = new ConcurrentBag<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            foreach (var row in await Database.Run(work => Outbox.Claim(work, 5, TimeSpan.FromMinutes(1)))) claimed.Add(row.Id);
        })));
        Assert.Equal(20, claimed.Distinct().Count());
        Assert.Equal(20, claimed.Count);
        Assert.Empty(await Database.Run(work => Outbox.Claim(work, 5, TimeSpan.FromMinutes(1))));
        await Database.Run(work => Outbox.ExpireLeases(work));
        Assert.Equal(5, (await Database.Run(work => Outbox.Claim(work, 5, TimeSpan.FromMinutes(1)))).Count);
    }

    [Fact]
    public async Task A_message_waits_for_the_clock_it_names()
    {
        await Database.Run(work =>
        {
            work.Schedule(new RepublishPage("x", 0), work.BusinessNow.AddDays(1), ClockKind.Business);
            return Task.CompletedTask;
        });
        Assert.Empty(await Database.Run(work => Outbox.Claim(work, 5, TimeSpan.FromMinutes(1))));
        Clocks.Move((long)TimeSpan.FromDays(2).TotalMicroseconds);
        Assert.Single(await Database.Run(work => Outbox.Claim(work, 5, TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public async Task Migrations_run_once_also_when_many_start_at_the_same_time()
    {
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Migrate)));
        Assert.All(ran, Assert.Empty);
    }

    [Fact]
    public async Task An_enum_is_kept_as_its_word()
    {
        var row = NewRow();
        await Database.Run(work => work.Execute(Put, new
        {
            row.Id, row.Day, row.At, row.Amount, row.Yes, Words = Word.Yes, row.Bytes, row.Maybe,
        }));
        Assert.Equal("Yes", (await Database.Read(work => work.QueryFirst<Row>(Find, row)))!.Words);
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public DateOnly Day { get; init; }
        public DateTimeOffset At { get; init; }
        public long Amount { get; init; }
        public bool Yes { get; init; }
        public string Words { get; init; } = "";
        public byte[] Bytes { get; init; } = [];
        public DateTimeOffset? Maybe { get; init; }
    }
}
