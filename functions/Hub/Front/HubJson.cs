using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Front;

/// <summary>The shapes that the API reads and writes, where it does not write them by hand.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Health))]
internal sealed partial class HubJson : JsonSerializerContext;
