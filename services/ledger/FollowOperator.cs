using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>Identity's news of the first operator becomes an entry, usually the log's first: from then on the log itself
/// says whose four eyes count. News of a second operator changes nothing; the named one names its successor.</summary>
public static class FollowOperator
{
    public static async Task Handle(OrganisationChanged message, UnitOfWork work, Sequencer sequencer)
    {
        if (!message.Kinds.Contains(OrganisationKinds.Operator) || message.Status != OrganisationStatuses.Admitted) return;
        await Sequencer.Lead(work);
        if (await PowersTable.Operator(work) is not null) return;
        await sequencer.Execute(
            new NameOperator(Guid.CreateVersion7(), message.Id, [Signer.Service(work.Service)]), work);
    }
}
