using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Sdk;

namespace Hub.Core.Runs;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AggregateQuery))]
[JsonSerializable(typeof(Retained))]
[JsonSerializable(typeof(IReadOnlyList<AggregateRow>))]
internal sealed partial class ComputeJson : JsonSerializerContext;
