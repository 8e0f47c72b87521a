using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables;

/// <summary>Shows one receivable to its parties and to whom it was disclosed.</summary>
public static class GetReceivable
{
    public static async Task<Result<ReceivableView>> Handle(Guid id, Caller caller, UnitOfWork work) =>
        await ReceivableRows.Find(work, id) is { } receivable
            && await ReceivableRows.IsVisible(receivable, caller, work)
            ? ((Result<ReceivableView>)ReceivableView.Of(receivable, work.BusinessToday)).At(receivable.Version)
            : new NotFound("receivable", id);
}
