using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>Reads and writes bank accounts. They are part of their organisation's public state, so a change of one
/// saves the other.</summary>
public static class BankAccounts
{
    private const string Columns =
        "id, organisation_id, number, bank_bic, bank_name, account_name, currency, purpose, verified, closed, "
        + "usable_from, policy_version";

    private static readonly Sql OfOrganisation = Sql.Of(
        $"select {Columns} from bank_account where organisation_id = @organisationId order by position");

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from bank_account where id = @id");

    private static readonly Sql Insert = Sql.Insert("bank_account", $"{Columns}, registered_at");

    private static readonly Sql Update = Sql.Of("""
        update bank_account set verified = @verified, closed = @closed, usable_from = @usableFrom,
            policy_version = @policyVersion
        where id = @id
        """);

    private static readonly Sql PolicyAt = Sql.By(d => $"""
        select version, cooling_minutes from account_policy where effective_from <= @now
        order by effective_from desc, version desc {d.First("@one")}
        """);

    private static readonly Sql NewestPolicyVersion = Sql.Of("select coalesce(max(version), 0) from account_policy");

    private static readonly Sql InsertPolicy = Sql.Insert("account_policy", "version, effective_from, cooling_minutes");

    public static async Task<IReadOnlyList<BankAccount>> Of(UnitOfWork work, Guid organisationId) =>
        [.. (await work.Query<Row>(OfOrganisation, new { organisationId })).Select(row => row.ToAccount())];

    public static async Task<BankAccount?> Find(UnitOfWork work, Guid id) =>
        (await work.QueryFirst<Row>(FindOne, new { id }))?.ToAccount();

    /// <summary>Adds a new account to its organisation and publishes that.</summary>
    public static async Task Add(UnitOfWork work, Organisation owner, BankAccount account)
    {
        await work.Execute(Insert, new
        {
            account.Id,
            account.OrganisationId,
            account.Number,
            account.BankBic,
            account.BankName,
            account.AccountName,
            account.Currency,
            account.Purpose,
            account.Verified,
            account.Closed,
            account.UsableFrom,
            account.PolicyVersion,
            RegisteredAt = work.Now,
        });
        await Organisations.Save(work,
            owner with { Version = owner.Version + 1, BankAccounts = [.. owner.BankAccounts, account] });
    }

    /// <summary>Writes a changed account and publishes its organisation.</summary>
    public static async Task Save(UnitOfWork work, Organisation owner, BankAccount account)
    {
        await work.Execute(Update, account);
        await Organisations.Save(work, owner with
        {
            Version = owner.Version + 1,
            BankAccounts = [.. owner.BankAccounts.Select(other => other.Id == account.Id ? account : other)],
        });
    }

    /// <summary>The cooling-time policy in force.</summary>
    public static async Task<AccountPolicy> Policy(UnitOfWork work)
    {
        var row = await work.QueryFirst<PolicyRow>(PolicyAt, new { now = work.BusinessNow, one = 1 });
        return row is null ? AccountPolicy.Default : new(row.Version, TimeSpan.FromMinutes(row.CoolingMinutes));
    }

    /// <summary>The newest policy version, in force or not; 0 before the first.</summary>
    public static Task<int> NewestPolicy(UnitOfWork work) => work.QueryFirst<int>(NewestPolicyVersion);

    /// <summary>Adds a policy version.</summary>
    public static Task AddPolicy(UnitOfWork work, AccountPolicy policy, DateTimeOffset effectiveFrom) => work.Execute(
        InsertPolicy, new { policy.Version, effectiveFrom, coolingMinutes = (int)policy.CoolingTime.TotalMinutes });

    private sealed class PolicyRow
    {
        public int Version { get; init; }
        public int CoolingMinutes { get; init; }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public Guid OrganisationId { get; init; }
        public string Number { get; init; } = "";
        public string BankBic { get; init; } = "";
        public string BankName { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string Currency { get; init; } = "";
        public string Purpose { get; init; } = "";
        public bool Verified { get; init; }
        public bool Closed { get; init; }
        public DateTimeOffset UsableFrom { get; init; }
        public int PolicyVersion { get; init; }

        public BankAccount ToAccount() => new(
            Id, OrganisationId, Number, BankBic, BankName, AccountName, Currency, Purpose, Verified, Closed, UsableFrom,
            PolicyVersion);
    }
}
