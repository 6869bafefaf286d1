using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Accesses;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VaultAccess))]
[JsonSerializable(typeof(ChildVault))]
internal sealed partial class AccessJson : JsonSerializerContext;
