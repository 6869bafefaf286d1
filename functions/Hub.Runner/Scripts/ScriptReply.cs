using System.Text;
using Hub.Sdk;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>A holder's reply. A small body is fetched at once, since the hub holds only the last few; a large one when it is read.</summary>
internal sealed class ScriptReply
{
    private const int Small = 1024 * 1024;
    private readonly Engine _engine;
    private readonly HubLink _link;
    private readonly PipedReply _reply;
    private byte[]? _body;
    private JsValue? _text;

    public ScriptReply(Engine engine, HubLink link, PipedReply reply)
    {
        (_engine, _link, _reply) = (engine, link, reply);
        if (reply.Length <= Small)
        {
            _body = Fetch();
        }
    }

    public static HostType<ScriptReply> Type { get; } = new(
        "Reply",
        "What the holder answered, whatever its status.",
        new HostValue<ScriptReply>("status", ": number", it => it._reply.Status, "The HTTP status."),
        new HostValue<ScriptReply>("url", ": string", it => it._reply.Url, "Where it came from in the end, after redirects."),
        new HostValue<ScriptReply>("headers", ": { [name: string]: string | undefined }", it => it.Headers(), "By lower-case name; values of one name are joined by a comma."),
        new HostGetter<ScriptReply>("text", ": string", it => it.Text(), "The body as text."),
        new HostFunction<ScriptReply>("json", "(options?: JsonOptions): any", static (it, arguments) => JsonOptions.Read(it._engine, "reply.json", it.Utf8(), arguments), "The body read as JSON; throws a SyntaxError when it is none."));

    private byte[] Body => _body ??= Fetch();

    /// <summary>Keeps it as a file of the vault and returns the file's hash.</summary>
    public string Keep(string name) => PipedReplyContent.Keep(_link, _reply.Number, name);

    private ObjectInstance Headers()
    {
        var headers = Plain.Object(_engine);
        foreach (var same in _reply.Headers.GroupBy(header => header.Key.ToLowerInvariant(), header => header.Value, StringComparer.Ordinal))
        {
            headers.FastAddProperty(same.Key, string.Join(", ", same), writable: false, enumerable: true, configurable: false);
        }

        headers.Extensible = false;
        return headers;
    }

    private JsValue Text() => _text ??= new JsValue(Encoding().GetString(Mark(Body)));

    private ReadOnlySpan<byte> Utf8() => IsUtf8(Body) ? Mark(Body) : System.Text.Encoding.UTF8.GetBytes(Text().AsString());

    // What the bytes are counts for more than what the header says.
    private Encoding Encoding()
    {
        if (IsUtf8(Body))
        {
            return System.Text.Encoding.UTF8;
        }

        var type = _reply.Headers.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        var at = type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        var name = at < 0 ? "" : type[(at + 8)..].Split(';')[0].Trim(' ', '"', '\'');
        return Find(name) ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return name.Length == 0 || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? null
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // A name that stands for nothing is as good as none.
            return null;
        }
    }

    private static ReadOnlySpan<byte> Mark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private byte[] Fetch()
    {
        if (_reply.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, new Text("A reply of the holder is larger than the 64 MB that this connector can hold at once.", "Une réponse du détenteur dépasse les 64 Mo que ce connecteur peut tenir d'un coup."));
        }

        var body = new MemoryStream((int)_reply.Length);
        for (var chunk = PipedReplyContent.Next(_link, _reply.Number); !chunk.IsEmpty; chunk = PipedReplyContent.Next(_link, _reply.Number))
        {
            body.Write(chunk.Span);
        }

        return body.ToArray();
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
