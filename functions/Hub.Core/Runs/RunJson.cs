using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Exports;
using Hub.Core.Grants;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>States and kinds are written in lower case, outcomes as the contract writes them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LowerCase<RunState>), typeof(LowerCase<RunKind>), typeof(JsonStringEnumConverter<Outcome>)])]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(Grant))]
[JsonSerializable(typeof(KeptInsight))]
[JsonSerializable(typeof(IReadOnlyList<RejectReason>))]
[JsonSerializable(typeof(IReadOnlyList<RestoreConflict>))]
[JsonSerializable(typeof(IReadOnlyList<LogLine>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class RunJson : JsonSerializerContext;

public sealed class LowerCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

/// <summary>One reason why an item was set aside; the path is a JSON pointer within its data.</summary>
public sealed record RejectReason(string Path, Text Message);
