using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Sdk.Testing;

/// <summary>What a recording shows to be somebody's, wherever it stands in it: typed settings and answers, hosts that they name, cookies and tokens.</summary>
internal sealed partial class PrivateWords
{
    /// <summary>Stands where a setting named the holder's host.</summary>
    public const string MadeUpHost = "holder.example";

    private const string Mark = "madeup";
    private const int ShortestToken = 4;
    private const int ShortestTyped = 2;

    /// <summary>A shorter word may be a part of others, and is only replaced where it stands alone.</summary>
    private const int ShortestPart = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly List<(string Word, string MadeUp)> _words;

    private PrivateWords(Dictionary<string, string> words) => _words = [.. words.SelectMany(word => Spellings(word.Key, word.Value)).DistinctBy(word => word.Item1).OrderByDescending(word => word.Item1.Length)];

    public static PrivateWords Of(RunRecording recording, Masking masking, IReadOnlySet<string>? chosen)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var typed in Typed(recording, chosen))
        {
            if (Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                words.TryAdd(address.Authority, MadeUpHost);
                words.TryAdd(address.Host, MadeUpHost);
            }
            else if (typed.Length >= ShortestTyped && !typed.Contains("{{", StringComparison.Ordinal))
            {
                words.TryAdd(typed, masking.Substituted(typed));
            }
        }

        foreach (var token in Texts(recording).SelectMany(text => Named().Matches(text).Select(match => match.Groups["value"].Value).Concat(Random().Matches(text).Select(match => match.Value))).Concat(Cookies(recording)))
        {
            words.TryAdd(token, Marked(masking.Scrambled(token)));
        }

        return new PrivateWords(words);
    }

    public string ReplaceIn(string text)
    {
        foreach (var (word, madeUp) in _words)
        {
            text = word.Length >= ShortestPart
                ? text.Replace(word, madeUp, StringComparison.Ordinal)
                : Regex.Replace(text, $@"(?<![\p{{L}}\d]){Regex.Escape(word)}(?![\p{{L}}\d])", madeUp.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.None, Patience);
        }

        return text;
    }

    public bool IsMadeUp(string text) => _words.Exists(word => word.MadeUp == text);

    /// <summary>So that whoever reads the recording, a person or a test, knows it from a real one. What has the form of an identifier keeps its form.</summary>
    private static string Marked(string token) => Opaque().IsMatch(token) ? Mark + token[Mark.Length..] : token;

    /// <summary>As it stands, in an address or a form, and in JSON.</summary>
    private static IEnumerable<(string, string)> Spellings(string word, string madeUp) =>
    [
        (word, madeUp),
        (Uri.EscapeDataString(word), Uri.EscapeDataString(madeUp)),
        (System.Net.WebUtility.UrlEncode(word), System.Net.WebUtility.UrlEncode(madeUp)),
        (System.Net.WebUtility.HtmlEncode(word), System.Net.WebUtility.HtmlEncode(madeUp)),
        (JsonEncodedText.Encode(word).Value, JsonEncodedText.Encode(madeUp).Value),
    ];

    private static IEnumerable<string> Typed(RunRecording recording, IReadOnlySet<string>? chosen) =>
        (recording.Settings is { ValueKind: JsonValueKind.Object } settings ? settings.EnumerateObject().Where(setting => setting.Value.ValueKind == JsonValueKind.String).Select(setting => setting.Value.GetString()!) : [])
        .Concat((recording.Answers?.Values ?? []).Where(answer => chosen?.Contains(answer) != true));

    private static IEnumerable<string> Texts(RunRecording recording) =>
        (recording.Calls ?? []).SelectMany(call => new[] { call.Url, call.Body, call.Reply.Text, call.Reply.Json?.GetRawText(), call.Reply.Url }.Concat(call.Reply.Headers?.Values ?? [])).OfType<string>();

    private static IEnumerable<string> Cookies(RunRecording recording) => (recording.Calls ?? [])
        .SelectMany(call => call.Reply.Headers?.Where(header => string.Equals(header.Key, "set-cookie", StringComparison.OrdinalIgnoreCase)) ?? [])
        .Select(header => header.Value.Split(';')[0] is var pair && pair.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? pair[(at + 1)..].Trim() : "").Where(value => value.Length >= ShortestToken);

    // A placeholder of a secret is nobody's.
    [GeneratedRegex("""["']?[\w-]*(token|secret|passw|session|jwt|api_?key|authoriz|csrf|cookie|signature)[\w-]*["']?\s*[:=]\s*["']?(?<value>(?!\{\{|%7B%7B)[^"'&\s,}<>]{4,})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Named();

    // Without hyphens, and going from letters to digits and back more often than any number of an account does.
    [GeneratedRegex(@"^(?=\d*([a-z_]+\d+){3})\w{16,}$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Opaque();

    // What no person would write and no format has: long, with letters and digits mixed. A placeholder is none, nor is an instant.
    [GeneratedRegex(@"(?<![\w{%-])(?!\d{8}T\d{6}Z?(?![\w-]))(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])(?=([A-Za-z_-]*\d){3})[\w-]{16,}(?![\w}%-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Random();
}
