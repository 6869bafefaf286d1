using System.Text.Json;
using Hub.Plugins.HomeEnergy;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.HomeEnergy;

/// <summary>A made-up home in Paris.</summary>
internal static class MadeHome
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static async Task<Dictionary<string, Insight>> ComputeAsync(IEnumerable<JsonElement> energy, IEnumerable<JsonElement>? contracts = null)
    {
        var context = new MemoryApplicationContext(Path.Combine(Samples.Repository, "plugins", "home-energy"));
        context.Add("energy.consumption", "start", energy);
        context.Add("service.contract", "start", contracts ?? []);
        await new HomeEnergyApplication().ComputeAsync(context, CancellationToken.None);
        return context.Insights;
    }

    public static JsonElement Day(DateOnly day, decimal energy, decimal? cost = null)
    {
        var (from, to) = (day.ToDateTime(default), day.AddDays(1).ToDateTime(default));
        var (start, end) = (new DateTimeOffset(from, Zone.GetUtcOffset(from)), new DateTimeOffset(to, Zone.GetUtcOffset(to)));
        return Reading("daily", start, (int)(end - start).TotalSeconds, energy, cost);
    }

    public static JsonElement Hour(DateOnly day, int hour, decimal energy, string usagePoint = "1") =>
        Reading("load-curve", new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(1)), 3600, energy, null, usagePoint);

    /// <summary>The n-th half-hour since the day's midnight.</summary>
    public static JsonElement HalfHour(DateOnly day, int half, decimal energy, string usagePoint = "1")
    {
        var at = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(default), Zone).AddMinutes(30 * half);
        return Reading("load-curve", TimeZoneInfo.ConvertTime(new DateTimeOffset(at, TimeSpan.Zero), Zone), 1800, energy, null, usagePoint);
    }

    public static JsonElement Contract(string offer, string? end = null, int? power = null, string start = "2020-01-01")
    {
        var contract = new Dictionary<string, object> { ["service"] = "electricity", ["holder"] = "EDF", ["reference"] = "1", ["offer"] = offer, ["start"] = start };
        if (end is not null)
        {
            contract["end"] = end;
        }

        if (power is { } known)
        {
            contract["subscribedPower"] = known;
        }

        return JsonSerializer.SerializeToElement(contract);
    }

    private static JsonElement Reading(string series, DateTimeOffset start, int duration, decimal energy, decimal? cost, string usagePoint = "1")
    {
        var at = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz");
        return cost is null
            ? JsonSerializer.SerializeToElement(new { usagePoint, commodity = "electricity", direction = "delivered", series, start = at, duration, energy })
            : JsonSerializer.SerializeToElement(new { usagePoint, commodity = "electricity", direction = "delivered", series, start = at, duration, energy, cost, currency = "EUR" });
    }
}
