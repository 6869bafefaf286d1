using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Sdk;

namespace Hub.Front;

/// <summary>JSON in and out of requests, by generated code.</summary>
public static class HttpJson
{
    private const int LargestBody = 64 * 1024;

    /// <summary>Answers are JSON and say so, with nosniff: letters need no escaping for pages that they never stand in.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    public static Task WriteJsonAsync(this HttpContext context, ReadOnlyMemory<byte> utf8, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = utf8.Length;
        return context.Response.Body.WriteAsync(utf8, context.RequestAborted).AsTask();
    }

    public static Task WriteJsonAsync<T>(this HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        context.WriteJsonAsync(Serialize(value, type), status);

    private static ReadOnlyMemory<byte> Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body, Writing);
        JsonSerializer.Serialize(json, value, type);
        return body.WrittenMemory;
    }

    /// <summary>Reads a small body; says which field is wrong when one is.</summary>
    public static async ValueTask<T> ReadJsonAsync<T>(this HttpContext context, JsonTypeInfo<T> type)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(Problems.UnsupportedMediaType);
        }

        if (context.Request.ContentLength > LargestBody)
        {
            throw new ProblemException(Problems.TooLarge);
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(new BoundedStream(context.Request.Body, LargestBody), type, context.RequestAborted)
                ?? throw new ProblemException(Problems.BadRequest);
        }
        catch (JsonException wrong)
        {
            // The exception's message may quote the body; its path names the field only.
            throw new ProblemException(Problems.BadValue(wrong.Path is { Length: > 2 } path ? path[2..] : "body", new Text(
                "This is not the JSON that is expected here. See /openapi.json for the fields and their kinds.",
                "Ce n'est pas le JSON attendu ici. Voyez dans /openapi.json les champs et leurs types.")));
        }
    }
}
