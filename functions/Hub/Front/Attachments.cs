using Microsoft.Net.Http.Headers;

namespace Hub.Front;

/// <summary>The headers of something to be saved, never shown: a stranger wrote it.</summary>
public static class Attachments
{
    private static readonly string[] Harmless = ["text/csv", "text/plain", "application/json", "application/x-ndjson", "application/zip", "application/pdf", "image/png", "image/jpeg", "application/x-ofx"];

    public static void Prepare(HttpContext context, string name, string mediaType)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = Harmless.Contains(mediaType, StringComparer.Ordinal) ? mediaType : "application/octet-stream";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }
}
