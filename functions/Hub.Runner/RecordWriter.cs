using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>Writes records straight into the frames that leave: one JSON writer, no copy.</summary>
internal sealed class RecordWriter(HubLink link)
{
    private const int LongestOrigin = 2000;

    private static readonly Text TooLarge = new(
        "This item is larger than a record may be (1 MB).",
        "Cet élément dépasse la taille permise pour une donnée (1 Mo).");

    // The hub validates and stores JSON, it never puts it into a page as it is: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private Utf8JsonWriter? _json;

    public void Save(string type, Action<Utf8JsonWriter> data, Origin origin) => Send(FrameKind.Record, type, data, origin);

    public void Withdraw(string type, Action<Utf8JsonWriter> identity, Origin origin) => Send(FrameKind.Withdraw, type, identity, origin);

    public void Reject(string type, Text reason, Origin origin)
    {
        origin = Short(origin);
        lock (_lock)
        {
            link.Send(FrameKind.Reject, static (frames, it) =>
            {
                frames.Write(it.Type);
                frames.Write(it.Origin.At);
                frames.Write(it.Origin.Subject);
                frames.Write(it.Reason.En);
                frames.Write(it.Reason.Fr);
            }, (Type: Number(type), Reason: reason, Origin: origin));
        }
    }

    private void Send(FrameKind kind, string type, Action<Utf8JsonWriter> data, Origin origin)
    {
        origin = Short(origin);
        lock (_lock)
        {
            try
            {
                link.Send(kind, static (frames, it) => it.Self.Write(frames, it.Type, it.Data, it.Origin), (Self: this, Type: Number(type), Data: data, Origin: origin));
            }
            catch (WireException)
            {
                Reject(type, TooLarge, origin);
            }
        }
    }

    // It says where an item stands, and must not keep a record that fits from being sent.
    private static Origin Short(Origin origin) => new(Short(origin.At), Short(origin.Subject));

    private static string? Short(string? text) => text?.Length > LongestOrigin ? text[..LongestOrigin] : text;

    private void Write(FrameBuffer frames, int type, Action<Utf8JsonWriter> data, Origin origin)
    {
        frames.Write(type);
        frames.Write(origin.At);
        frames.Write(origin.Subject);
        if (_json is null)
        {
            _json = new Utf8JsonWriter(frames, Options);
        }
        else
        {
            _json.Reset(); // also drops what a callback that threw had begun
        }

        _json.WriteStartObject();
        data(_json);
        if (_json.CurrentDepth != 1)
        {
            throw new InvalidOperationException("The record's data opens an object or array that it does not close.");
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    private int Number(string type)
    {
        if (!_types.TryGetValue(type, out var number))
        {
            number = _types.Count;
            if (number == Protocol.MaxTypes)
            {
                throw new InvalidOperationException("Too many record types.");
            }

            link.Send(FrameKind.Type, static (frames, it) => frames.Write(it), type);
            _types.Add(type, number);
        }

        return number;
    }
}
