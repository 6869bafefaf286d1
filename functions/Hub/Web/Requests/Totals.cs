using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>The aggregates behind charts and sentences; asked whole, they come from what the hub keeps counted.</summary>
internal sealed class Totals(Aggregator aggregator)
{
    public ValueTask<IReadOnlyList<Measured>> ByMonthAsync(IVaultStore store, RecordType type, TimeZoneInfo zone, string? group = null) => ByAsync(store, type, zone, BucketSize.Month, TimeBounds.None, group);

    public async ValueTask<IReadOnlyList<Measured>> ByAsync(IVaultStore store, RecordType type, TimeZoneInfo zone, BucketSize size, TimeBounds bounds, string? group)
    {
        var request = Request(type, zone, group) with { By = size, Bounds = bounds };
        var rows = await aggregator.AggregateAsync(store, request);
        var gone = await OutAsync(store, request);
        return [.. rows.Where(row => row.Bucket is not null).Select(row => new Measured(DateOnly.FromDateTime(row.Bucket!.Value.DateTime), row.Group, row.Direction, row.Currency, row.Value.ToDecimal(), row.Count)
        {
            Out = gone.GetValueOrDefault(Key(row)),
        })];
    }

    /// <summary>With the hour: for the time line.</summary>
    public ValueTask<IReadOnlyList<AggregatedRow>> RowsAsync(IVaultStore store, RecordType type, TimeZoneInfo zone, BucketSize size, TimeBounds bounds, string? group) =>
        aggregator.AggregateAsync(store, Request(type, zone, group) with { By = size, Bounds = bounds });

    /// <summary>The hours of one day, counted from its records.</summary>
    public ValueTask<IReadOnlyList<AggregatedRow>> HoursAsync(IVaultStore store, RecordType type, TimeZoneInfo zone, TimeBounds day) =>
        aggregator.AggregateAsync(store, Request(type, zone, null) with { By = BucketSize.Hour, Bounds = day, IsPassing = true });

    /// <summary>How many records each value of the chart's group has, the most frequent first.</summary>
    public async ValueTask<IReadOnlyList<(string Group, long Count)>> GroupsAsync(IVaultStore store, RecordType type, TimeZoneInfo zone)
    {
        if (type.ChartGroup() is not { } field)
        {
            return [];
        }

        var rows = await aggregator.AggregateAsync(store, new AggregateRequest(type, zone) { Function = AggregateFunction.Count, Group = "/" + field.Name });
        return [.. rows.Where(row => row.Group is not null).GroupBy(row => row.Group!).Select(group => (group.Key, group.Sum(row => row.Count))).OrderByDescending(group => group.Item2)];
    }

    /// <summary>A line of many different things shows one of them; bars show all groups, stacked.</summary>
    public static bool ShowsOneGroup(RecordType type) => type.Chart?.Kind == "line" && type.ChartGroup() is not null;

    /// <summary>What went out of an account; what came in is the rest.</summary>
    private async ValueTask<Dictionary<(DateTimeOffset?, string?, string?, string?), decimal>> OutAsync(IVaultStore store, AggregateRequest request)
    {
        if (ChartTotals.OutOf(request.Type, request.Zone) is not { } gone)
        {
            return [];
        }

        var rows = await aggregator.AggregateAsync(store, gone with { By = request.By, Bounds = request.Bounds, Where = [.. gone.Where, .. request.Where] });
        return rows.ToDictionary(Key, row => row.Value.ToDecimal());
    }

    private static (DateTimeOffset?, string?, string?, string?) Key(AggregatedRow row) => (row.Bucket, row.Group, row.Direction, row.Currency);

    private static AggregateRequest Request(RecordType type, TimeZoneInfo zone, string? group)
    {
        var request = ChartTotals.Request(type, zone);
        return group is not null && request.Group is { } field && Condition.TryParse($"{field}:eq:{group}", out var condition) ? request with { Where = [condition] } : request;
    }
}
