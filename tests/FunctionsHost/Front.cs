using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsHost;

/// <summary>What people reach: the platform's front door with its limits, and the host's routes behind it, matched by the same router that the host uses.</summary>
internal sealed class Front : IAsyncDisposable
{
    /// <summary>"The request length is limited to 100 MB (104,857,600 bytes)" (learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger, limits).</summary>
    private const long LargestRequest = 104_857_600;

    private readonly WebApplication _server;

    public Front(AppFolder app, HandlerPool handlers, PlayOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        _server = builder.Build();
        var forwarder = new Forwarder(handlers, options);
        var routes = new RouteBuilder(_server, new RouteHandler(forwarder.ForwardAsync));
        foreach (var function in app.Functions.Where(function => function.Trigger == "httpTrigger"))
        {
            var route = function.Binding.TryGetProperty("route", out var own) ? own.GetString()! : function.Name;
            routes.MapRoute(function.Name, app.RoutePrefix.Length == 0 ? route : $"{app.RoutePrefix}/{route}");
        }

        _server.UseRouter(routes.Build());
    }

    public Task StartAsync() => _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
