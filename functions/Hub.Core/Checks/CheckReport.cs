using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Vaults;

namespace Hub.Core.Checks;

/// <summary>The last check, as the hub keeps it: kinds and numbers, nothing of what the vaults hold.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Vaults">How many vaults it looked at.</param>
/// <param name="Items">What it found, as it stands since.</param>
public sealed record CheckReport(DateTimeOffset At, int Vaults, IReadOnlyList<CheckItem> Items)
{
    private const string Kind = "check";
    private const string Id = "last";
    private const string BegunId = "begun";

    public static async ValueTask<CheckReport?> FindAsync(IDocumentStore hub) =>
        await hub.FindDocumentAsync(Kind, Id) is { } body ? JsonSerializer.Deserialize(body, CheckJson.Default.CheckReport) : null;

    /// <summary>When one was begun that has not ended.</summary>
    public static async ValueTask<CheckBegun?> FindBegunAsync(IDocumentStore hub) =>
        await hub.FindDocumentAsync(Kind, BegunId) is { } body ? JsonSerializer.Deserialize(body, CheckJson.Default.CheckBegun) : null;

    public static ValueTask BeginAsync(IDocumentStore hub, CheckBegun begun) => hub.PutDocumentAsync(Kind, BegunId, JsonSerializer.SerializeToUtf8Bytes(begun, CheckJson.Default.CheckBegun));

    public static async ValueTask EndAsync(IDocumentStore hub) => await hub.DeleteDocumentAsync(Kind, BegunId);

    public ValueTask KeepAsync(IDocumentStore hub) => hub.PutDocumentAsync(Kind, Id, JsonSerializer.SerializeToUtf8Bytes(this, CheckJson.Default.CheckReport));

    /// <summary>With what a later look at one place came to.</summary>
    public CheckReport With(string? vault, IReadOnlyList<CheckItem> items) => this with { Items = [.. Items.Where(item => item.Vault != vault), .. items] };
}

/// <param name="Vault">Null for what is the hub's own.</param>
/// <param name="Mended">When it was put right.</param>
public sealed record CheckItem(string? Vault, FindingKind Kind, long Count, DateTimeOffset? Mended = null);

/// <param name="Mends">Whether something was to be put right.</param>
public sealed record CheckBegun(DateTimeOffset At, bool Mends);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(CheckBegun))]
internal sealed partial class CheckJson : JsonSerializerContext;
