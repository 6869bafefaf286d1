using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.Caldav;

/// <summary>What the person typed. The password is not here: the hub puts it into the requests.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="User">The name there.</param>
internal sealed record CaldavSettings(Uri Server, string User)
{
    /// <summary>Whose account it is, for ever.</summary>
    public string Account => $"{User}@{Server.Host}";

    public static CaldavSettings Of(RunContext context)
    {
        var typed = Text(context.Settings, "server");
        return Uri.TryCreate(typed.Contains("://", StringComparison.Ordinal) ? typed : $"https://{typed}", UriKind.Absolute, out var server) && server.Scheme is "https" or "http"
            ? new CaldavSettings(server, Text(context.Settings, "user"))
            : throw Says.NoServer();
    }

    private static string Text(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) ? value.GetString()?.Trim() ?? "" : "";
}
