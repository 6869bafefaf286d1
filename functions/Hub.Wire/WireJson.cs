using System.Text.Json.Serialization;
using Hub.Sdk;

namespace Hub.Wire;

/// <summary>The shapes that travel as JSON because the hub keeps or hands them on as they are. Source generated: reflection would cost the runner its start-up time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Insight))]
[JsonSerializable(typeof(AggregateQuery))]
[JsonSerializable(typeof(AggregateRow[]))]
[JsonSerializable(typeof(RecordPage))]
public sealed partial class WireJson : JsonSerializerContext;

/// <summary>One page of granted records.</summary>
public sealed record RecordPage(IReadOnlyList<GrantedRecord> Items, string? Next);
