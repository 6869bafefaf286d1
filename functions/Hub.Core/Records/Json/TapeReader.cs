using System.Text.Json;
using System.Text.Unicode;
using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>
/// Reads one JSON text onto a tape and holds it to what every record must be: UTF-8, at most 1 MB, 32 levels, numbers that a decimal holds exactly, no lone surrogate.
/// Says whether the text was canonical already, which what the hub's own programs write is.
/// </summary>
internal static class TapeReader
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxDepth = 32;

    // Deeper than ours, so that our own check speaks first and says what is wrong.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth * 2 };

    public static bool Read(ReadOnlySpan<byte> json, Tape tape, RecordErrors errors, out bool isCanonical)
    {
        isCanonical = false;
        if (json.Length > MaxBytes)
            return Refuse(errors, RecordMessages.TooLarge);
        if (!Utf8.IsValid(json))
            return Refuse(errors, RecordMessages.NotUtf8);
        tape.Clear(json.Length);
        json.CopyTo(tape.Text);
        tape.Length = json.Length;
        try
        {
            return ReadTokens(tape, errors, out isCanonical);
        }
        catch (JsonException)
        {
            return Refuse(errors, RecordMessages.NotJson);
        }
    }

    private static bool ReadTokens(Tape tape, RecordErrors errors, out bool isCanonical)
    {
        var reader = new Utf8JsonReader(tape.Text.AsSpan(0, tape.Length), Options);
        Span<int> open = stackalloc int[MaxDepth];
        Span<int> lastName = stackalloc int[MaxDepth];
        List<(int Token, Text Message)>? faults = null;
        var depth = 0;
        var ordered = true;
        var children = 0;
        var compact = 0;
        isCanonical = false;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            var token = tape.Count;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    if (depth == MaxDepth)
                        return Refuse(errors, RecordMessages.TooDeep);
                    tape.Add(reader.TokenType == JsonTokenType.StartObject ? JsonKind.Object : JsonKind.Array, start, 0);
                    lastName[depth] = -1;
                    open[depth++] = token;
                    compact += 2;
                    children++;
                    continue;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    ref var container = ref tape.Tokens[open[--depth]];
                    container.Length = start + 1 - container.Start;
                    container.Next = token;
                    // Commas are counted as children less one for each container that has any; the root counts as a child of nothing.
                    if (token > open[depth] + 1)
                        compact--;
                    continue;
                case JsonTokenType.PropertyName:
                    if (!AddString(ref reader, tape, JsonKind.Name, start))
                        (faults ??= []).Add((token, RecordMessages.LoneSurrogate));
                    ref var previous = ref lastName[depth - 1];
                    if (ordered && previous >= 0 && tape.Value(previous).SequenceCompareTo(tape.Value(token)) >= 0)
                        ordered = false;
                    previous = token;
                    compact += reader.ValueSpan.Length + 3;
                    continue;
                case JsonTokenType.String:
                    if (!AddString(ref reader, tape, JsonKind.String, start))
                        (faults ??= []).Add((token, RecordMessages.LoneSurrogate));
                    compact += 2;
                    break;
                case JsonTokenType.Number:
                    tape.Add(JsonKind.Number, start, reader.ValueSpan.Length);
                    if (!ExactNumber.IsWithinLimits(reader.ValueSpan))
                        (faults ??= []).Add((token, RecordMessages.NumberTooLong));
                    break;
                default:
                    tape.Add(reader.TokenType switch { JsonTokenType.True => JsonKind.True, JsonTokenType.False => JsonKind.False, _ => JsonKind.Null }, start, reader.ValueSpan.Length);
                    break;
            }

            compact += reader.ValueSpan.Length;
            children++;
        }

        isCanonical = ordered && tape.AsideLength == 0 && compact + children - 1 == tape.Length;
        if (faults is null)
            return true;
        foreach (var (token, message) in faults.Take(RecordErrors.Most))
            errors.Add(tape.PathOf(token), message);
        return false;
    }

    private static bool AddString(ref Utf8JsonReader reader, Tape tape, JsonKind kind, int start)
    {
        var token = tape.Add(kind, start + 1, reader.ValueSpan.Length);
        return !reader.ValueIsEscaped || JsonText.TryUnescape(tape, token);
    }

    private static bool Refuse(RecordErrors errors, Text message)
    {
        errors.Add("", message);
        return false;
    }
}
