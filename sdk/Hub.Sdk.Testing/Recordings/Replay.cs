namespace Hub.Sdk.Testing;

/// <summary>Answers calls from a recording. Where one request was made several times, its replies come in their order, and the last one stays.</summary>
/// <param name="recording">What was recorded.</param>
public sealed class Replay(RunRecording recording)
{
    private readonly Dictionary<RecordedCall, int> _used = [];

    /// <summary>What was asked and is not in the recording, as method and address.</summary>
    public List<string> Unrecorded { get; } = [];

    /// <summary>How many calls were answered.</summary>
    public int Count { get; private set; }

    /// <summary>The reply to a request, or null when there is none in the recording.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="url">The whole address.</param>
    /// <param name="body">The request's body as text.</param>
    public RecordedReply? Find(string method, string url, string? body)
    {
        var same = (recording.Calls ?? []).Where(call =>
            string.Equals(call.Method, method, StringComparison.OrdinalIgnoreCase) && Plain(call.Url) == Plain(url) && (call.Body is null || Plain(call.Body) == Plain(body ?? ""))).ToList();
        if (same.Count == 0)
        {
            Unrecorded.Add($"{method} {Plain(url)}");
            return null;
        }

        Count++;
        var next = same.Find(call => !_used.ContainsKey(call)) ?? same[^1];
        _used[next] = 1;
        return next.Reply;
    }

    /// <summary>An address is written in many ways; the braces of a placeholder stay readable.</summary>
    private static string Plain(string text) => (Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : text)
        .Replace("%7B", "{", StringComparison.OrdinalIgnoreCase).Replace("%7D", "}", StringComparison.OrdinalIgnoreCase);
}
