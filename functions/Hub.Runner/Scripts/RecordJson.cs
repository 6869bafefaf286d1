using System.Globalization;
using System.Text.Json;
using Hub.Sdk;
using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>
/// Writes what a script hands over as JSON, straight from the engine's values. Runs nothing of the script: it is called while a frame is being written.
/// Decimals are texts on the script's side, since the engine's numbers would change them.
/// </summary>
internal sealed class RecordJson(Utf8JsonWriter json)
{
    // As deep as a record may be.
    private const int Deepest = 32;
    private const double Exact = 1L << 53;

    // Of the calendar that dates are written in: the years 1 to 9999.
    private const double FirstDate = -62_135_596_800_000;
    private const double LastDate = 253_402_300_799_999;

    private readonly string[] _path = new string[Deepest + 2];
    private int _depth;

    public void WriteMembers(ObjectInstance data, RecordShape? shape)
    {
        if (++_depth > Deepest)
        {
            throw Refuse(new Text("it is nested more than 32 deep, or holds itself", "il est imbriqué sur plus de 32 niveaux, ou se contient lui-même"));
        }

        foreach (var (name, property) in data.GetOwnProperties())
        {
            if (property.Enumerable != true)
            {
                continue;
            }

            _path[_depth] = name;
            if (property.IsAccessorDescriptor())
            {
                throw Refuse(new Text("a getter is no data", "un accesseur n'est pas une donnée"));
            }

            if (property.Value is { } value && !IsNothing(value))
            {
                json.WritePropertyName(name);
                Write(value, shape?.Member(name));
            }
        }

        _depth--;
    }

    public void Write(JsValue value, RecordShape? shape)
    {
        if (shape?.IsDecimal == true && !value.IsNull())
        {
            WriteDecimal(value);
        }
        else if (value.IsString())
        {
            json.WriteStringValue(value.AsString());
        }
        else if (value.IsNumber())
        {
            WriteNumber(value.AsNumber());
        }
        else if (value.IsBoolean())
        {
            json.WriteBooleanValue(value.AsBoolean());
        }
        else if (value.TryCast<ObjectInstance>() is { } it)
        {
            WriteObject(it, shape);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Whether a text is a number as JSON writes it.</summary>
    public static bool IsDecimal(ReadOnlySpan<char> text)
    {
        text = text is ['-', ..] ? text[1..] : text;
        var whole = text.Length - text.TrimStart("0123456789").Length;
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[whole..];
        if (text is ['.', ..])
        {
            var rest = text[1..].TrimStart("0123456789");
            if (rest.Length == text.Length - 1)
            {
                return false;
            }

            text = rest;
        }

        if (text is ['e' or 'E', ..])
        {
            text = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
            return text.Length > 0 && text.TrimStart("0123456789").IsEmpty;
        }

        return text.IsEmpty;
    }

    private void WriteObject(ObjectInstance it, RecordShape? shape)
    {
        switch (it)
        {
            case ArrayInstance:
                WriteItems(it, shape?.Item);
                break;
            case DateInstance { PrimitiveValue: >= FirstDate and <= LastDate } date:
                json.WriteStringValue(date.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            case { Class: "Object" or "Error" }:
                json.WriteStartObject();
                WriteMembers(it, shape);
                json.WriteEndObject();
                break;
            default:
                throw Refuse(new Text("it is no plain data", "ce n'est pas une donnée simple"));
        }
    }

    private void WriteItems(ObjectInstance list, RecordShape? shape)
    {
        if (++_depth > Deepest)
        {
            throw Refuse(new Text("it is nested more than 32 deep, or holds itself", "il est imbriqué sur plus de 32 niveaux, ou se contient lui-même"));
        }

        json.WriteStartArray();
        var length = (uint)list.Get("length").AsNumber();
        for (uint i = 0; i < length; i++)
        {
            var index = i.ToString(CultureInfo.InvariantCulture);
            _path[_depth] = index;
            var property = list.GetOwnProperty(index);
            var value = property.Value;
            Write(value is null || IsNothing(value) ? JsValue.Null : value, shape);
        }

        json.WriteEndArray();
        _depth--;
    }

    private void WriteDecimal(JsValue value)
    {
        if (value.IsNumber())
        {
            throw Refuse(new Text(
                "a decimal is handed over as text (\"12.50\"), and this is a JavaScript number, which may have changed it",
                "un nombre décimal est transmis comme texte (« 12.50 »), or ceci est un nombre JavaScript, qui a pu l'altérer"));
        }

        if (!value.IsString() || !IsDecimal(value.AsString()))
        {
            throw Refuse(new Text("a decimal is a text of digits with a point, as \"-12.50\"", "un nombre décimal est un texte de chiffres avec un point, comme « -12.50 »"));
        }

        json.WriteRawValue(value.AsString(), skipInputValidation: true);
    }

    private void WriteNumber(double value)
    {
        if (!double.IsFinite(value))
        {
            throw Refuse(new Text("it is no number (NaN or infinite)", "ce n'est pas un nombre (NaN ou infini)"));
        }

        if (double.IsInteger(value) && Math.Abs(value) < Exact)
        {
            json.WriteNumberValue((long)value);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    // What JSON.stringify leaves out.
    private static bool IsNothing(JsValue value) => value.IsUndefined() || value.TryCast<ObjectInstance>() is FunctionInstance;

    private RefusedDataException Refuse(Text why)
    {
        var path = string.Join('/', _path.Take(_depth + 1).Select(part => part is { Length: < 60 } ? part : ""));
        return new RefusedDataException(new Text($"{path}: {why.En}.", $"{path}\u00a0: {why.Fr}."));
    }
}

/// <summary>What a script handed over is not what it should be: one record is set aside, the run goes on.</summary>
internal sealed class RefusedDataException(Text reason) : Exception
{
    public Text Reason => reason;
}
