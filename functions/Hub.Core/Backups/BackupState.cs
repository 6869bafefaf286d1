using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>How the backups of this hub go.</summary>
/// <param name="Succeeded">When the last one was made.</param>
/// <param name="Failed">When one failed since; null after a success.</param>
/// <param name="Why">What it said.</param>
public sealed record BackupState(DateTimeOffset? Succeeded, DateTimeOffset? Failed = null, string? Why = null)
{
    private const string Kind = "backup-state";
    private const string Id = "last";

    public static async ValueTask<BackupState> GetAsync(IDocumentStore hub) =>
        await hub.FindDocumentAsync(Kind, Id) is { } body ? JsonSerializer.Deserialize(body, BackupJson.Default.BackupState)! : new BackupState(Succeeded: null);

    /// <summary>Whether one should have been made at the last time of day that has passed, and was not.</summary>
    public bool IsDue(DateTimeOffset now, TimeOnly at, TimeZoneInfo zone, TimeSpan againAfter)
    {
        if (Failed is { } failed && now - failed < againAfter)
        {
            return false;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var last = local.Date + at.ToTimeSpan();
        last = last > local ? last.AddDays(-1) : last;
        return Succeeded is not { } succeeded || TimeZoneInfo.ConvertTime(succeeded, zone).DateTime < last;
    }

    public ValueTask KeepAsync(IDocumentStore hub) => hub.PutDocumentAsync(Kind, Id, JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupState));
}
