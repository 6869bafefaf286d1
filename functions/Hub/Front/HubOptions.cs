using System.Net;
using Hub.Core.Accounts;
using Hub.Core.Egress;
using Hub.Core.Notices.Mail;

namespace Hub.Front;

/// <summary>How this hub is set up: from the command line first, then from the environment.</summary>
public sealed record HubOptions
{
    public const string DefaultUrl = "http://localhost:7071";

    public string Data { get; init; } = Setting("HUB_DATA") ?? Packaged.DefaultData;

    /// <summary>The storage account that holds everything instead of a folder: a connection string, or the address of its blob service.</summary>
    public string? Storage { get; init; } = Setting("HUB_STORAGE");

    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Whether a browser is opened where a person starts the hub by hand on a desktop: who unpacked a package expects it, who works on a checkout does not.</summary>
    public bool Browser { get; init; } = Setting("HUB_BROWSER") is { } set ? set != "off" : Packaged.Is;

    /// <summary>A folder with a folder for each account's name: what is put there is imported. Null where none is watched.</summary>
    public string? Inbox { get; init; } = Setting("HUB_INBOX");

    /// <summary>The folder that gets a backup every day. Null where none does.</summary>
    public string? Backup { get; init; } = Setting("HUB_BACKUP");

    /// <summary>At what time of day, where the hub stands.</summary>
    public TimeOnly BackupAt { get; init; } = ParseTime(Setting("HUB_BACKUP_AT") ?? "03:00");

    /// <summary>How many of those backups are kept.</summary>
    public int BackupKeep { get; init; } = ParseKeep(Setting("HUB_BACKUP_KEEP") ?? "7");

    /// <summary>The address that people type, when it is not the one listened on: behind a reverse proxy, or with a name of its own. Its path is the base path.</summary>
    public string? PublicUrl { get; init; } = ParsePublicUrl(Setting("HUB_PUBLIC_URL"));

    /// <summary>The certificate that is shown where the hub speaks https itself: a PEM file, with the key in it or beside it.</summary>
    public string? Certificate { get; init; } = Setting("HUB_CERTIFICATE");

    public string? CertificateKey { get; init; } = Setting("HUB_CERTIFICATE_KEY");

    /// <summary>Reverse proxies whose word about the caller's address is taken: addresses or networks (10.0.0.0/8), separated by commas.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = ParseNetworks(Setting("HUB_TRUSTED_PROXIES"));

    /// <summary>Hosts at home that plug-ins may reach, also over plain http: names or addresses, each with a port or for all ports, separated by commas.</summary>
    public IReadOnlyList<AllowedHost> AllowedHosts { get; init; } = ParseHosts(Setting("HUB_ALLOWED_HOSTS"));

    /// <summary>Where plug-ins are, when not beside the hub or in the checkout.</summary>
    public string? Plugins { get; init; } = Setting("HUB_PLUGINS");

    /// <summary>More folders of plug-ins, or plug-ins, from the command line: an author's, which count before all others.</summary>
    public IReadOnlyList<string> MorePlugins { get; init; } = [];

    /// <summary>The mail server through which people are told of what needs them; null where there is none.</summary>
    public SmtpServer? Mail { get; init; } = ParseMail(Setting("HUB_SMTP"));

    /// <summary>The plug-in whose runs wait until a debugger is attached.</summary>
    public string? WaitForDebugger { get; init; }

    /// <summary>Whether a runner for scripts is started ahead of the run that is expected.</summary>
    public bool WarmRunner { get; init; } = Setting("HUB_WARM_RUNNER") != "off";

    /// <summary>What makes the first account where nobody reads what the hub prints: in a cloud. Good until it was used once.</summary>
    public string? SetUpCode { get; init; } = ParseSetUpCode(Setting("HUB_SETUP_CODE"));

    /// <summary>The port on which the Functions host wants to be answered; null where no host started this process.</summary>
    public int? HandlerPort { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static IReadOnlyList<AllowedHost> ParseHosts(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => AllowedHost.Parse(host)
            ?? throw new HubSetupException($"HUB_ALLOWED_HOSTS names \"{host}\", which is no host. Write for instance nas.home, localhost:5001 or 192.168.1.20."))];

    private static IReadOnlyList<IPNetwork> ParseNetworks(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseNetwork)];

    private static string? ParsePublicUrl(string? text) =>
        text is null || Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url is { Query: "", Fragment: "", UserInfo: "" } ? text
        : throw new HubSetupException($"HUB_PUBLIC_URL is \"{text}\", which is no address of a site. Write for instance https://hub.example.org or https://example.org/hub.");

    private static TimeOnly ParseTime(string text) => TimeOnly.TryParseExact(text, "HH:mm", out var time) ? time
        : throw new HubSetupException($"HUB_BACKUP_AT is \"{text}\", which is no time of day. Write for instance 03:00.");

    private static int ParseKeep(string text) => int.TryParse(text, out var count) && count > 0 ? count
        : throw new HubSetupException($"HUB_BACKUP_KEEP is \"{text}\", which is no number of backups. Write for instance 7.");

    private static string? ParseSetUpCode(string? text) => text is null or { Length: >= OneTimeCodes.ShortestSetUp } ? text
        : throw new HubSetupException($"HUB_SETUP_CODE is too short: anybody could guess it. Give it {OneTimeCodes.ShortestSetUp} characters or more, by chance.");

    private static SmtpServer? ParseMail(string? text)
    {
        try
        {
            return text is null ? null : SmtpServer.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new HubSetupException(wrong.Message, wrong);
        }
    }

    private static IPNetwork ParseNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new HubSetupException($"HUB_TRUSTED_PROXIES names \"{text}\", which is neither an address nor a network. Write for instance 127.0.0.1 or 10.0.0.0/8.");
}

/// <summary>The hub cannot run as it is set up; the message says what to do.</summary>
public sealed class HubSetupException(string message, Exception? inner = null) : Exception(message, inner);
