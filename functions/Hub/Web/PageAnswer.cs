using System.Text;
using Hub.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hub.Web;

/// <summary>Renders a page on the server. The plain renderer is enough: pages are static, with links and forms.</summary>
public static class PageAnswer
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task AnswerAsync<TPage>(this HttpContext context, PageContext page, object? model = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var html = await RenderAsync<TPage>(context.RequestServices, page, model, context.Request.PathBase);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentLanguage = page.Language;
        context.Response.ContentLength = html.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(html, context.RequestAborted);
        }
    }

    public static async Task<ReadOnlyMemory<byte>> RenderAsync<TPage>(IServiceProvider services, PageContext page, object? model = null, PathString basePath = default)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(Root.Context)] = page,
                [nameof(Root.Page)] = typeof(TPage),
                [nameof(Root.Parameters)] = model is null ? null : new Dictionary<string, object>(StringComparer.Ordinal) { ["Model"] = model },
            };
            var output = await renderer.RenderComponentAsync<Root>(ParameterView.FromDictionary(parameters));
            var buffer = new MemoryStream(32 * 1024);
            using (var writer = new StreamWriter(buffer, Utf8, 4096, leaveOpen: true))
            {
                if (basePath.HasValue)
                {
                    writer.Write(OwnAddresses.Below(basePath.ToUriComponent(), output.ToHtmlString()));
                }
                else
                {
                    output.WriteHtmlTo(writer);
                }
            }

            return new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
        });
    }
}
