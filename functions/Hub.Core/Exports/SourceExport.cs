using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Sources;

namespace Hub.Core.Exports;

/// <summary>A source in an archive: as the person set it up, without secrets and session.</summary>
internal static partial class SourceExport
{
    /// <summary>Nobody has more; what is made up must not fill the vault.</summary>
    public const int Most = 1000;

    private const int LongestText = 200;

    public static void Write(Utf8JsonWriter writer, byte[] body) =>
        JsonSerializer.Serialize(writer, SourceStore.Read(body) with { Secrets = null }, SourceJson.Default.Source);

    /// <summary>Null when it is not one: an archive is a stranger's word.</summary>
    public static Source? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var source = JsonSerializer.Deserialize(line, SourceJson.Default.Source);
            return source is not null && Id().IsMatch(source.Id) && source.Id[..^9] == source.Plugin && source.Settings.ValueKind == JsonValueKind.Object
                && new[] { source.Label, source.Account?.Id, source.Account?.Label }.All(text => text is null || (text.Length <= LongestText && !text.Any(char.IsControl)))
                && (source.Allow is null || Allowances.IsSound(source.Allow))
                && (source.Schedule is null || Schedules.TryParse(source.Schedule, out _))
                ? source with { Secrets = null, Paused = true, Edition = 1, SecretsEdition = 1 }
                : null;
        }
        catch (JsonException)
        {
            // The rest of the archive is worth having all the same.
            return null;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}-[0-9a-f]{8}$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
