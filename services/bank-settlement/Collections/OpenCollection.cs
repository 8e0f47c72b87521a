using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.BankSettlement;

/// <summary>Looks at a collection again and does whatever has become possible.</summary>
public sealed record TurnCollection(Guid CollectionId) : ICommand;

/// <summary>A receivable was confirmed: what the debtor will owe at maturity, under a reference of its own, to its
/// collection account.</summary>
public static class OpenCollection
{
    public static async Task Handle(ReceivableChanged message, UnitOfWork work)
    {
        if (message.State is not (
            ReceivableStates.Confirmed or ReceivableStates.Overdue or ReceivableStates.Paid)) return;
        if (message.ConfirmedAmount is not { } principal) return;
        // News of the debtor's accounts looks for collections that lack one: it must not pass by this one unseen.
        await Participants.Hold(work, message.DebtorId);
        var collection = new Collection
        {
            Id = message.Id,
            DebtorId = message.DebtorId,
            SupplierId = message.SupplierId,
            Currency = message.Currency,
            Principal = principal,
            LateFrom = message.DueDate,
            LateRatePpm = message.LateRatePpm,
            LateDayBasis = message.LateDayBasis,
            DueDate = message.DueDate,
            RecordDate = RecordDate.Of(message.DueDate, message.Currency),
            Reference = CreditorReference.Of(message.Id),
        };
        var isGiven = await CollectionAccount.Give(work, collection);
        if (!await collection.Insert(work)) return;
        if (!isGiven) await CollectionAccount.LookAgain(work, collection);
        var turn = new TurnCollection(message.Id);
        work.Schedule(turn, work.Clocks.StartOf(collection.RecordDate), ClockKind.Business);
        work.Schedule(turn, work.Clocks.StartOf(collection.DueDate.AddDays(1)), ClockKind.Business);
    }
}
