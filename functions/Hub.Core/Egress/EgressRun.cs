using System.Text.Json;
using Hub.Core.Plugins;

namespace Hub.Core.Egress;

/// <summary>On whose behalf a run speaks to holders, and with what.</summary>
public sealed record EgressRun
{
    public required Plugin Plugin { get; init; }

    public required string Source { get; init; }

    public required string Run { get; init; }

    /// <summary>What the person typed into the form, without the secrets: a JSON object, or nothing.</summary>
    public JsonElement Settings { get; init; }

    /// <summary>The secrets in clear, by the names of their settings.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What <see cref="BrokerSession.ExportCookies"/> gave at the end of the run before.</summary>
    public byte[]? Cookies { get; init; }
}
