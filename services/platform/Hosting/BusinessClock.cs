using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Follows the business clock's offset as its one owner publishes it, across restarts.</summary>
internal static class BusinessClock
{
    private static readonly Sql Put = Sql.UpsertIfNewer("business_clock", "id", "id, version, offset_microseconds");

    private static readonly Sql Current = Sql.Of("select max(offset_microseconds) from business_clock");

    public static async Task Follow(BusinessClockMoved message, UnitOfWork work)
    {
        if (await work.Execute(Put, message) == 1) work.AfterCommit(() => work.Clocks.Move(message.OffsetMicroseconds));
    }

    /// <summary>Sets the clock at start to where it was.</summary>
    public static async Task Restore(Database database)
    {
        if (await database.Read(work => work.QueryFirst<long?>(Current)) is { } offset) database.Clocks.Move(offset);
    }
}
