using System.Text.Unicode;
using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>Takes secrets out of what a holder says back. Bodies that are no text (pictures, archives, PDF) are left as they came, unless the call carried one.</summary>
internal static class EchoFilter
{
    public static HttpReply Filter(HttpReply reply, Redactor echoes, bool carried) => reply with
    {
        Url = echoes.Redact(reply.Url),
        Headers = [.. reply.Headers.Select(header => KeyValuePair.Create(header.Key, echoes.RedactHeader(header.Value)))],
        Body = carried || IsText(reply) ? echoes.Redact(reply.Body) : reply.Body,
    };

    private static bool IsText(HttpReply reply)
    {
        var type = reply.Headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || SecretPlaces.OfBody(type) != SecretPlace.Text
            || type.Contains("javascript", StringComparison.OrdinalIgnoreCase) || Utf8.IsValid(reply.Body.Span);
    }
}
