using System.Globalization;
using System.Net;
using Hub.Front;

namespace Hub.Handler;

/// <summary>
/// Whether the Functions host started this process as its custom handler, and on which port it wants to be answered
/// (https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers). Nobody but the host reaches that port.
/// </summary>
public static class HandlerMode
{
    public const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>The port, or null where no host started this process.</summary>
    public static int? Port { get; } = int.TryParse(Environment.GetEnvironmentVariable(PortSetting), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>Listens for the host alone, and takes its word about who called: it stands between every caller and this process.</summary>
    public static HubOptions Apply(HubOptions options) => Port is not { } port ? options : options with
    {
        HandlerPort = port,
        // What is kept ready is memory that is paid for, and the platform takes the process away when nobody calls.
        WarmRunner = false,
        Urls = $"http://127.0.0.1:{port}",
        TrustedProxies = [.. options.TrustedProxies, new IPNetwork(IPAddress.Loopback, 32)],
    };
}
