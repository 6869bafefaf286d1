using System.Globalization;
using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Sources;

namespace Hub.Core.Notices;

/// <summary>
/// When a consent ends: the one that a person gave at a holder, where they entered it into a setting that the manifest marks <c>consentEnds</c>, and the one that they gave the source here.
/// </summary>
internal static class ConsentEnds
{
    private const int DaysAhead = 14;

    public static bool IsNear(Source source, PluginManifest? plugin, DateOnly today) => plugin?.Settings is { } schema
        && schema.TryGetProperty("properties", out var fields)
        && fields.EnumerateObject().Any(field => IsMarked(field.Value) && DayOf(source.Settings, field.Name) is { } end && end <= today.AddDays(DaysAhead));

    public static bool IsNear(Source source, DateTimeOffset now) => source.Allow?.Expires is { } end && end <= now.AddDays(DaysAhead);

    private static bool IsMarked(JsonElement field) => field.TryGetProperty("hub", out var words) && words.TryGetProperty("consentEnds", out var mark) && mark.ValueKind == JsonValueKind.True;

    private static DateOnly? DayOf(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
