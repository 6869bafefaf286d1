
namespace Hub.Core.Egress;

/// <summary>What the network's exceptions mean to a plug-in. Others are the hub's own trouble.</summary>
internal static class CallFaults
{
    public static EgressException? Of(Exception failed, string host, CancellationToken run) => failed switch
    {
        EgressException known => known,
        HttpRequestException { InnerException: EgressException known } => known,
        HttpRequestException http => OfHttp(http, host),
        HttpIOException => EgressFailures.BrokenOff(host),
        OperationCanceledException when !run.IsCancellationRequested => EgressFailures.TooSlow(host),
        _ => null,
    };

    private static EgressException OfHttp(HttpRequestException failed, string host) => failed.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => EgressFailures.NotTrusted(host),
        HttpRequestError.ConfigurationLimitExceeded => EgressFailures.HeadersTooLarge(host),
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => EgressFailures.Unreachable(host),
        _ => EgressFailures.BrokenOff(host),
    };
}
