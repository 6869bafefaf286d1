using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Core.Egress;

/// <summary>
/// The connections of one run. Runs share none, so that nothing of one shows in another; and each goes to an address that was checked before, never to a
/// name, which could mean something else by then.
/// </summary>
internal sealed class Connections : IDisposable
{
    private static readonly HttpRequestOptionsKey<PinnedHost> Pinned = new("pinned");
    private const int MostAddresses = 8;
    private readonly EgressLimits _limits;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    public Connections(EgressOptions options, TimeProvider clock)
    {
        (_limits, _clock) = (options.Limits, clock);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = false,
            MaxResponseHeadersLength = options.Limits.MaxHeaderKilobytes,
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = 1,
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(options.Roots) },
        });
    }

    public WireCount Count { get; } = new();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, PinnedHost host, CancellationToken cancellationToken)
    {
        request.Options.Set(Pinned, host);
        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A server's certificate names addresses where more can be fetched: that would be calls which nobody granted.</summary>
    private static X509ChainPolicy Trust(X509Certificate2Collection? roots)
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.InitialRequestMessage.Options.TryGetValue(Pinned, out var pinned) ? pinned : throw new InvalidOperationException("A request without a checked address.");
        SocketException? last = null;
        foreach (var address in host.Addresses.Take(MostAddresses))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                // One address of several that does not answer must not take the time of the others.
                using var timer = new CancellationTokenSource(host.Addresses.Count > 1 ? _limits.ConnectTime / 3 : _limits.ConnectTime, _clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, either.Token);
                host.RequireAbroad(socket);
                return new CountedStream(socket, Count);
            }
            catch (SocketException failed)
            {
                socket.Dispose();
                last = failed;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                socket.Dispose();
                last = new SocketException((int)SocketError.TimedOut);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostUnreachable);
    }
}
