using Dapper;
using Microsoft.EntityFrameworkCore;

namespace SupplyFinance.Identity;

/// <summary>The client assertions that were accepted and have not expired.</summary>
public sealed class UsedAssertions(SignInDbContext database)
{
    /// <summary>False when the assertion was there already. What has expired is swept on the way.</summary>
    public async Task<bool> Remember(string hash, DateTimeOffset expires, DateTimeOffset now)
    {
        var connection = database.Database.GetDbConnection();
        await connection.ExecuteAsync("delete from used_assertion where expires_at < @now", new { now });
        return await connection.ExecuteAsync(
            "insert into used_assertion (hash, expires_at) values (@hash, @expires) on conflict do nothing", new { hash, expires }) == 1;
    }
}
