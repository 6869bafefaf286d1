using Hub.Sdk;
using Hub.Wire;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>What a connector is handed besides <see cref="RunHub"/>.</summary>
internal sealed class ConnectorHub(Engine engine, ConnectorContext context, HubLink link, IReadOnlyDictionary<string, RecordShape> shapes)
{
    public static HostType<ConnectorHub> Files { get; } = new(
        "Files",
        "Files of the person's vault.",
        new HostFunction<ConnectorHub>("keep", "(reply: Reply, name: string): string", static (it, arguments) => it.Keep(arguments),
            "Keeps a reply, one of the last four, as a file, and gives its hash. Records saved from here on say that they come from it."));

    public static HostType<ConnectorHub> Type { get; } = new(
        "ConnectorHub extends RunHub",
        "What a connector is handed for one run.",
        new HostValue<ConnectorHub>("cursor", ": string | null", it => Optional(it._context.Cursor), "The last cursor that was committed for this source, or null the first time."),
        new HostFunction<ConnectorHub>("setCursor", "(cursor: string): void", static (it, arguments) => it.SetCursor(arguments),
            "Declares that everything saved so far need not be fetched again. Opaque to the hub, at most 64 kB."),
        new HostValue<ConnectorHub>("session", ": string | null", it => Optional(it._context.Session), "What setSession kept last for this source, or null."),
        new HostFunction<ConnectorHub>("setSession", "(session: string | null): void", static (it, arguments) => it.SetSession(arguments),
            "Keeps what a later run needs to go on without signing in anew, encrypted, at once; null forgets it. Cookies are kept by themselves."),
        new HostFunction<ConnectorHub>("setAccount", "(account: HolderAccount): void", static (it, arguments) => it.SetAccount(arguments),
            "Says whose account a sync reads, once it is signed in: for a source whose probe could not tell, because the holder asked for a code first. The same id as probe returns."),
        new HostFunction<ConnectorHub>("save", "(type: string, data: object, origin?: Origin): void", static (it, arguments) => it.Save(arguments),
            "Hands one record over. Decimals are texts. A record that does not fit its type is set aside with its reason and the run goes on."),
        new HostFunction<ConnectorHub>("withdraw", "(type: string, identity: object, origin?: Origin): void", static (it, arguments) => it.Withdraw(arguments),
            "Says that the holder has a record no more, by the fields that identify it in its type. Only this source's own; its content is kept, and saving it again brings it back."),
        new HostFunction<ConnectorHub>("held", "(type: string, visit: HeldVisitor): void", static (it, arguments) => it.Held(arguments),
            "Hands over what identifies each record of a type that this source brought, one by one, so that what vanished at the holder can be told. In a sync only. Returning false stops."),
        new HostFunction<ConnectorHub>("reject", "(type: string, reason: Sentence, origin?: Origin): void", static (it, arguments) => it.Reject(arguments),
            "Reports an item that cannot be read and is therefore not guessed: it is counted and shown with its reason."),
        new HostFunction<ConnectorHub>("produced", "(when: string): void", static (it, arguments) => it.Produced(arguments),
            "Says when the holder produced what is read from here on: an ISO 8601 instant or date."),
        new HostFunction<ConnectorHub>("ask", "(key: string, question: Sentence, choices?: Choice[]): string", static (it, arguments) => it.Ask(arguments),
            "Asks the person. Without an answer yet, this ends the process; the run starts again from its beginning when the person has answered."),
        new HostValue<ConnectorHub>("http", ": Http", it => ScriptHttp.Type.Bind(it._engine, new ScriptHttp(it._engine, it._link)), "The holder."),
        new HostValue<ConnectorHub>("files", ": Files", it => Files.Bind(it._engine, it), "Files of the person's vault."),
        new HostFunction<ConnectorHub>("html", "(text: string): HtmlNode", static (it, arguments) => ScriptHtml.Read(it._engine, new CallArguments(it._engine, "hub.html", arguments).Text(0, "the page")),
            "Reads a page, up to 8 MB."));

    private readonly Engine _engine = engine;
    private readonly ConnectorContext _context = context;
    private readonly HubLink _link = link;

    private static JsValue Optional(string? text) => text is null ? JsValue.Null : new JsValue(text);

    private JsValue SetCursor(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.setCursor", values);
        var cursor = arguments.Text(0, "the cursor");
        _context.SetCursorAsync(cursor.Length <= Protocol.MaxCursor ? cursor : throw arguments.Wrong("the cursor is at most 64 kB")).Complete();
        return JsValue.Undefined;
    }

