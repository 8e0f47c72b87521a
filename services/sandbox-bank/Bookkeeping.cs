using System.Security.Cryptography;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.SandboxBank;

/// <summary>Books movements and tells the account's owner of each by camt.054, in one transaction. Accounts exist from
/// their first movement and may be overdrawn: this bank only stands in for real ones.</summary>
public static class Bookkeeping
{
    private static readonly Sql Add = Sql.Insert(
        "booking",
        "reference, account, is_credit, currency, amount, booked_on, value_date, end_to_end_id, uetr, "
        + "creditor_reference, remittance, "
        + "counterparty_name, counterparty_account");

    /// <summary>Both sides of a transfer and what they are told. A debit is told first.</summary>
    public static async Task Transfer(UnitOfWork work, Movement movement, BehaviourKind behaviour)
    {
        var odd = behaviour == BehaviourKind.WrongAmount
            ? new Money(1, movement.Amount.Currency) : Money.Zero(movement.Amount.Currency);
        var debit = new Booking(
            Reference(), movement.From, false, movement.Amount + odd, work.BusinessToday, movement.ValueDate,
            behaviour == BehaviourKind.WrongReference
            ? Guid.NewGuid().ToString("N") : movement.EndToEndId, movement.Uetr,
            movement.CreditorReference, movement.Text, movement.ToName, movement.To);
        var credit = new Booking(
            Reference(), movement.To, true, movement.Amount, work.BusinessToday, movement.ValueDate,
            movement.EndToEndId, movement.Uetr,
            movement.CreditorReference, movement.Text, movement.FromName, movement.From);
        var notices = behaviour == BehaviourKind.NotifyTwice ? 2 : 1;
        foreach (var booking in new[] { debit, credit }) await Book(work, booking, notices);
        if (behaviour == BehaviourKind.BookTwice) await Transfer(work, movement, BehaviourKind.None);
    }

    private static async Task Book(UnitOfWork work, Booking booking, int notices)
    {
        await work.Execute(Add, new
        {
            booking.Reference,
            booking.Account,
            booking.IsCredit,
            Currency = booking.Amount.Currency.Code,
            Amount = booking.Amount.Minor,
            booking.BookedOn,
            booking.ValueDate,
            booking.EndToEndId,
            booking.Uetr,
            booking.CreditorReference,
            Remittance = booking.Text,
            booking.CounterpartyName,
            booking.CounterpartyAccount,
        });
        for (var notice = 0; notice < notices; notice++)
            await Notifications.Tell(work, NotificationWriter.Write(Guid.NewGuid().ToString("N"), work.Now, booking));
    }

    private static string Reference() => $"SB{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))}";
}

/// <summary>Money that moves from one account to another.</summary>
public sealed record Movement(
    string From, string FromName, string To, string ToName, Money Amount, DateOnly ValueDate, string? EndToEndId,
    string? Uetr,
    string? CreditorReference, string? Text);
