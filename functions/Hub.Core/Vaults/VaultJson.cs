using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Vaults;

/// <summary>JSON of what vaults keep beside records, without reflection: it costs start-up time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Provenance))]
[JsonSerializable(typeof(VaultSettings))]
[JsonSerializable(typeof(Files.KeptFile))]
public sealed partial class VaultJson : JsonSerializerContext;
