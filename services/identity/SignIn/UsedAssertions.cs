using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>The client assertions that were accepted and have not expired.</summary>
public sealed class UsedAssertions(Database database)
{
    private static readonly Sql Sweep = Sql.Of("delete from used_assertion where expires_at < @now");

    private static readonly Sql Add = Sql.InsertIfAbsent("used_assertion", "hash", "hash, expires_at");

    /// <summary>False when the assertion was there already. What has expired is swept on the way.</summary>
    public Task<bool> Remember(string hash, DateTimeOffset expires, DateTimeOffset now) => database.Run(async work =>
    {
        await work.Execute(Sweep, new { now });
        return await work.Execute(Add, new { hash, expiresAt = expires }) == 1;
    });
}
