namespace Hub.Core.Egress;

/// <summary>A host that the hub's admin allows although it is at home; only there plain http is possible.</summary>
/// <param name="Port">Null allows each port that a plug-in was granted.</param>
public sealed record AllowedHost(string Host, int? Port)
{
    /// <summary>Null when the text is no <c>host</c> and no <c>host:port</c>.</summary>
    public static AllowedHost? Parse(string text) => HostPort.Parse(text) is { } host ? new AllowedHost(host.Host, host.Port) : null;
}
