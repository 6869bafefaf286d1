using System.Text.Json.Serialization;
using Hub.Sdk;

namespace Hub.Wire;

/// <summary>What a runner only writes, by code that writes and does nothing else: what <see cref="WireJson"/> prepares for reading too would have to be compiled in each run.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Insight))]
[JsonSerializable(typeof(AggregateQuery))]
public sealed partial class WireWriting : JsonSerializerContext;
