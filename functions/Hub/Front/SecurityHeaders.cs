using Microsoft.Extensions.Primitives;

namespace Hub.Front;

/// <summary>What every answer says to the browser: run nothing but ours, guess nothing, tell nobody, keep nothing.</summary>
public sealed class SecurityHeaders(RequestDelegate next, PublicAddress address)
{
    private static readonly StringValues Pages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly StringValues Data = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoFeatures = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()";
    private static readonly StringValues Frames = "DENY";
    private static readonly StringValues Transport = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        headers.CacheControl = NoStore;
        if (context.Request.IsApi())
        {
            headers.ContentSecurityPolicy = Data;
        }
        else
        {
            headers.ContentSecurityPolicy = Pages;
            headers["Cross-Origin-Opener-Policy"] = SameOrigin;
            headers["Permissions-Policy"] = NoFeatures;
            headers.XFrameOptions = Frames;
        }

        if (address.IsHttps)
        {
            headers.StrictTransportSecurity = Transport;
        }

        return next(context);
    }
}
