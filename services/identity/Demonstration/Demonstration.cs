using System.Globalization;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Identity;

/// <summary>Sets an empty data folder up as a demonstration. A folder with organisations in it is left as it
/// is.</summary>
public sealed class Demonstration(Database database, SignInStores stores, TokenServerSettings tokens,
    ServiceSettings settings)
{
    /// <summary>Service setting: the instant at which an empty demonstration's business clock starts (ISO 8601); else
    /// now.</summary>
    public const string ClockStart = "BusinessClockStart";

    private static readonly Sql FindClient = Sql.Of(
        "select 1 from openiddict_applications where client_id = @clientId");

    /// <summary>Refuses to go on in production with a database whose passwords are public.</summary>
    /// <exception cref="StartRefusedException">A demonstration was seeded here.</exception>
    public static async Task RefuseItsDatabase(Database database, CancellationToken cancellation)
    {
        if (await database.Read(work => work.QueryFirst<int?>(
            FindClient, new { ClientId = DemonstrationClients.Walkthrough }), cancellation) is not null)
        {
            throw new StartRefusedException(
                ["the database was seeded by a demonstration: its people's passwords are public. Start on an empty one."]);
        }
    }

    public async Task Start(CancellationToken cancellation)
    {
        if (!tokens.IsLoopback)
        {
            throw new InvalidOperationException(
                $"A demonstration's passwords are public, so it runs on loopback only, not at {tokens.Issuer}.");
        }

        await database.Run(async work =>
        {
            if (await Organisations.AreNone(work))
            {
                await Seed(work);
            }

            foreach (var client in DemonstrationClients.At(tokens.Issuer))
            {
                await stores.PutClient(work, client);
            }
        }, cancellation);
    }

    private async Task Seed(UnitOfWork work)
    {
        // In a demonstration nobody waits for a new account to cool.
        await BankAccounts.AddPolicy(work, new AccountPolicy(1, TimeSpan.Zero), DateTimeOffset.UnixEpoch);
        await DemonstrationSeed.Cast(work, stores);
        if (settings[ClockStart] is { } start)
        {
            var instant = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            await MoveBusinessClock.Save(work,
                BusinessClockSetting.Unmoved.At(Clocks.Cut(instant.ToUniversalTime()), work.Now));
        }
    }
}
