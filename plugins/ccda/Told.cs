using System.Text.Json.Nodes;
using Hub.Sdk;

namespace Hub.Plugins.Ccda;

/// <summary>What a piece of the document came to.</summary>
/// <param name="Type">The record type.</param>
/// <param name="Draft">The record, or null where it is set aside.</param>
/// <param name="Reason">Why it is set aside.</param>
/// <param name="At">Where it stands.</param>
internal sealed record Told(string Type, JsonObject? Draft, Text? Reason, string At);
