using System.Text.Json.Serialization;
using Hub.Core.Accounts;

namespace Hub.Inbox;

/// <summary>A file whose import has begun. Kept, so that a hub that was stopped meanwhile does not import it again.</summary>
internal sealed record TakenFile(string Folder, string Name, long Length, DateTime Written, string Vault, string Run)
{
    [JsonIgnore]
    public string Id => IdOf(Folder, Name);

    [JsonIgnore]
    public FileMark Mark => new(Length, Written);

    // File names hold what ids may not.
    public static string IdOf(string folder, string name) => Secret.IdOf($"{folder}/{name}");
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TakenFile))]
internal sealed partial class InboxJson : JsonSerializerContext;
