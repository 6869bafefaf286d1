using System.IO.Compression;
using System.Text.Json;

namespace Hub.Core.Exports;

/// <summary>What an archive says of itself.</summary>
internal sealed record ArchiveAbout(int Format, IReadOnlyDictionary<string, long> Records, long Files)
{
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>Null when it is not readable. Of a newer format only that it is one.</summary>
    public static async Task<ArchiveAbout?> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > Largest)
        {
            return null;
        }

        try
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken);
            var format = json.RootElement.GetProperty("format").GetInt32();
            return format > ExportFormat.Version ? new ArchiveAbout(format, new Dictionary<string, long>(), 0)
                : format < 1 ? null
                : new ArchiveAbout(format, json.RootElement.GetProperty("records").EnumerateObject().ToDictionary(type => type.Name, type => type.Value.GetInt64()), json.RootElement.GetProperty("files").GetInt64());
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether it holds as many lines and files as it says, of everything.</summary>
    public bool Counts(IReadOnlyDictionary<string, long> lines, long files)
    {
        var held = lines.Where(file => file.Key.StartsWith(ExportFormat.Records, StringComparison.Ordinal))
            .ToDictionary(file => file.Key[ExportFormat.Records.Length..^".ndjson".Length], file => file.Value, StringComparer.Ordinal);
        return files == Files && lines.GetValueOrDefault(ExportFormat.FileList) == Files
            && held.Count == Records.Count && held.All(type => Records.TryGetValue(type.Key, out var said) && said == type.Value);
    }
}
