using Hub.Front;
using Hub.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Web.Tests.Gallery;

/// <summary>Serves every page in every state with made-up models, under the hub's own headers: what a real hub shows only now and then can be looked at here.</summary>
public sealed class GalleryHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GalleryHost(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<GalleryHost> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton(new HubOptions());
        builder.Services.AddSingleton<PublicAddress>();
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRouting();
        app.MapAssets();
        app.MapGet("/gallery/{exhibit}/{language}", AnswerAsync);
        app.MapGet("/points", context => context.Response.WriteAsync(SamplePoints.Json(context.Request.Query["from"], context.Request.Query["to"])));

        // Nothing here moves: the browser is told to ask no more.
        app.MapGet("/events", context => { context.Response.StatusCode = StatusCodes.Status204NoContent; return Task.CompletedTask; });
        await app.StartAsync();
        return new GalleryHost(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context)
    {
        var language = (string)context.Request.RouteValues["language"]!;
        return Exhibits.All[(string)context.Request.RouteValues["exhibit"]!].Show(context, language);
    }
}
