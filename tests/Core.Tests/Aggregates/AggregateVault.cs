using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Aggregates;

/// <summary>A vault in a temporary folder and what is asked of it.</summary>
public abstract class AggregateVault : IAsyncLifetime
{
    private static readonly RecordTypes Shared = RecordTypes.Load(Repository.RecordTypeFiles);

    private readonly TempFolder _folder = new();

    protected static RecordType Energy { get; } = Shared.Get("energy.consumption");

    protected static RecordType Operation { get; } = Shared.Get("bank.operation");

    protected static TimeZoneInfo Paris { get; } = Zone("Europe/Paris");

    protected IVaultStore Store { get; private set; } = null!;

    protected Aggregator Aggregator { get; private set; } = new(new CellCache());

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    protected static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    protected static RecordWrite Reading(DateTimeOffset start, TimeSpan step, decimal energy, string series = "load-curve", string meter = "m1", string direction = "delivered")
    {
        var record = Make.Record(Energy, new JsonObject
        {
            ["usagePoint"] = meter,
            ["commodity"] = "electricity",
            ["direction"] = direction,
            ["series"] = series,
            ["start"] = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["duration"] = (long)step.TotalSeconds,
            ["energy"] = energy,
        }.ToJsonString());
        return Make.Put(record, type: Energy);
    }

    /// <summary>Intervals one after the other from the start of a day to the start of another, as clocks of the zone have them.</summary>
    protected static IEnumerable<RecordWrite> Curve(string from, string to, TimeSpan step, decimal energy, TimeZoneInfo zone, string series = "load-curve")
    {
        var end = Start(to, zone);
        for (var at = Start(from, zone); at < end; at += step)
        {
            yield return Reading(TimeZoneInfo.ConvertTime(at, zone), step, energy, series);
        }
    }

    protected static IEnumerable<RecordWrite> Days(string from, string to, decimal energy, TimeZoneInfo zone, string series = "daily")
    {
        for (var day = DateOnly.Parse(from, CultureInfo.InvariantCulture); day < DateOnly.Parse(to, CultureInfo.InvariantCulture); day = day.AddDays(1))
        {
            var start = Start(Text(day), zone);
            yield return Reading(TimeZoneInfo.ConvertTime(start, zone), Start(Text(day.AddDays(1)), zone) - start, energy, series);
        }

        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    protected static DateTimeOffset Start(string day, TimeZoneInfo zone) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Zones.StartOfDay(DateTime.Parse(day, CultureInfo.InvariantCulture), zone));

    protected static AggregateRequest Of(RecordType type, string value, BucketSize? by, TimeZoneInfo zone, string? from = null, string? to = null, AggregateFunction function = AggregateFunction.Sum, string? group = null)
    {
        Assert.True(TimeBounds.TryParse(from, to, zone, out var bounds));
        return new AggregateRequest(type, zone) { Value = value, By = by, Bounds = bounds, Function = function, Group = group };
    }

    /// <summary>Rows as texts: bucket, group, currency, direction where they are, then value and count.</summary>
    protected static IEnumerable<string> Texts(IEnumerable<AggregatedRow> rows) =>
        rows.Select(row => string.Join(' ', new[] { row.BucketText, row.Group, row.Currency, row.Direction, row.Value.ToString(), $"({row.Count})" }.Where(part => part is not null)));

    protected async Task<List<string>> AskAsync(AggregateRequest request) => [.. Texts(await Aggregator.AggregateAsync(Store, request))];

    /// <summary>The answer that keeps nothing.</summary>
    protected async Task<List<string>> RecountAsync(AggregateRequest request)
    {
        var buckets = new Buckets(request.By ?? BucketSize.Year, request.Zone);
        var table = await new CellScan(request).CountAsync(Store, request.Bounds, buckets, null, 400L * 86_400_000, default);
        return [.. Texts(AggregatedRows.Of(request, table.Cells, buckets))];
    }

    /// <summary>As after a restart: what is known is what the vault kept.</summary>
    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await OpenAsync();
        Aggregator = new(new CellCache());
    }

    private ValueTask<IVaultStore> OpenAsync() => new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("ada", create: true);
}
