using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>The holder, as a script speaks to it: through the hub, one call after the other.</summary>
internal sealed class ScriptHttp(Engine engine, HubLink link)
{
    public static HostType<ScriptHttp> Type { get; } = new(
        "Http",
        "Speaks to the holder, through the hub: only hosts that the manifest names and the person agreed to, over https, and at the hub's pace. A secret of the settings reads {{NAME}} here; "
        + "the hub puts the value in its place on the way out. Cookies and redirects are the hub's business. Any status is a reply; a call that fails (holder unreachable, too slow, too large) "
        + "throws an Error whose `outcome` says which, and ends the run with it when it is not caught.",
        new HostFunction<ScriptHttp>("get", "(url: string, options?: GetOptions): Reply", static (it, arguments) => it.Get(arguments), "Gets an address."),
        new HostFunction<ScriptHttp>("post", "(url: string, options?: PostOptions): Reply", static (it, arguments) => it.Post(arguments), "Posts a form, JSON or a text."),
        new HostFunction<ScriptHttp>("request", "(request: HttpRequest): Reply", static (it, arguments) => it.Request(arguments), "Any other method."));

    // As JSON.stringify would leave it: what the hub fills in stands in braces.
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PipedHttpHandler _handler = new(link);
    private int _number;

    private JsValue Get(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "hub.http.get", values);
        return Send(arguments, "GET", arguments.Text(0, "the address"), arguments.OptionalObject(1, "the second argument"));
    }

    private JsValue Post(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "hub.http.post", values);
        return Send(arguments, "POST", arguments.Text(0, "the address"), arguments.OptionalObject(1, "the second argument"));
    }

    private JsValue Request(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "hub.http.request", values);
        var request = arguments.Object(0, "the request");
        var url = arguments.Member(request, "url") ?? throw arguments.Wrong("url is missing");
        return Send(arguments, arguments.Member(request, "method") ?? "GET", url, request);
    }

    private JsValue Send(CallArguments arguments, string method, string url, ObjectInstance? options)
    {
        var headers = Pairs(arguments, options, "headers").ToList();
        var body = Body(arguments, options, headers);
        var number = ++_number;
        try
        {
            var reply = _handler.Call(number, new HttpCall(method, WithQuery(url, Pairs(arguments, options, "query")), headers, body));
            return ScriptReply.Type.Bind(engine, new ScriptReply(engine, link, reply));
        }
        catch (RunException failed) when (failed is not QuestionException)
        {
            throw new Jint.Runtime.JavaScriptException(new OutcomeError(engine, failed));
        }
    }

    private static byte[] Body(CallArguments arguments, ObjectInstance? options, List<KeyValuePair<string, string>> headers)
    {
        if (options is null)
        {
            return [];
        }

        var (form, json, text) = (options.HasProperty("form"), options.Get("json"), arguments.Member(options, "body"));
        var (type, body) = form ? ("application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(Encode(Pairs(arguments, options, "form"))))
            : !json.IsUndefined() ? ("application/json", Json(arguments, json))
            : text is not null ? ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text))
            : (null, []);
        if (type is not null && !headers.Exists(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("Content-Type", type));
        }

        return body;
    }

    private static byte[] Json(CallArguments arguments, JsValue value)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plainly))
        {
            try
            {
                new RecordJson(json).Write(value, shape: null);
            }
            catch (RefusedDataException refused)
            {
                throw arguments.Wrong("json" + refused.Reason.En);
            }
        }

        return buffer.ToArray();
    }

    private static string WithQuery(string url, IReadOnlyList<KeyValuePair<string, string>> query) =>
        query.Count == 0 ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Encode(query)}";

    private static string Encode(IReadOnlyList<KeyValuePair<string, string>> pairs) => string.Join('&', pairs.Select(pair => $"{Encode(pair.Key)}={Encode(pair.Value)}"));

    // What the hub fills in must still be found.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%7B%7B", "{{", StringComparison.Ordinal).Replace("%7D%7D", "}}", StringComparison.Ordinal);

    // A member whose value is a list is told several times; numbers and truth values as the script would write them.
    private static List<KeyValuePair<string, string>> Pairs(CallArguments arguments, ObjectInstance? options, string name)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var given = options?.Get(name) ?? JsValue.Undefined;
        if (given.IsUndefined() || given.IsNull())
        {
            return pairs;
        }

        foreach (var (key, property) in (given.TryCast<ObjectInstance>() ?? throw arguments.Wrong($"{name} is an object")).GetOwnProperties())
        {
            if (property.Enumerable == true && property.Value is { } value)
            {
                pairs.AddRange(Values(arguments, name, value).Select(text => KeyValuePair.Create(key, text)));
            }
        }

        return pairs;
    }

    private static IEnumerable<string> Values(CallArguments arguments, string name, JsValue value) =>
        value.IsUndefined() || value.IsNull() ? []
        : value.IsArray() ? Items(value.AsArray()).SelectMany(item => Values(arguments, name, item))
        : value.IsPrimitive() ? [Jint.Runtime.TypeConverter.ToString(value)]
        : throw arguments.Wrong($"{name} holds texts");

    private static IEnumerable<JsValue> Items(ObjectInstance list)
    {
        var length = (uint)list.Get("length").AsNumber();
        for (uint i = 0; i < length; i++)
        {
            yield return list.GetOwnProperty(i.ToString(System.Globalization.CultureInfo.InvariantCulture)).Value ?? JsValue.Undefined;
        }
    }
}