    private JsValue SetSession(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.setSession", values);
        var session = arguments.OptionalText(0, "the session");
        _context.SetSessionAsync(session is null || session.Length <= Protocol.MaxSession ? session : throw arguments.Wrong("the session is at most 64 kB")).Complete();
        return JsValue.Undefined;
    }

    private JsValue SetAccount(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.setAccount", values);
        _context.SetAccountAsync(Account(arguments, "the account")).Complete();
        return JsValue.Undefined;
    }

    /// <summary>Also what probe returns.</summary>
    public static HolderAccount Account(CallArguments arguments, string what)
    {
        var account = arguments.Object(0, what);
        return new HolderAccount(
            arguments.Member(account, "id") ?? throw arguments.Wrong("an account has an id"),
            arguments.Member(account, "label") ?? throw arguments.Wrong("an account has a label"));
    }

    private JsValue Save(JsValue[] values) => HandOver(new CallArguments(_engine, "hub.save", values), "the data", _context.SaveAsync);

    private JsValue Withdraw(JsValue[] values) => HandOver(new CallArguments(_engine, "hub.withdraw", values), "what identifies the record", _context.WithdrawAsync);

    private JsValue Held(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.held", values);
        var (type, visit) = (arguments.Text(0, "the type"), arguments.Function(1, "what visits the records"));
        var held = _context.HeldAsync(type).GetAsyncEnumerator();
        while (held.MoveNextAsync().Complete())
        {
            var record = held.Current;
            if (visit.Call(JsValue.Undefined, [ScriptJson.Read(_engine, record.Identity, shapes.GetValueOrDefault(type)), record.Subject]) is var answer && answer.IsBoolean() && !answer.AsBoolean())
            {
                break;
            }
        }

        return JsValue.Undefined;
    }

    private JsValue HandOver(CallArguments arguments, string what, Func<string, Action<System.Text.Json.Utf8JsonWriter>, Origin, ValueTask> to)
    {
        var (type, data, origin) = (arguments.Text(0, "the type"), arguments.Object(1, what), Origin(arguments, 2));
        try
        {
            to(type, json => new RecordJson(json).WriteMembers(data, shapes.GetValueOrDefault(type)), origin).Complete();
        }
        catch (RefusedDataException refused)
        {
            _context.RejectAsync(type, refused.Reason, origin).Complete();
        }

        return JsValue.Undefined;
    }

    private JsValue Reject(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.reject", values);
        _context.RejectAsync(arguments.Text(0, "the type"), arguments.Sentence(arguments[1], "the reason"), Origin(arguments, 2)).Complete();
        return JsValue.Undefined;
    }

    private JsValue Produced(JsValue[] values)
    {
        _context.ProducedAsync(new CallArguments(_engine, "hub.produced", values).Text(0, "when")).Complete();
        return JsValue.Undefined;
    }

    private JsValue Ask(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.ask", values);
        var choices = new List<Choice>();
        if (arguments.OptionalObject(2, "what can be chosen") is { } list)
        {
            var length = (uint)Jint.Runtime.TypeConverter.ToNumber(list.Get("length"));
            for (uint i = 0; i < length && i <= Protocol.MaxChoices; i++)
            {
                var choice = list.Get(i.ToString(System.Globalization.CultureInfo.InvariantCulture)).TryCast<ObjectInstance>() ?? throw arguments.Wrong("a choice has a value and a label");
                choices.Add(new Choice(arguments.Member(choice, "value") ?? throw arguments.Wrong("a choice has a value"), arguments.Sentence(choice.Get("label"), "a choice's label")));
            }
        }

        return choices.Count <= Protocol.MaxChoices
            ? _context.AskAsync(arguments.Text(0, "the key"), arguments.Sentence(arguments[1], "the question"), choices).Complete()
            : throw arguments.Wrong("there are at most 100 choices");
    }

    private JsValue Keep(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.files.keep", values);
        return HostType<ScriptReply>.Of(arguments[0]) is { } reply ? reply.Keep(arguments.Text(1, "the name")) : throw arguments.Wrong("the first argument is a reply of hub.http");
    }

    private static Origin Origin(CallArguments arguments, int index)
    {
        var origin = arguments.OptionalObject(index, "the origin");
        return new Origin(arguments.Member(origin, "at"), arguments.Member(origin, "subject"));
    }
}
