using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.SandboxBank.Tests;

public sealed class TakeOrderTests
{
    [Fact]
    public async Task An_order_is_executed_once_however_often_it_is_handed_in()
    {
        await using var bank = await BankUnderTest.Start();

        Assert.Equal("ACSC", await bank.Status(bank.HandIn(OrderReaderTests.File)));
        Assert.Equal("ACSC", await bank.Status(bank.HandIn(OrderReaderTests.File)));

        var bookings = await bank.Bookings();
        Assert.Equal(["100200", "DE89370400440532013000"], bookings.Select(x => x.GetProperty("account").GetString()));
        Assert.Equal([false, true], bookings.Select(x => x.GetProperty("isCredit").GetBoolean()));
        Assert.All(bookings, x => Assert.Equal("1234.50", x.GetProperty("amount").GetProperty("amount").GetString()));
        Assert.Equal(2, (await bank.Notifications()).Count);
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_refused_and_the_first_order_stands()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Status(bank.HandIn(OrderReaderTests.File));

        var code = await bank.HandIn(OrderReaderTests.File.Replace("1234.50", "9999.99", StringComparison.Ordinal))
            .Problem(HttpStatusCode.Conflict);

        Assert.Equal("order-id-reused", code);
        Assert.Equal(2, (await bank.Bookings()).Count);
        Assert.Equal("ACSC", await bank.Status(bank.Client.GetAsync("/sandbox-bank/payments/e1")));
    }

    [Fact]
    public async Task A_file_that_is_no_order_is_refused() 
    {
        await using var bank = await BankUnderTest.Start();

        Assert.Equal("unreadable-order", await bank.HandIn("<a/>").Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_rejecting_bank_books_nothing_and_says_so_again()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Behave(new { account = "100200", kind = "reject", reasonCode = "AC06" });

        Assert.Equal("RJCT", await bank.Status(bank.HandIn(OrderReaderTests.File)));
        Assert.Equal("RJCT", await bank.Status(bank.Client.GetAsync("/sandbox-bank/payments/e1")));
        Assert.Empty(await bank.Bookings());
    }

    [Fact]
    public async Task A_bank_that_never_answers_keeps_nothing()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Behave(new { kind = "never-answer" });

        await Assert.ThrowsAsync<HttpRequestException>(() => bank.HandIn(OrderReaderTests.File));

        Assert.Empty(await bank.Bookings());
        Assert.Equal(
            "not-found", await bank.Client.GetAsync("/sandbox-bank/payments/e1").Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_order_executed()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Behave(new { kind = "lose-answer" });

        await Assert.ThrowsAsync<HttpRequestException>(() => bank.HandIn(OrderReaderTests.File));

        Assert.Equal(2, (await bank.Bookings()).Count);
        Assert.Equal("ACSC", await bank.Status(bank.Client.GetAsync("/sandbox-bank/payments/e1")));
    }

    [Fact]
    public async Task A_late_answer_books_when_it_has_been_asked_for_often_enough()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Behave(new { amount = 123450, kind = "answer-late", times = 2 });

        Assert.Equal("PDNG", await bank.Status(bank.HandIn(OrderReaderTests.File)));
        Assert.Equal("PDNG", await bank.Status(bank.Client.GetAsync("/sandbox-bank/payments/e1")));
        Assert.Empty(await bank.Bookings());
        Assert.Equal("ACSC", await bank.Status(bank.Client.GetAsync("/sandbox-bank/payments/e1")));
        Assert.Equal(2, (await bank.Bookings()).Count);
    }

    [Fact]
    public async Task One_order_handed_in_and_asked_about_many_times_at_once_is_executed_once()
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Behave(new { amount = 123450, kind = "answer-late", times = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bank.HandIn(OrderReaderTests.File)));
        Assert.All(answers, x => Assert.Equal(HttpStatusCode.OK, x.StatusCode));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bank.Client.GetAsync("/sandbox-bank/payments/e1")));

        Assert.Equal(2, (await bank.Bookings()).Count);
    }

    [Fact]
    public async Task A_reader_with_a_cursor_misses_nothing_that_is_told_at_the_same_time()
    {
        const int Transfers = 30;
        await using var bank = await BankUnderTest.Start();
        var telling = Task.WhenAll(Enumerable.Range(0, Transfers).Select(i => bank.Client.Post(
            "/sandbox-bank/transfers",
            new { fromAccount = "1", toAccount = "2", amount = new { amount = "1.00", currency = "CNY" } }).Json()));
        var (cursor, seen) = (0L, 0);
        await Wait.Until("the end of the telling", async () =>
        {
            var isLast = telling.IsCompleted;
            var page = await bank.Notifications(cursor);
            if (page.Count > 0) cursor = page[^1].GetProperty("sequence").GetInt64();
            seen += page.Count;
            return isLast && page.Count == 0;
        });
        await telling;

        Assert.Equal(2 * Transfers, seen);
    }

    [Theory]
    [InlineData("book-twice", 4, 4)]
    [InlineData("notify-twice", 2, 4)]
    [InlineData("wrong-amount", 2, 2)]
    public async Task Hostile_behaviour_shows_in_its_own_books_and_notices(string kind, int bookings, int notices)
    {
        await using var bank = await BankUnderTest.Start();
        await bank.Behave(new { kind });

        await bank.Status(bank.HandIn(OrderReaderTests.File));

        Assert.Equal(bookings, (await bank.Bookings()).Count);
        Assert.Equal(notices, (await bank.Notifications()).Count);
    }

    [Fact]
    public async Task Nobody_calls_without_the_key()
    {
        await using var bank = await BankUnderTest.Start();

        Assert.Equal(
            "wrong-key", await bank.Stranger.GetAsync("/sandbox-bank/bookings").Problem(HttpStatusCode.Forbidden));
    }
}
