using System.Text.Json;
using Hub.Plugins.HomeEnergy;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.HomeEnergy;

/// <summary>A made-up home in Paris.</summary>
internal static class MadeHome
{
    public static async Task<Dictionary<string, Insight>> ComputeAsync(IEnumerable<JsonElement> energy)
    {
        var context = new MemoryApplicationContext(Path.Combine(Samples.Repository, "plugins", "home-energy"));
        context.Add("energy.consumption", "start", energy);
        await new HomeEnergyApplication().ComputeAsync(context, CancellationToken.None);
        return context.Insights;
    }

    public static JsonElement Day(DateOnly day, decimal energy)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var (from, to) = (day.ToDateTime(default), day.AddDays(1).ToDateTime(default));
        var (start, end) = (new DateTimeOffset(from, zone.GetUtcOffset(from)), new DateTimeOffset(to, zone.GetUtcOffset(to)));
        return Reading(start, (int)(end - start).TotalSeconds, energy);
    }

    private static JsonElement Reading(DateTimeOffset start, int duration, decimal energy) =>
        JsonSerializer.SerializeToElement(new { usagePoint = "1", commodity = "electricity", direction = "delivered", series = "daily", start = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz"), duration, energy });
}
