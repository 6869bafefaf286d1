using Hub.Core.Notices;
using Hub.Core.Runs;
using Hub.Front;

namespace Hub.Handler;

/// <summary>
/// Answers the Functions host itself: its pings, its timer, its queue. These are no routes of the hub, and what people send comes to the routes alone. A post of the host and a
/// forwarded request cannot be told apart for certain, so what is posted here is worth nothing without its seal, and a tick takes no input.
/// </summary>
internal sealed class HostPosts(RequestDelegate next, HubOptions options, IServiceProvider services, IHostApplicationLifetime life, ILogger<HostPosts> log)
{
    private readonly string _host = $"127.0.0.1:{options.HandlerPort}";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return !IsFromHost(request) ? next(context) : (request.Method, request.Path.Value) switch
        {
            // Any answer tells the host that the process is ready.
            ("GET", "/") => Task.CompletedTask,
            ("POST", "/run") => TryAsync(context, RunAsync),
            ("POST", "/tick") => TryAsync(context, TickAsync),
            _ => next(context),
        };
    }

    /// <summary>A fence, not the lock: a request that was forwarded names whom it was for, in one header or in another.</summary>
    private bool IsFromHost(HttpRequest request) =>
        request.Host.Value == _host && !request.Headers.ContainsKey("X-Forwarded-Host") && !request.Headers.ContainsKey("X-Forwarded-For");

    private async Task RunAsync(HttpContext context)
    {
        // The platform takes processes away: what a run did by then is kept, and its message goes back into the queue.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        if (services.GetRequiredService<RunEngine>().Deliveries is not { } deliveries
            || await Invocation.ReadAsync(context.Request, context.RequestAborted) is not { Message: { } message } invocation
            || !await deliveries.TakeAsync(message, invocation.Delivery, stopping.Token))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (services.GetRequiredService<NoticeFinder>().TakeUrgent())
        {
            await services.GetRequiredService<NoticeTeller>().TickAsync(context.RequestAborted);
        }

        await Invocation.AnswerAsync(context, null);
    }

    private async Task TickAsync(HttpContext context) =>
        await Invocation.AnswerAsync(context, await services.GetRequiredService<Tick>().RunAsync(context.RequestAborted));

    /// <summary>What fails is delivered again by the host; the log says where it failed, the answer nothing.</summary>
    private async Task TryAsync(HttpContext context, RequestDelegate work)
    {
        try
        {
            await work(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            log.LogError(failure, "A post of the host failed: {Path}", context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
