namespace Hub.Front;

/// <summary>Puts the web server together. The empty builder reads no configuration files: that is half of a cold start.</summary>
public static class HubServer
{
    public static WebApplication Build(HubOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapHealth();
        return app;
    }
}
