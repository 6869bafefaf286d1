using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Hub.Front;

/// <summary>Sends a seekable stream, whole or the one range that was asked for, so that a broken download can go on.</summary>
internal static class Ranges
{
    public static async Task SendAsync(HttpContext context, Stream content)
    {
        var (from, to) = (0L, content.Length - 1);
        context.Response.Headers.AcceptRanges = "bytes";
        if (context.Request.GetTypedHeaders().Range is { Unit.Value: "bytes", Ranges: { Count: 1 } ranges })
        {
            (from, to) = Resolve(ranges.First(), content.Length);
            if (from > to)
            {
                context.Response.Headers.ContentRange = $"bytes */{content.Length}";
                throw new ProblemException(Problems.RangeNotSatisfiable);
            }

            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
        }

        content.Position = from;
        context.Response.ContentLength = to - from + 1;
        await StreamCopyOperation.CopyToAsync(content, context.Response.Body, to - from + 1, context.RequestAborted);
    }

    private static (long From, long To) Resolve(RangeItemHeaderValue range, long length) => (range.From, range.To) switch
    {
        (null, { } last) => (Math.Max(0, length - last), last == 0 ? -1 : length - 1),
        ({ } first, { } last) => (first, Math.Min(last, length - 1)),
        ({ } first, null) => (first, length - 1),
        _ => (0, length - 1),
    };
}
