using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>One request on the wire and its reply, nothing else: what may be sent was decided before.</summary>
internal sealed class Exchange(EgressLimits limits, TimeProvider clock, Connections connections)
{
    private const int MostHeaders = 400;
    private static readonly HashSet<string> OfTheWire = new(["Content-Encoding", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Known as soon as the reply began.</summary>
    public int? Status { get; private set; }

    public string? Location { get; private set; }

    public IReadOnlyList<string> Cookies { get; private set; } = [];

    /// <summary>How long the host asks to be left alone.</summary>
    public TimeSpan? Break { get; private set; }

    public async Task<HttpReply> SendAsync(HttpCall call, CallTarget target, PinnedHost host, CancellationToken cancellationToken)
    {
        var before = connections.Count.Received;
        using var request = Request(call, target);
        using var response = await connections.SendAsync(request, host, cancellationToken);
        Status = (int)response.StatusCode;
        Location = response.Headers.TryGetValues("Location", out var locations) ? locations.First() : null;
        Cookies = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
        Break = Status is 429 or 503 ? BreakOf(response) : null;
        var body = call.Method == "HEAD" ? default : await new ReplyBody(limits, clock, connections.Count).ReadAsync(response, target.Name, before, cancellationToken);
        return new HttpReply(Status.Value, target.Uri.AbsoluteUri, HeadersOf(response, call.Method == "HEAD"), body);
    }

    private TimeSpan? BreakOf(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is { } after)
        {
            return after.Delta ?? after.Date - clock.GetUtcNow();
        }

        // More seconds than a number of ours holds.
        return response.Headers.NonValidated.TryGetValues("Retry-After", out var told) && told.First() is { Length: > 0 } text && text.All(char.IsAsciiDigit) ? limits.LongestBreak : null;
    }

    private static HttpRequestMessage Request(HttpCall call, CallTarget target)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), target.Uri) { Version = System.Net.HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (!call.Body.IsEmpty || call.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
        }

        foreach (var (name, value) in call.Headers.Where(header => !RequestRules.IsOwn(header.Key)))
        {
            // Those that describe a body go with it, or nowhere.
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", RequestRules.UserAgent);
        }

        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        return request;
    }

    /// <summary>Those of the wire describe a body that is decompressed by now; where only they were asked for, they are the answer.</summary>
    private static List<KeyValuePair<string, string>> HeadersOf(HttpResponseMessage response, bool all) =>
        [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Where(header => all || !OfTheWire.Contains(header.Key))
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value))).Take(MostHeaders)];
}
