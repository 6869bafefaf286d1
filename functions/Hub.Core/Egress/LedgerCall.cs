using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Egress;

/// <summary>One call that a plug-in made, or tried to make. Never what was in it.</summary>
/// <param name="Source">The source on whose behalf.</param>
/// <param name="Host">With its port where that is not the usual one.</param>
/// <param name="Status">What the host answered, or null when it did not.</param>
/// <param name="Sent">Bytes that went out over the network, headers and encryption included.</param>
/// <param name="Received">Bytes that came in, before they were decompressed.</param>
/// <param name="Types">The record types that the run works with.</param>
/// <param name="Fault">Why it was refused or failed, in one word; null when all went well.</param>
public sealed record LedgerCall(
    DateTimeOffset At, string Plugin, string Source, string Run, string Host, string Method, int? Status, long Sent, long Received, IReadOnlyList<string> Types, string? Fault = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerCall))]
[JsonSerializable(typeof(List<LedgerCall>))]
[JsonSerializable(typeof(LedgerDocument))]
internal sealed partial class LedgerJson : JsonSerializerContext;
