using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Plugins.Tests;

/// <summary>Finds in a text what looks like somebody's secret, and says where and what kind it is, never the secret itself.</summary>
/// <param name="known">Secrets of the played holders, which a recording must have replaced.</param>
internal sealed partial class SecretScan(IEnumerable<string> known)
{
    /// <summary>What the redaction puts in front of a token that it made up.</summary>
    private const string Mark = "madeup";

    private readonly List<string> _known = [.. known.SelectMany(Spellings).Distinct(StringComparer.Ordinal)];

    public IEnumerable<string> Find(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            foreach (var what in FindIn(line))
            {
                yield return $"line {number}: {what}";
            }
        }
    }

    private IEnumerable<string> FindIn(string line)
    {
        if (Header().IsMatch(line))
        {
            yield return "a header that signs in";
        }

        if (Scheme().IsMatch(line))
        {
            yield return "credentials behind Basic or Bearer";
        }

        if (Issued().IsMatch(line))
        {
            yield return "a key as its issuer writes it";
        }

        if (_known.Exists(secret => line.Contains(secret, StringComparison.Ordinal)))
        {
            yield return "a password of a played holder";
        }

        if (Named().Matches(line).Any(field => !IsStandIn(field.Groups["value"].Value)))
        {
            yield return "a field whose name says that it is secret";
        }

        foreach (var word in Words().Matches(line).Select(match => match.Value))
        {
            if (Decoded(word) is { } hidden)
            {
                foreach (var what in FindIn(hidden))
                {
                    yield return what + ", in base64";
                }
            }
            else if (!IsStandIn(word) && !Uuid().IsMatch(word) && IsRandom(word))
            {
                yield return "a token, by its look";
            }
        }
    }

    /// <summary>From lower case to upper case to digits, again and again, as no word and no number of an account goes.</summary>
    private static bool IsRandom(string word) => word.Any(char.IsAsciiDigit) && word.Zip(word[1..]).Count(pair => KindOf(pair.First) != KindOf(pair.Second)) * 3 >= word.Length;

    private static int KindOf(char letter) => char.IsAsciiDigit(letter) ? 0 : char.IsAsciiLetterUpper(letter) ? 1 : char.IsAsciiLetterLower(letter) ? 2 : 3;

    private static bool IsStandIn(string value) => value.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>What a word of base64 says, if it is one that says something.</summary>
    private static string? Decoded(string word)
    {
        Span<byte> bytes = stackalloc byte[word.Length];
        return word.Length < 5000 && Convert.TryFromBase64String(word, bytes, out var count) && !bytes[..count].ContainsAnyExceptInRange((byte)' ', (byte)'~') ? Encoding.ASCII.GetString(bytes[..count]) : null;
    }

    /// <summary>As it stands, in an address, a form, a page, JSON; what is put before it in a header hides it, so the header is looked for as such.</summary>
    private static IEnumerable<string> Spellings(string secret) =>
        [secret, Uri.EscapeDataString(secret), System.Net.WebUtility.UrlEncode(secret), System.Net.WebUtility.HtmlEncode(secret), System.Text.Json.JsonEncodedText.Encode(secret).Value];

    [GeneratedRegex(@"[""']?\b((proxy-)?authorization|(set-)?cookie|x-(api|auth|access|csrf)[\w-]*|api-key)[""']?\s*:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Header();

    [GeneratedRegex(@"\b(basic|bearer)\s+(?!\{\{)(?=\S*[\d+/=])[\w+/=.~-]{8,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY|\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_\w{20,}|\bxox[abpr]-[\w-]{10,}|\b[rs]k_(live|test)_\w{10,}|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Issued();

    // In a form, an address or JSON. What begins with two braces is put in on the way to the holder.
    [GeneratedRegex(@"[\w-]*(passw(or)?d|passphrase|motdepasse|secret|api_?key|access_?token|refresh_?token|id_?token)[\w-]*(=|[""']\s*:\s*[""'])(?<value>(?!\{\{|%7B%7B)[^""'&\s,}<>]{4,})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\w+-])[\w+-][\w+-]{18,}[\w+-]={0,2}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"^\w{8}(-\w{4}){3}-\w{12}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Uuid();
}
