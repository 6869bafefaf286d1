using Hub.Core.Egress;
using Hub.Wire;

namespace Hub.Core.Notices.Channels;

/// <summary>
/// One post to an address that a person chose. They may be nobody of the house, so it goes by the rules that plug-ins' calls go by: an address abroad, looked up once and connected to by
/// number, https, no redirects; what lies in the house's network only where the admin allows the host.
/// </summary>
internal sealed class HookCall(EgressOptions options, TimeProvider clock)
{
    private const int MostReply = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EgressOptions _options = options with { Limits = options.Limits with { MaxReplyBytes = MostReply, CallTime = Patience } };

    public async Task<DeliveryOutcome> PostAsync(HookAddress address, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, CancellationToken cancellationToken)
    {
        var target = address.Target;
        if (!target.Secure && !_options.Allows(target.Host, target.Port))
        {
            return DeliveryOutcome.NotSecure;
        }

        using var timer = new CancellationTokenSource(Patience, clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var host = await PinnedHost.ResolveAsync(target, _options, time.Token);
            using var connections = new Connections(_options, clock);
            var call = new HttpCall("POST", target.Uri.AbsoluteUri, address.Authorization is { } authorization ? [.. headers, new("Authorization", authorization)] : headers, body);
            return OfStatus((await new Exchange(_options.Limits, clock, connections).SendAsync(call, target, host, time.Token)).Status);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested && CallFaults.Of(failed, target.Name, cancellationToken) is not null)
        {
            return CallFaults.Of(failed, target.Name, cancellationToken)!.Fault switch
            {
                "private-address" => DeliveryOutcome.Forbidden,
                "tls" => DeliveryOutcome.NotSecure,
                _ => DeliveryOutcome.Unreachable,
            };
        }
    }

    private static DeliveryOutcome OfStatus(int status) => status switch
    {
        >= 200 and < 300 => DeliveryOutcome.Sent,
        408 or 425 or 429 or >= 500 => DeliveryOutcome.TryLater,
        401 or 403 or 404 or 410 => DeliveryOutcome.AddressRefused,
        _ => DeliveryOutcome.Refused,
    };
}
