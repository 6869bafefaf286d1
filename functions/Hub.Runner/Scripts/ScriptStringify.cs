using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary><c>JSON.stringify</c>. The engine's own looks for circles in a list that it goes through anew at each level, and knows no bound.</summary>
internal sealed class ScriptStringify
{
    private const int Deepest = 512;

    // JSON.stringify escapes what JSON demands and nothing else.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private readonly Engine _engine;
    private readonly ICallable? _replace;
    private readonly List<string>? _allowed;
    private readonly string _gap;
    private readonly StringBuilder _text = new();
    private readonly HashSet<ObjectInstance> _open = [];

    private ScriptStringify(Engine engine, JsValue replacer, JsValue space)
    {
        _engine = engine;
        _replace = replacer.TryCast<ObjectInstance>() as ICallable;
        _allowed = replacer.IsArray() ? [.. ArrayPrelude.Items(engine, replacer).Select(TypeConverter.ToString).Distinct(StringComparer.Ordinal)] : null;
        _gap = space.IsNumber() ? new string(' ', Math.Clamp((int)TypeConverter.ToInteger(space), 0, 10)) : space.IsString() ? space.AsString()[..Math.Min(10, space.AsString().Length)] : "";
    }

    public static JsValue Write(Engine engine, JsValue[] arguments)
    {
        var it = new ScriptStringify(engine, arguments.At(1), arguments.At(2));
        return it.TryWrite(Plain.Object(engine, ("", arguments.At(0))), "") ? new JsValue(it._text.ToString()) : JsValue.Undefined;
    }

    private bool TryWrite(ObjectInstance holder, string name)
    {
        var value = holder.Get(name);
        if (value.TryCast<ObjectInstance>()?.Get("toJSON").TryCast<ObjectInstance>() is ICallable toJson)
        {
            value = toJson.Call(value, [new JsValue(name)]);
        }

        value = _replace?.Call(holder, [new JsValue(name), value]) ?? value;
        if (value.TryCast<ObjectInstance>() is IPrimitiveInstance boxed)
        {
            value = boxed.PrimitiveValue;
        }

        switch (value.Type)
        {
            case Types.Null: _text.Append("null"); return true;
            case Types.Boolean: _text.Append(value.AsBoolean() ? "true" : "false"); return true;
            case Types.String: Quote(value.AsString()); return true;
            case Types.Number: _text.Append(double.IsFinite(value.AsNumber()) ? TypeConverter.ToString(value) : "null"); return true;
            case Types.Object when value.AsObject() is not FunctionInstance: WriteObject(value.AsObject()); return true;
            default: return false;
        }
    }

    private void WriteObject(ObjectInstance it)
    {
        if (_open.Count == Deepest)
        {
            throw HostError.Range(_engine, "JSON.stringify: this is nested more than 512 deep.");
        }

        if (!_open.Add(it))
        {
            throw HostError.Type(_engine, "JSON.stringify: this holds itself.");
        }

        if (it is ArrayInstance)
        {
            WriteItems(it);
        }
        else
        {
            WriteMembers(it);
        }

        _open.Remove(it);
    }

    private void WriteMembers(ObjectInstance it)
    {
        _text.Append('{');
        var first = true;
        foreach (var name in _allowed ?? [.. it.GetOwnProperties().Where(member => member.Value.Enumerable == true).Select(member => member.Key)])
        {
            var before = _text.Length;
            Separate(first);
            Quote(name);
            _text.Append(_gap.Length > 0 ? ": " : ":");
            if (TryWrite(it, name))
            {
                first = false;
            }
            else
            {
                _text.Length = before;
            }
        }

        Close('}', first);
    }

    private void WriteItems(ObjectInstance it)
    {
        _text.Append('[');
        var length = TypeConverter.ToUint32(it.Get("length"));
        for (uint i = 0; i < length; i++)
        {
            Separate(i == 0);
            if (!TryWrite(it, i.ToString(CultureInfo.InvariantCulture)))
            {
                _text.Append("null");
            }
        }

        Close(']', length == 0);
    }

    private void Separate(bool first)
    {
        if (!first)
        {
            _text.Append(',');
        }

        Indent(_open.Count);
    }

    private void Close(char bracket, bool empty)
    {
        if (!empty)
        {
            Indent(_open.Count - 1);
        }

        _text.Append(bracket);
    }

    private void Indent(int depth)
    {
        if (_gap.Length == 0)
        {
            return;
        }

        _text.Append('\n');
        for (var i = 0; i < depth; i++)
        {
            _text.Append(_gap);
        }
    }

    private void Quote(string text) => _text.Append('"').Append(JsonEncodedText.Encode(text, Encoder).Value).Append('"');
}
