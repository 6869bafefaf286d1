using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Sdk.Testing;

/// <summary>
/// Takes out of a recording what belongs to somebody: cookies and most headers, tokens by the name of their member, mail addresses, and numbers of six
/// digits or more. The same becomes the same in requests and replies, so that the recording still replays. Names and texts stay: read it before you share it.
/// </summary>
public static partial class Redaction
{
    private static readonly string[] Kept = ["content-type", "retry-after", "location", "link"];

    /// <summary>The recording that may be shared.</summary>
    /// <param name="recording">As it was taken; secrets of the settings read <c>{{NAME}}</c> in it already.</param>
    /// <param name="key">What the made-up values follow from; thrown away afterwards.</param>
    public static RunRecording Of(RunRecording recording, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var masking = new Masking(key, []);
        return recording with
        {
            Cursor = recording.Cursor is { } cursor ? Text(cursor, masking) : null,
            Session = null,
            Settings = recording.Settings is { } settings ? Json(settings, masking) : null,
            Calls = [.. (recording.Calls ?? []).Select(call => new RecordedCall(call.Method, Text(call.Url, masking), Of(call.Reply, masking), call.Body is { } body ? Text(body, masking) : null))],
        };
    }

    private static RecordedReply Of(RecordedReply reply, Masking masking) => new(
        reply.Status,
        reply.Headers?.Where(header => Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => Text(header.Value, masking), StringComparer.Ordinal),
        reply.Json is { } json ? Json(json, masking) : null,
        reply.Base64 is null ? reply.Text is { } text ? Text(text, masking) : null : Convert.ToBase64String("(a file, left out)"u8));

    private static JsonElement Json(JsonElement json, Masking masking) => JsonElement.Parse(Text(json.GetRawText(), masking));

    private static string Text(string text, Masking masking)
    {
        text = Token().Replace(text, token => token.Groups["before"].Value + masking.Substituted(token.Groups["value"].Value) + token.Groups["after"].Value);
        text = Mail().Replace(text, mail => masking.Substituted(mail.Value));
        return Number().Replace(text, number => masking.Substituted(number.Value));
    }

    // A placeholder of a secret is nobody's.
    [GeneratedRegex("""(?<before>["']?[\w-]*(token|secret|passw|session|jwt|api_?key|authoriz|csrf|cookie|signature)[\w-]*["']?\s*[:=]\s*["']?)(?<value>(?!\{\{)[^"'&\s,}<>]{4,})(?<after>)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mail();

    // Dates written without hyphens keep their meaning.
    [GeneratedRegex(@"(?<![\d.])(?!(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{6})?(?!\d))\d{6,}(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();
}
