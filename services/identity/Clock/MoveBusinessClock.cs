using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>Reads the business clock and moves it forward; these routes exist in demonstration and test forms
/// only.</summary>
public static class MoveBusinessClock
{
    private const string Columns = "id, version, offset_microseconds";

    private static readonly Sql FindToChange = Sql.By(d =>
        $"select {Columns} from {d.Locked("business_clock_setting")} where id = @id {d.ForUpdate}");

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from business_clock_setting where id = @id");

    private static readonly Sql Put = Sql.Upsert("business_clock_setting", "id", Columns);

    public static async Task<Result<Answer>> Handle(Request request, UnitOfWork work)
    {
        var setting = await work.QueryFirst<Row>(FindToChange, new { id = BusinessClockSetting.TheOne });
        var moved = Setting(setting).MoveTo(request.To, work.Now);
        if (moved.IsFailure)
        {
            return moved.Failure;
        }

        await Save(work, moved.Value);
        return Shown(moved.Value, work.Now);
    }

    public static async Task<Result<Answer>> Get(UnitOfWork work) =>
        Shown(Setting(await work.QueryFirst<Row>(FindOne, new { id = BusinessClockSetting.TheOne })), work.Now);

    /// <summary>Writes and publishes the setting.</summary>
    public static async Task Save(UnitOfWork work, BusinessClockSetting setting)
    {
        await work.Execute(Put, setting);
        work.Publish(setting.ToEvent());
    }

    /// <summary>Publishes the setting again; a clock that was never moved has nothing to say.</summary>
    public static async Task<long?> Republish(UnitOfWork work, long after)
    {
        if (await work.QueryFirst<Row>(FindOne, new { id = BusinessClockSetting.TheOne }) is { } row)
        {
            work.Publish(Setting(row).ToEvent());
        }

        return null;
    }

    private static BusinessClockSetting Setting(Row? row) =>
        row is null ? BusinessClockSetting.Unmoved : new(row.Id, row.Version, row.OffsetMicroseconds);

    private static Answer Shown(BusinessClockSetting setting, DateTimeOffset systemNow) =>
        new(systemNow.AddMicroseconds(setting.OffsetMicroseconds), setting.OffsetMicroseconds, setting.Version);

    private sealed class Row
    {
        public Guid Id { get; init; }
        public long Version { get; init; }
        public long OffsetMicroseconds { get; init; }
    }

    /// <summary>The instant that the business clock is to show.</summary>
    public sealed record Request(DateTimeOffset To);

    /// <summary>Where the business clock is.</summary>
    /// <param name="Now">Its instant when this was answered.</param>
    /// <param name="OffsetMicroseconds">How far it is ahead of the system clock.</param>
    /// <param name="Version">0 for a clock never moved; other services follow the same number.</param>
    public sealed record Answer(DateTimeOffset Now, long OffsetMicroseconds, long Version);
}
