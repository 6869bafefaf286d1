using System.Text.Json;
using Azure;

namespace Hub.Storage.Azure.Tables;

/// <summary>What the service's refusals mean: learn.microsoft.com/rest/api/storageservices/table-service-error-codes.</summary>
internal static class TableErrors
{
    /// <exception cref="RequestFailedException">When it is our mistake.</exception>
    public static TableOutcome Outcome(int status, string? code) => (status, code) switch
    {
        ( < 300, _) => TableOutcome.Done,
        (404, "TableNotFound") => TableOutcome.NoTable,
        (404, _) => TableOutcome.NotFound,
        (409, "EntityAlreadyExists" or "TableAlreadyExists") => TableOutcome.Exists,
        (412, _) => TableOutcome.Changed,
        _ => throw new RequestFailedException(status, $"The table service refused the request: {status} {code}.", code, innerException: null),
    };

    public static string? Code(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out var named) ? named : Code(response.Content.ToMemory());

    /// <summary>Of <c>{"odata.error":{"code":"EntityAlreadyExists","message":{…}}}</c>; null where the body is none of the service's.</summary>
    public static string? Code(ReadOnlyMemory<byte> body) => Error(body) is { } error && error.TryGetProperty("code"u8, out var code) ? code.GetString() : null;

    /// <summary>A batch says before its message which of its steps was the reason: "3:The update condition…".</summary>
    public static int? Step(ReadOnlyMemory<byte> body) =>
        Error(body) is { } error && error.TryGetProperty("message"u8, out var message) && message.TryGetProperty("value"u8, out var value)
        && value.GetString()?.Split(':', 2) is [var step, _] && int.TryParse(step, out var number) ? number : null;

    private static JsonElement? Error(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("odata.error"u8, out var error) ? error.Clone() : null;
        }
        catch (JsonException)
        {
            // A proxy or a gateway answered, not the service; the status is all that there is.
            return null;
        }
    }
}
