using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Sdk;

namespace Hub.Core.Sources;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Source))]
[JsonSerializable(typeof(SourceState))]
[JsonSerializable(typeof(SourceRuns))]
[JsonSerializable(typeof(HolderAccount))]
[JsonSerializable(typeof(HolderSession))]
[JsonSerializable(typeof(DueLine))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SourceJson : JsonSerializerContext;
