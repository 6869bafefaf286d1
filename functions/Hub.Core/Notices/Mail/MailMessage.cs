using System.Globalization;
using System.Text;

namespace Hub.Core.Notices.Mail;

/// <summary>A plain text in one language to one person, as it goes over the wire (RFC 5322): nothing but ASCII, so that it passes every server.</summary>
/// <param name="Id">Stable over all attempts: mailboxes show a message of the same id once.</param>
public sealed record MailMessage(string Id, string From, string To, string Subject, string Body, string Language, DateTimeOffset At)
{
    private const int LongestPlain = 60;
    private const int LongestEncoded = 39;

    public string ToWire() => new StringBuilder()
        .Append(Line("From", $"Hub <{From}>"))
        .Append(Line("To", $"<{To}>"))
        .Append(Line("Subject", Encode(Subject)))
        .Append(Line("Date", At.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)))
        .Append(Line("Message-ID", $"<{Id}@{MailAddress.HostOf(From)}>"))
        .Append(Line("Auto-Submitted", "auto-generated"))
        .Append(Line("Content-Language", Language))
        .Append(Line("MIME-Version", "1.0"))
        .Append(Line("Content-Type", "text/plain; charset=utf-8"))
        .Append(Line("Content-Transfer-Encoding", "quoted-printable"))
        .Append("\r\n")
        .Append(QuotedPrintable.Encode(Body))
        .ToString();

    /// <summary>The last fence against a header smuggled in by a value: whatever it was made of, it is one line of printable ASCII, or folded by us.</summary>
    private static string Line(string name, string value) => value.Replace("\r\n ", "", StringComparison.Ordinal).All(letter => letter is >= ' ' and <= '~')
        ? $"{name}: {value}\r\n"
        : throw new ArgumentException($"The header {name} cannot hold this value.", nameof(value));

    /// <summary>RFC 2047: words on lines of at most 76 characters, never cut within a letter.</summary>
    private static string Encode(string text)
    {
        if (text.Length <= LongestPlain && text.All(letter => letter is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }

        var words = new List<byte[]>();
        var word = new List<byte>();
        Span<byte> letter = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(letter);
            if (word.Count + length > LongestEncoded)
            {
                words.Add([.. word]);
                word.Clear();
            }

            word.AddRange(letter[..length]);
        }

        words.Add([.. word]);
        return string.Join("\r\n ", words.Select(bytes => $"=?utf-8?B?{Convert.ToBase64String(bytes)}?="));
    }
}
