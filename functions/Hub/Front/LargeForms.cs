using Microsoft.AspNetCore.Http.Features;

namespace Hub.Front;

/// <summary>
/// Browsers look at an answer only once they have sent everything; a connection that is closed on them halfway is an error page of their own. So a form
/// that is too large is read to its end and thrown away, and the person is told what to do. Only for who is signed in: others are simply cut off.
/// </summary>
internal static class LargeForms
{
    private const long MostThrownAway = 4_000_000_000;

    public static async ValueTask RefuseAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.IsApi() || limit is not { IsReadOnly: false, MaxRequestBodySize: { } most } || context.Request.ContentLength is not { } length || length <= most)
        {
            return;
        }

        limit.MaxRequestBodySize = MostThrownAway;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        throw new ProblemException(Problems.FormTooLarge);
    }
}
