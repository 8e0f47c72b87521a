using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Deals in the database.</summary>
internal static class DealStore
{
    public const string Columns =
        "position, id, version, request_id, bid_id, seller_id, financier_id, debtor_id, cost_bearer, currency, cash_today, "
        + "cost, rate_ppm, day_basis, method, advance_ppm, with_recourse, value_date, registration_required, invoice_ids, "
        + "accepted_at, maker_id, checker_id, state, undo, attempt, registration_reference, registered_at, reason, alarm";

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from deal where id = @id");

    private static readonly Sql LockOne = Sql.By(d => $"select {Columns} from {d.Locked("deal")} where id = @id {d.ForUpdate}");

    private static readonly Sql LotsOfOne = Sql.Of("""
        select lot_id, financier_lot_id, receivable_id, due_date, face, financed_amount, discount, fees_at_payout,
               fees_from_reserve, transferred
        from deal_lot where deal_id = @id order by place
        """);

    private static readonly Sql SaveProgress = Sql.Of("""
        update deal set version = version + 1, state = @state, undo = @undo, attempt = @attempt,
               registration_reference = @registrationReference, reason = @reason, alarm = @alarm
        where id = @id
        """);

    private static readonly Sql MarkTransferred = Sql.Of(
        "update deal_lot set transferred = @yes where deal_id = @id and lot_id = @lotId");

    private static readonly Sql NoteInstruction = Sql.InsertIfAbsent("ledger_instruction", "id", "id, deal_id");

    public static Task<Deal?> Find(UnitOfWork work, Guid id) => work.QueryFirst<Deal>(FindOne, new { id });

    public static Task<Deal?> FindForUpdate(UnitOfWork work, Guid id) => work.QueryFirst<Deal>(LockOne, new { id });

    public static Task<IReadOnlyList<FinancedLot>> LotsOf(UnitOfWork work, Guid id) =>
        work.Query<FinancedLot>(LotsOfOne, new { id });

    public static async Task Save(UnitOfWork work, Deal deal, DealProgress before, DealProgress after, string? alarm)
    {
        await work.Execute(SaveProgress, new
        {
            deal.Id,
            after.State,
            after.Undo,
            after.Attempt,
            after.RegistrationReference,
            Reason = Short(after.Reason),
            Alarm = Short(alarm),
        });
        foreach (var lotId in after.Transferred.Except(before.Transferred))
            await work.Execute(MarkTransferred, new { deal.Id, lotId, yes = true });
    }

    /// <summary>Remembers whose answer the ledger's word on an instruction will be.</summary>
    public static Task Expect(UnitOfWork work, Guid instructionId, Guid dealId) =>
        work.Execute(NoteInstruction, new { id = instructionId, dealId });

    private static string? Short(string? text) => text is { Length: > 500 } ? text[..500] : text;
}
