using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Holders;

/// <summary>A holder played by a little server on loopback, with faults on demand. Everybody in it is made up.</summary>
public abstract class Holder : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _calls = new();
    private WebApplication? _app;

    /// <summary>What goes wrong. A test orders it here, a person with <c>PUT /_faults</c>.</summary>
    public FaultPlan Faults { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>As a hub's <c>HUB_ALLOWED_HOSTS</c> names it.</summary>
    public string Host => Address.Authority;

    /// <summary>Verb and path of every request so far.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>What the clock on the holder's wall shows.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow() + (Faults.Strike(FaultKind.ClockSkewed, "/")?.By ?? TimeSpan.Zero);

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <param name="port">The port, or 0 for any that is free.</param>
    /// <param name="host">An address of loopback of its own, where one host's pace must not slow down another's; not every system has more than one.</param>
    public async Task StartAsync(int port = 0, string host = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add($"http://{host}:{port}");
        _app.Use(BeforeAsync);
        _app.MapPut("/_faults", (Fault[] faults) => Faults.Set(faults));
        Map(_app);
        await _app.StartAsync();
        var bound = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Address = host == "127.0.0.1" ? new UriBuilder(bound) { Host = "localhost" }.Uri : bound;
    }

    /// <summary>Ends when the process is asked to end.</summary>
    public Task EndAsync() => _app!.WaitForShutdownAsync();

    public void ForgetCalls() => _calls.Clear();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    protected abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>The body that this holder sends with a refusal.</summary>
    protected virtual string Refusal(int status) => "";

    private async Task BeforeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value!;
        if (path == "/_faults")
        {
            await next(context);
            return;
        }

        _calls.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString}");
        if (Faults.Strike(FaultKind.Slow, path) is { } slow)
        {
            await Task.Delay(slow.By, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        if (Faults.Strike(FaultKind.Reset, path) is not null)
        {
            await BreakOffAsync(context);
        }
        else if (Faults.Strike(FaultKind.TooManyRequests, path) is { } many)
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, many);
        }
        else if (Faults.Strike(FaultKind.Unavailable, path) is { } down)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, down);
        }
        else
        {
            context.Response.Headers.Date = Now.ToString("R");
            await next(context);
        }
    }

    private async Task RefuseAsync(HttpContext context, int status, Fault fault)
    {
        context.Response.StatusCode = status;
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        await context.Response.WriteAsync(Refusal(status));
    }

    private static async Task BreakOffAsync(HttpContext context)
    {
        context.Response.ContentLength = 10_000;
        await context.Response.WriteAsync("<html><body><table><tr><td>01/0");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
