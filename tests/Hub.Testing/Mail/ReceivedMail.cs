using System.Text;

namespace Hub.Testing.Mail;

/// <summary>A message as the server took it, read without the hub's own code.</summary>
public sealed class ReceivedMail
{
    private ReceivedMail(string from, string to, string? signedInAs, bool secure, string raw)
    {
        (From, To, SignedInAs, Secure, Raw) = (from, to, signedInAs, secure, raw);
        var parts = raw.Split("\r\n\r\n", 2);
        foreach (var line in parts[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n"))
        {
            Headers.Add(line.Split(": ", 2)[0], line.Split(": ", 2)[1]);
        }

        Body = Unquote(parts[1]);
        Subject = string.Concat(Headers["Subject"].Split(' ').Select(word => word.StartsWith("=?", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Split('?')[3])) : word + " ")).Trim();
    }

    public string From { get; }

    public string To { get; }

    public string? SignedInAs { get; }

    public bool Secure { get; }

    public string Raw { get; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Subject { get; }

    public string Body { get; }

    internal static ReceivedMail Read(string from, string to, string? signedInAs, bool secure, string raw) => new(from, to, signedInAs, secure, raw);

    private static string Unquote(string text)
    {
        text = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(index + 1, 2), 16));
                index += 2;
            }
            else
            {
                bytes.Add((byte)text[index]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
