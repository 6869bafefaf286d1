using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Core.Notices.Mail;

/// <summary>
/// The mail server that the hub's admin set: <c>smtps://user:password@host?from=hub@example.org</c> (TLS from the first byte, port 465) or <c>smtp://…</c>
/// (STARTTLS, port 587). <c>&amp;tls=off</c> is for a server on this machine, <c>&amp;ca=FILE</c> for one whose certificate the machine does not know.
/// </summary>
public sealed class SmtpServer
{
    private const int TlsPort = 465;
    private const int SubmissionPort = 587;

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required SmtpTls Tls { get; init; }

    public required string From { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Roots to trust instead of the machine's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <exception cref="FormatException">The message says what to write. It never holds what was written: that has the password in it.</exception>
    public static SmtpServer Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
        {
            throw Wrong("is not an address of a mail server");
        }

        var query = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : ""), StringComparer.Ordinal);
        var user = uri.UserInfo.Split(':', 2);
        var tls = uri.Scheme == "smtps" ? SmtpTls.FromTheStart : query.GetValueOrDefault("tls") == "off" ? SmtpTls.None : SmtpTls.StartTls;
        if (tls == SmtpTls.None && uri.UserInfo.Length > 0 && !uri.IsLoopback)
        {
            throw Wrong("would send a password over the network in clear: leave tls=off out");
        }

        return new SmtpServer
        {
            Host = uri.IdnHost,
            Port = uri.Port > 0 ? uri.Port : tls == SmtpTls.FromTheStart ? TlsPort : SubmissionPort,
            Tls = tls,
            From = MailAddress.Normalise(query.GetValueOrDefault("from")) ?? throw Wrong("does not say from which address to write"),
            User = uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Roots = query.GetValueOrDefault("ca") is { Length: > 0 } file ? ReadRoots(file) : null,
        };
    }

    private static X509Certificate2Collection ReadRoots(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
            return roots;
        }
        catch (Exception failed) when (failed is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Wrong("names a file of certificates (ca) that cannot be read");
        }
    }

    private static FormatException Wrong(string how) => new($"HUB_SMTP {how}. Write for instance smtps://user:password@mail.example.org?from=hub@example.org");
}

public enum SmtpTls
{
    FromTheStart,
    StartTls,

    /// <summary>For a server on this machine, or one in a network that the admin trusts and that asks for no password.</summary>
    None,
}
