using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Jint;
using Jint.Native;

namespace Hub.Runner.Scripts;

/// <summary>An element of a page, or the page itself. Nothing of the page is run or fetched.</summary>
internal sealed class ScriptHtml(Engine engine, INode node)
{
    /// <summary>The longest page, in characters.</summary>
    public const int Longest = 8 * 1024 * 1024;

    public static HostType<ScriptHtml> Type { get; } = new(
        "HtmlNode",
        "An element of a page, or the page itself. Nothing of the page is run or fetched.",
        new HostGetter<ScriptHtml>("text", ": string", it => it.Text(), "What a reader sees in it, white space as single spaces."),
        new HostFunction<ScriptHtml>("attr", "(name: string): string | null", static (it, arguments) => it.Attribute(arguments), "An attribute as it is written, or null."),
        new HostFunction<ScriptHtml>("select", "(selector: string): HtmlNode[]", static (it, arguments) => it.Select(arguments), "The elements within it that a CSS selector names, in the page's order."));

    public static JsValue Read(Engine engine, string text)
    {
        if (text.Length > Longest)
        {
            throw HostError.Range(engine, "hub.html: the page is longer than 8 MB.");
        }

        return Type.Bind(engine, new ScriptHtml(engine, new HtmlParser().ParseDocument(text)));
    }

    private JsValue Text() => string.Join(' ', ((node as IDocument)?.DocumentElement ?? node).TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private JsValue Attribute(JsValue[] values) =>
        (node as IElement)?.GetAttribute(new CallArguments(engine, "attr", values).Text(0, "the name")) is { } value ? new JsValue(value) : JsValue.Null;

    private JsValue Select(JsValue[] values)
    {
        var selector = new CallArguments(engine, "select", values).Text(0, "the selector");
        try
        {
            return Plain.Array(engine, [.. ((IParentNode)node).QuerySelectorAll(selector).Select(found => new JsValue(Type.Bind(engine, new ScriptHtml(engine, found))))]);
        }
        catch (DomException)
        {
            throw HostError.Syntax(engine, "select: this is no CSS selector.");
        }
    }
}
