using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.SandboxBank;

/// <summary>A customer asks what became of an order; the answer is pain.002, or 404 for an order that never arrived. It
/// opens its own transaction, for an order that answers late is executed when it was asked about often
/// enough.</summary>
public static class AskStatus
{
    public static async Task<IResult> Handle(string endToEndId, HttpContext context, Database database)
    {
        var cut = false;
        var order = await database.Run(async work =>
        {
            if (await Order.Hold(work, endToEndId) is not { } found) return null;
            var behaviour = await SetBehaviour.For(work, found.DebtorAccount, found.CreditorAccount, found.Amount);
            cut = behaviour.Kind == BehaviourKind.NeverAnswer;
            if (cut || found.Status != OrderStatuses.Pending) return found;
            found.Asked++;
            if (found.Asked >= behaviour.Times || behaviour.Kind != BehaviourKind.AnswerLate)
            {
                found.Status = OrderStatuses.Settled;
                await found.Execute(work, BehaviourKind.None);
            }

            await found.Save(work);
            return found;
        }, context.RequestAborted);
        if (cut) return Line.Cut(context);
        return order?.Answer(database.Clocks.Now) ?? Problems.Of(new NotFound("order", endToEndId), context);
    }
}
