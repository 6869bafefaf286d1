using System.Text;
using Hub.Sdk;
using Hub.Wire;
using Jint;
using Jint.Native;

namespace Hub.Runner.Scripts;

/// <summary>The file to import. Lines and rows are split here, one by one: the engine would take twenty times as long.</summary>
internal sealed class ScriptFile(Engine engine, ImportFile file)
{
    public static HostType<ScriptFile> Type { get; } = new(
        "ImportFile",
        "The file that the person was given by the holder. Its encoding is worked out from its bytes; each call reads it from its beginning.",
        new HostValue<ScriptFile>("name", ": string", it => it._file.Name, "The name that the person's device gave it. Never a path; do not trust its extension."),
        new HostValue<ScriptFile>("length", ": number", it => it._file.Length, "Its size in bytes."),
        new HostFunction<ScriptFile>("eachLine", "(visit: (line: string, number: number) => boolean | void): void", static (it, arguments) => it.EachLine(arguments),
            "Hands over one line after the other, numbered from 1. Returning false stops."),
        new HostFunction<ScriptFile>("eachRow", "(visit: RowVisitor): void\n(options: RowOptions, visit: RowVisitor): void", static (it, arguments) => it.EachRow(arguments),
            "Hands over one row of a CSV file after the other, with the line on which it begins; empty lines are passed over. Returning false stops."),
        new HostFunction<ScriptFile>("text", "(): string", static (it, _) => it.Text(), "The whole file as text, up to 64 MB."),
        new HostFunction<ScriptFile>("json", "(options?: JsonOptions): any", static (it, arguments) => it.Json(arguments), "The whole file read as JSON, up to 64 MB."));

    private readonly ImportFile _file = file;
    private readonly Lazy<Encoding> _encoding = new(() => ImportText.FindEncoding(file));
    private int _passes;

    private JsValue EachLine(JsValue[] values)
    {
        var visit = new CallArguments(engine, "file.eachLine", values).Function(0, "what visits the lines");
        using var pass = BeginPass();
        using var text = Open();
        var number = 0;
        while (text.ReadLine() is { } line && Goes(visit.Call(JsValue.Undefined, [new JsValue(line), new JsValue(++number)])))
        {
        }

        return JsValue.Undefined;
    }

    private JsValue EachRow(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "file.eachRow", values);
        var (options, visit) = values.Length < 2
            ? (null, arguments.Function(0, "what visits the rows"))
            : (arguments.OptionalObject(0, "the first argument"), arguments.Function(1, "what visits the rows"));
        var separator = One(arguments, arguments.Member(options, "separator"), "separator") ?? RowReader.FindSeparator(FirstLine());
        var quote = One(arguments, arguments.Member(options, "quote"), "quote") ?? '"';
        using var pass = BeginPass();
        using var text = Open();
        var rows = new RowReader(text, separator, quote);
        while (rows.Next() is { } cells && Goes(visit.Call(JsValue.Undefined, [new JsValue(Plain.Array(engine, cells)), new JsValue(rows.Line)])))
        {
        }

        return JsValue.Undefined;
    }

    private JsValue Text()
    {
        CheckLength();
        using var text = Open();
        return text.ReadToEnd();
    }

    private JsValue Json(JsValue[] values)
    {
        CheckLength();
        var bytes = _encoding.Value.CodePage == Encoding.UTF8.CodePage ? Bytes() : Encoding.UTF8.GetBytes(Text().AsString());
        return JsonOptions.Read(engine, "file.json", bytes, values);
    }

    private byte[] Bytes()
    {
        using var stream = _file.Open();
        var bytes = new MemoryStream((int)_file.Length);
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Each pass holds half a megabyte: without a bound, a script that reads the file within itself would fill its memory to the brim, where the collector works for minutes.</summary>
    private Pass BeginPass() => _passes < Protocol.MaxOpenFiles
        ? new Pass(this)
        : throw HostError.Range(engine, $"The file is read {Protocol.MaxOpenFiles} times within itself already: that is the most.");

    private StreamReader Open() => ImportText.Open(_file, _encoding.Value);

    private string? FirstLine()
    {
        using var text = Open();
        return text.ReadLine();
    }

    private void CheckLength()
    {
        if (_file.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, new Text("The file is larger than the 64 MB that this connector can hold at once.", "Le fichier dépasse les 64 Mo que ce connecteur peut tenir d'un coup."));
        }
    }

    private static bool Goes(JsValue answer) => !answer.IsBoolean() || answer.AsBoolean();

    private static char? One(CallArguments arguments, string? text, string what) => text switch
    {
        null => null,
        [var only] => only,
        _ => throw arguments.Wrong($"{what} is one character"),
    };

    private sealed class Pass : IDisposable
    {
        private readonly ScriptFile _of;

        public Pass(ScriptFile of) => (_of = of)._passes++;

        public void Dispose() => _of._passes--;
    }
}
