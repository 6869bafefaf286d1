using System.Buffers;
using System.Text.Json;
using Hub.Front;

namespace Hub.Handler;

/// <summary>What the host posts for an event that is no HTTP request, and what it expects back.</summary>
/// <param name="Message">The queue's message, where there is one.</param>
/// <param name="Delivery">How often it has been delivered, this time included.</param>
internal sealed record Invocation(string? Message, int Delivery)
{
    /// <summary>The name of the trigger in run/function.json.</summary>
    public const string Binding = "message";

    private const int Largest = 128 * 1024;

    /// <summary>Null for what no host would post.</summary>
    public static async ValueTask<Invocation?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var envelope = await JsonDocument.ParseAsync(new BoundedStream(request.Body, Largest), default, cancellationToken);
            return envelope.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.Object
                ? new Invocation(MessageOf(data), DeliveryOf(root))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Nothing goes into an output binding: what is to come next was put into the queue before.</summary>
    public static Task AnswerAsync(HttpContext context, string? line)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartObject("Outputs"u8);
            json.WriteEndObject();
            json.WriteStartArray("Logs"u8);
            if (line is not null)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteNull("ReturnValue"u8);
            json.WriteEndObject();
        }

        return context.WriteJsonAsync(body.WrittenMemory);
    }

    /// <summary>The documentation shows the text itself; the host writes it as JSON once more (ScriptInvocationContextExtensions.GetHttpScriptInvocationContextValue).</summary>
    private static string? MessageOf(JsonElement data)
    {
        if (!data.TryGetProperty(Binding, out var value) || value.ValueKind != JsonValueKind.String || value.GetString() is not { } text)
        {
            return null;
        }

        return text.StartsWith('"') ? JsonElement.Parse(text).GetString() : text;
    }

    private static int DeliveryOf(JsonElement root) =>
        root.TryGetProperty("Metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("DequeueCount", out var count)
            ? count.ValueKind switch
            {
                JsonValueKind.Number when count.TryGetInt32(out var number) => number,
                // As the host writes every value that is no object.
                JsonValueKind.String when int.TryParse(count.GetString(), out var number) => number,
                _ => 1,
            }
            : 1;
}
