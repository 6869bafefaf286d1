using Hub.Accounts;
using Hub.Core.Plugins.Installing;
using Hub.Handler;
using Hub.Plugins;
using Hub.Web;
using Microsoft.AspNetCore.HttpOverrides;

namespace Hub.Front;

/// <summary>Puts the web server together. The empty builder reads no configuration files: that is half of a cold start.</summary>
public static class HubServer
{
    /// <summary>Larger things come in chunks.</summary>
    public const long LargestBody = 32_000_000;

    public static WebApplication Build(HubOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        SpeakHttps(builder, options);
        builder.Logging.AddProvider(new ConsoleLog()).SetMinimumLevel(LogLevel.Warning)
            // A start that fails is explained by the verb, in one line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.AddHub(options);
        builder.Services.AddApi(options);
        builder.Services.AddPages();
        var app = builder.Build();
        if (options.HandlerPort is not null)
        {
            // Before anything that goes by what a proxy said: the host speaks for itself.
            app.UseMiddleware<HostPosts>();
        }

        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Forwarded(options));
        }

        app.UseMiddleware<BasePath>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemAnswers>();
        app.UseMiddleware<HostCheck>();
        app.UseRouting();
        app.UseMiddleware<Gate>();
        if (app.Services.GetService<PluginShelf>() is not null)
        {
            app.UseMiddleware<PluginsInStep>();
        }

        app.MapApi();
        app.MapPages();
        return app;
    }

    /// <summary>Where the hub itself is to speak https: usually the reverse proxy does.</summary>
    private static void SpeakHttps(WebApplicationBuilder builder, HubOptions options)
    {
        if (!options.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (options.Certificate is null || options.PublicUrl is null)
        {
            throw new HubSetupException("To speak https itself, the hub needs a certificate in HUB_CERTIFICATE (with its key in HUB_CERTIFICATE_KEY) and its address in HUB_PUBLIC_URL. Or let a reverse proxy speak it.");
        }

        var own = new OwnCertificate(options.Certificate, options.CertificateKey);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = own.Certificate;
            https.OnAuthenticate = (_, connection) => connection.ServerCertificateContext = own.Current();
        }));
    }

    private static ForwardedHeadersOptions Forwarded(HubOptions options)
    {
        // From the nearest proxy outwards, up to the first address that is not a trusted proxy's: what stands before it anybody may have written.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        return forwarded;
    }
}
