using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>Whom the log named its operator, and the policies on splits; each with the entry that says so.</summary>
public static class PowersTable
{
    private static readonly Sql PutOperator = Sql.Insert("named_operator", "entry_index, organisation_id");

    private static readonly Sql FindOperator = Sql.By(d =>
        $"select organisation_id from named_operator order by entry_index desc {d.First("@limit")}");

    private const string PolicyColumns = "entry_index, currency, max_depth, max_pieces, minimum_piece";

    private static readonly Sql PutPolicy = Sql.Insert("split_policy", PolicyColumns);

    private static readonly Sql FindPolicies = Sql.Of($"""
        select {PolicyColumns} from split_policy p
        where not exists (select 1 from split_policy n where n.currency = p.currency and n.entry_index > p.entry_index)
        order by currency
        """);

    /// <summary>The log's operator, or null before it named one.</summary>
    public static Task<Guid?> Operator(UnitOfWork work) => work.QueryFirst<Guid?>(FindOperator, new { Limit = 1 });

    /// <summary>The policies in force, one for each currency that has one.</summary>
    public static async Task<IReadOnlyList<SplitPolicy>> Policies(UnitOfWork work) =>
        [.. (await work.Query<Row>(FindPolicies)).Select(row => row.Policy())];

    /// <summary>Keeps what an entry says of it.</summary>
    public static Task Keep(UnitOfWork work, SetSplitPolicy policy, long entry) => work.Execute(PutPolicy, new
    {
        EntryIndex = entry, policy.Currency, policy.MaxDepth, policy.MaxPieces, policy.MinimumPiece,
    });

    /// <summary>Keeps what an entry says of it.</summary>
    public static Task Keep(UnitOfWork work, NameOperator naming, long entry) =>
        work.Execute(PutOperator, new { EntryIndex = entry, OrganisationId = naming.OperatorId });

    private sealed class Row
    {
        public long EntryIndex { get; init; }
        public string Currency { get; init; } = "";
        public int MaxDepth { get; init; }
        public int MaxPieces { get; init; }
        public long MinimumPiece { get; init; }

        public SplitPolicy Policy() => new(EntryIndex, Currency, MaxDepth, MaxPieces, MinimumPiece);
    }
}
