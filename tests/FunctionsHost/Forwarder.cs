using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace FunctionsHost;

/// <summary>
/// Hands a request over as the host does since it proxies (DefaultHttpProxyService, AddProxyingHeaders): YARP's forwarder with its default transforms, which replace the Host header and set
/// X-Forwarded-*, and stream both ways. The path is the decoded one, encoded anew.
/// </summary>
internal sealed class Forwarder(HandlerPool handlers, PlayOptions options)
{
    private static readonly HashSet<string> Hops = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Expect",
        "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Azure-Functions-InvocationId", "X-Azure-Functions-HostVersion",
    };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None, UseProxy = false });

    public async Task ForwardAsync(HttpContext context)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        idle.CancelAfter(options.LongestReply);
        try
        {
            var address = await handlers.Next().ReadyAsync(context.RequestAborted);
            using var request = Build(context, address);
            using var answer = await _client.SendAsync(request, idle.Token);
            await AnswerAsync(context, answer, idle);
        }
        catch (Exception failed) when (!context.RequestAborted.IsCancellationRequested && failed is OperationCanceledException or HttpRequestException or IOException or InvalidOperationException)
        {
            Fail(context, StatusOf(failed));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone.
        }
    }

    private static int StatusOf(Exception failed) => failed switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        { InnerException: { } inner } and not OperationCanceledException => StatusOf(inner),
        OperationCanceledException => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };

    private static void Fail(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
    }

    private static HttpRequestMessage Build(HttpContext context, Uri address)
    {
        var from = context.Request;
        var to = new HttpRequestMessage(new HttpMethod(from.Method), UriHelper.BuildAbsolute("http", new HostString(address.Authority), default, from.Path, from.QueryString)) { Version = HttpVersion.Version11 };
        if (from.ContentLength > 0 || (from.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true))
        {
            to.Content = new StreamContent(from.Body);
        }

        foreach (var (name, values) in from.Headers.Where(header => !Hops.Contains(header.Key)))
        {
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        to.Headers.Host = address.Authority;
        to.Headers.Add("X-Forwarded-For", context.Connection.RemoteIpAddress!.MapToIPv4().ToString());
        to.Headers.Add("X-Forwarded-Host", from.Host.Value);
        to.Headers.Add("X-Forwarded-Proto", from.Scheme);
        to.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        to.Headers.Add("X-Azure-Functions-HostVersion", HandlerPool.HostVersion);
        return to;
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, CancellationTokenSource idle)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !Hops.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await using var body = await answer.Content.ReadAsStreamAsync(idle.Token);
        var buffer = new byte[65536];
        for (int read; (read = await body.ReadAsync(buffer, idle.Token)) > 0; idle.CancelAfter(options.LongestReply))
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), idle.Token);
            await context.Response.Body.FlushAsync(idle.Token);
        }
    }
}
