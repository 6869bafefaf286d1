using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>
/// The aggregates that a type's chart rests on. They are counted when a run has ended, so that the first page after an import finds them
/// kept: counting a million records takes about a second, reading what was kept a few milliseconds.
/// </summary>
public sealed class ChartTotals(VaultPool vaults, RecordTypes types, Aggregator aggregator)
{
    /// <summary>The field that a chart is split by: the one that the type names, else the first of its quantity's fields that has words for its values.</summary>
    public static RecordField? GroupOf(RecordType type) =>
        Field(type, type.Chart?.Group ?? type.Series?.Of.FirstOrDefault(name => Field(type, name)?.ValueLabels.Count > 0));

    public static AggregateRequest Request(RecordType type, TimeZoneInfo zone)
    {
        var function = type.Chart?.Fn switch { "sum" => AggregateFunction.Sum, "avg" => AggregateFunction.Avg, _ => AggregateFunction.Count };
        return new AggregateRequest(type, zone)
        {
            Function = function,
            Value = function == AggregateFunction.Count || type.Chart?.Value is not { } value ? null : "/" + value,
            Group = GroupOf(type) is { } field ? "/" + field.Name : null,
        };
    }

    /// <summary>What went out of an account; null for all else, where an amount below nought is a correction.</summary>
    public static AggregateRequest? OutOf(RecordType type, TimeZoneInfo zone) =>
        type is { Domain: "bank", Chart.Fn: "sum" } && Field(type, type.Chart.Value)?.CurrencyField is not null && Condition.TryParse($"/{type.Chart.Value}:lt:0", out var negative)
            ? Request(type, zone) with { Where = [negative], IsLasting = true }
            : null;

    public async Task CountAsync(string vaultId)
    {
        await using var vault = await vaults.OpenAsync(vaultId, fresh: false);
        var zone = (await VaultSettings.ReadAsync(vault.Store)).FindZone();
        foreach (var name in (await vault.Store.CoverageAsync()).Select(coverage => coverage.Type).Distinct(StringComparer.Ordinal))
        {
            if (types.Find(name) is not { Chart: not null, Time: not null } type)
            {
                continue;
            }

            foreach (var size in (BucketSize[])[BucketSize.Month, BucketSize.Day])
            {
                await aggregator.AggregateAsync(vault.Store, Request(type, zone) with { By = size });
                if (OutOf(type, zone) is { } gone)
                {
                    await aggregator.AggregateAsync(vault.Store, gone with { By = size });
                }
            }
        }
    }

    private static RecordField? Field(RecordType type, string? name) => type.Fields.FirstOrDefault(field => field.Name == name);
}
