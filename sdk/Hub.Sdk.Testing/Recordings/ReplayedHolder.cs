using System.Net;

namespace Hub.Sdk.Testing;

/// <summary>A holder that answers from a recording, for an <see cref="HttpClient"/>. A call that is not recorded throws.</summary>
/// <param name="replay">The recording at work.</param>
public sealed class ReplayedHolder(Replay replay) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var url = request.RequestUri!.AbsoluteUri;
        var recorded = replay.Find(request.Method.Method, url, body)
            ?? throw new InvalidOperationException($"{request.Method} {url} is not in the recording.");
        request.RequestUri = recorded.Url is { } from ? new Uri(from) : request.RequestUri;
        var reply = new HttpResponseMessage((HttpStatusCode)recorded.Status) { Content = new ByteArrayContent(recorded.Bytes), RequestMessage = request };
        foreach (var (name, value) in recorded.Headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase))
        {
            if (!reply.Headers.TryAddWithoutValidation(name, value))
            {
                reply.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return reply;
    }
}
