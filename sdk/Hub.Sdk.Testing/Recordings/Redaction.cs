using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Sdk.Testing;

/// <summary>
/// Takes out of a recording what belongs to somebody: what the person typed as settings and answers, the host that they named, cookies and most headers, tokens by the
/// name of their member or by their look, mail addresses, and numbers of six digits or more. The same becomes the same in requests and replies, so that the recording
/// still replays. Names and texts of the pages stay: read it before you share it.
/// </summary>
public static partial class Redaction
{
    private static readonly string[] Kept = ["content-type", "retry-after", "location", "link"];

    /// <summary>The recording that may be shared.</summary>
    /// <param name="recording">As it was taken; secrets of the settings read <c>{{NAME}}</c> in it already.</param>
    /// <param name="key">What the made-up values follow from; thrown away afterwards.</param>
    /// <param name="chosen">Answers that were chosen among the plug-in's own: they stay, unless they look like somebody's number or token.</param>
    public static RunRecording Of(RunRecording recording, byte[] key, IReadOnlySet<string>? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var masking = new Masking(key, []);
        var mine = PrivateWords.Of(recording, masking, chosen);
        string Clean(string text)
        {
            text = mine.ReplaceIn(text);
            text = Mail().Replace(text, mail => mail.Groups["host"].Value != PrivateWords.MadeUpHost ? masking.Substituted(mail.Value)
                : mine.IsMadeUp(mail.Groups["name"].Value) ? mail.Value
                : $"{masking.Substituted(mail.Groups["name"].Value)}@{PrivateWords.MadeUpHost}");
            return Number().Replace(text, number => masking.Substituted(number.Value));
        }

        string? CleanOrNull(string? text) => text is null ? null : Clean(text);
        JsonElement Json(JsonElement json) => JsonElement.Parse(Clean(json.GetRawText()));
        RecordedReply Reply(RecordedReply reply) => new(
            reply.Status,
            reply.Headers?.Where(header => Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => Clean(header.Value), StringComparer.Ordinal),
            reply.Json is { } json ? Json(json) : null,
            CleanOrNull(reply.Text),
            reply.Base64 is null ? null : Convert.ToBase64String("(a file, left out)"u8),
            CleanOrNull(reply.Url));

        return recording with
        {
            Cursor = CleanOrNull(recording.Cursor),
            Session = null,
            Settings = recording.Settings is { } settings ? Json(settings) : null,
            Answers = recording.Answers?.ToDictionary(answer => answer.Key, answer => Clean(answer.Value), StringComparer.Ordinal),
            Calls = [.. (recording.Calls ?? []).Select(call => new RecordedCall(call.Method, Clean(call.Url), Reply(call.Reply), CleanOrNull(call.Body)))],
            Expected = recording.Expected is { Account: { } account } expected ? expected with { Account = Clean(account) } : recording.Expected,
        };
    }

    [GeneratedRegex(@"(?<name>[\w.+-]+)@(?<host>[\w-]+(\.[\w-]+)+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mail();

    // Dates and times written without hyphens keep their meaning.
    [GeneratedRegex(@"(?<![\d.])(?<!(19|20)\d{6}T)(?!(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{6})?(?!\d))\d{6,}(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();
}
