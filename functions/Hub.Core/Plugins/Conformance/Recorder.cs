using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>Lets calls through to the holder, by the broker and its rules, and keeps what was said.</summary>
internal sealed class Recorder(BrokerSession holder)
{
    private readonly List<RecordedCall> _calls = [];

    /// <summary>What was asked before is not kept again: a run that is begun again in the middle asks it too.</summary>
    public bool OnlyNew { get; set; }

    public async ValueTask<HttpReply> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var reply = await holder.SendAsync(call, cancellationToken);
        var media = reply.Headers.FirstOrDefault(header => string.Equals(header.Key, "content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        var headers = reply.Headers.GroupBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Value, StringComparer.Ordinal);
        var body = call.Body.IsEmpty ? null : Encoding.UTF8.GetString(call.Body.Span);
        if (!OnlyNew || !_calls.Exists(known => known.Method == call.Method && known.Url == call.Url && known.Body == body))
        {
            _calls.Add(new RecordedCall(call.Method, call.Url, ReplyOf(reply, headers, media) with { Url = reply.Url == call.Url ? null : reply.Url }, body));
        }

        return reply;
    }

    /// <param name="chosen">Answers that were chosen among those that the plug-in gave: nobody typed them.</param>
    public RunRecording End(RunRecording begun, Trial trial, IReadOnlySet<string> chosen) => Redaction.Of(
        begun with
        {
            Calls = _calls,
            Expected = new ExpectedRun { Outcome = trial.Waiting ? null : trial.Outcome.ToString(), Saved = trial.Stored.Count, Rejected = trial.Rejected.Count, Account = trial.Account?.Id, Question = trial.Question?.Key },
        },
        RandomNumberGenerator.GetBytes(32),
        chosen);

    private static RecordedReply ReplyOf(HttpReply reply, Dictionary<string, string> headers, string media)
    {
        if (media.Contains("json", StringComparison.OrdinalIgnoreCase) && TryJson(reply.Body) is { } json)
        {
            return new RecordedReply(reply.Status, headers, Json: json);
        }

        var isText = media.Contains("text", StringComparison.OrdinalIgnoreCase) || media.Contains("xml", StringComparison.OrdinalIgnoreCase) || media.Contains("json", StringComparison.OrdinalIgnoreCase) || media.Contains("csv", StringComparison.OrdinalIgnoreCase);
        return isText ? new RecordedReply(reply.Status, headers, Text: Encoding.UTF8.GetString(reply.Body.Span)) : new RecordedReply(reply.Status, headers, Base64: Convert.ToBase64String(reply.Body.Span));
    }

    private static JsonElement? TryJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            return null; // it says JSON and is none: kept as text
        }
    }
}
