using System.Globalization;

namespace Hub.Core.Notices.Mail;

/// <summary>The one way in which a mail address is written. What passes here can stand in a command and in a header: it holds no space, no bracket and no line break.</summary>
public static class MailAddress
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;
    private const string LocalExtras = "!#$%&'*+-/=?^_`{|}~.";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Null when it is none that every mail server takes: quoted names, comments and addresses of machines in brackets are left out.</summary>
    public static string? Normalise(string? text)
    {
        var parts = (text ?? "").Trim().Split('@');
        return parts.Length == 2 && IsLocal(parts[0]) && DomainOf(parts[1]) is { } domain ? $"{parts[0]}@{domain}" : null;
    }

    /// <summary>Enough to know it again, too little to write to it.</summary>
    public static string Mask(string address) => $"{address[0]}…{address[address.IndexOf('@', StringComparison.Ordinal)..]}";

    public static string HostOf(string address) => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private static bool IsLocal(string local) =>
        local.Length is > 0 and <= LongestLocal && !local.StartsWith('.') && !local.EndsWith('.') && !local.Contains("..", StringComparison.Ordinal)
        && local.All(letter => char.IsAsciiLetterOrDigit(letter) || LocalExtras.Contains(letter, StringComparison.Ordinal));

    private static string? DomainOf(string domain)
    {
        try
        {
            var ascii = domain.Length is > 0 and <= LongestDomain ? Idn.GetAscii(domain).ToLowerInvariant() : "";
            return ascii.Length is > 0 and <= LongestDomain && ascii.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // no name that a domain can have
        }
    }
}
