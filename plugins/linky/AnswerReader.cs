using System.Text;
using System.Text.Json;

namespace Hub.Plugins.Linky;

/// <summary>
/// Reads an answer of Data Connect, or of a gateway that passes it on, wrapped or not. A document that breaks off gives what it holds.
/// </summary>
internal sealed class AnswerReader
{
    private const int MostTopValues = 100;
    private readonly Stack<Frame> _open = new();

    public List<MeterReading> Readings { get; } = [];

    /// <summary>The delivery points that it describes, each with all its leaves.</summary>
    public List<Dictionary<string, string>> UsagePoints { get; } = [];

    /// <summary>The leaves near the root, where errors are told.</summary>
    public Dictionary<string, string> Top { get; } = new(StringComparer.Ordinal);

    /// <summary>Where it breaks off or is damaged: the line, from 1; null when it is whole.</summary>
    public long? BreaksOffAt { get; private set; }

    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 64, AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));
        var property = "";
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName: property = reader.GetString()!; break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray: Open(property, reader.TokenType == JsonTokenType.StartArray); property = ""; break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray: Close(); property = ""; break;
                    default: Set(property, reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan)); break;
                }
            }

            if (reader.CurrentDepth > 0 || !json[(int)reader.BytesConsumed..].Trim(" \t\r\n"u8).IsEmpty)
            {
                BreaksOffAt = Line(json);
            }
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            // What was complete before the damage is kept; the run says where it stands.
            BreaksOffAt = Line(json[..(int)Math.Min(json.Length, reader.BytesConsumed)]);
        }
    }

    private static long Line(ReadOnlySpan<byte> before) => before.Count((byte)'\n') + 1;

    private void Open(string property, bool isArray)
    {
        var around = _open.Count > 0 ? _open.Peek() : null;
        var name = property.Length > 0 ? property : around?.Name ?? "";
        var frame = new Frame(name, isArray, around);
        if (_open.Count == 1 && property.Length > 0 && Top.Count < MostTopValues)
        {
            Top.TryAdd(property, "");
        }

        if (around is { Name: "interval_reading", IsArray: true } && !isArray)
        {
            frame.Reading = [];
        }
        else if (around is { Name: "usage_points", IsArray: true } && !isArray)
        {
            frame.UsagePoint = [];
        }
        else if (frame is { Name: "interval_reading", IsArray: true } && around is not null)
        {
            Readings.Add(around.OwnMeter());
        }

        _open.Push(frame);
    }

    private void Close()
    {
        var frame = _open.Pop();
        if (frame is { Reading: { } reading, IsArray: false } && ReferenceEquals(frame.Around?.Reading, null))
        {
            frame.Around?.Around?.OwnMeter().Readings.Add(new IntervalReading(reading.GetValueOrDefault("date", ""), reading.GetValueOrDefault("value", ""), reading.GetValueOrDefault("interval_length"), reading.GetValueOrDefault("measure_type")));
        }
        else if (frame.UsagePoint is { } point && frame.Around?.UsagePoint is null)
        {
            UsagePoints.Add(point);
        }
    }

    private void Set(string property, string text)
    {
        var frame = _open.Count > 0 ? _open.Peek() : null;
        if (property.Length == 0 || frame is null)
        {
            return;
        }

        if (frame.Reading is { } reading)
        {
            reading.TryAdd(property, text);
        }
        else if (frame.UsagePoint is { } point)
        {
            point.TryAdd(property, text);
        }
        else
        {
            // What reading_type says belongs to the answer around it.
            (frame.Name == "reading_type" && frame.Around is { } answer ? answer : frame).OwnMeter().Values.TryAdd(property, text);
            if (_open.Count <= 3 && Top.Count < MostTopValues)
            {
                Top.TryAdd(property, text);
            }
        }
    }

    private sealed class Frame(string name, bool isArray, Frame? around)
    {
        private MeterReading? _meter;

        public string Name => name;

        public bool IsArray => isArray;

        public Frame? Around => around;

        public Dictionary<string, string>? Reading { get => field ?? around?.Reading; set; }

        public Dictionary<string, string>? UsagePoint { get => field ?? around?.UsagePoint; set; }

        public MeterReading OwnMeter() => _meter ??= new MeterReading();
    }
}
