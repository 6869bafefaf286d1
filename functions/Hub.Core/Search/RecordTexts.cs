using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Records;

namespace Hub.Core.Search;

/// <summary>What of a record can be found by its words: its texts, and the labels of its choices in both languages. Numbers and dates have better ways.</summary>
public sealed class RecordTexts(RecordTypes types)
{
    // A letter's text is found by its beginning; an index must not outgrow the vault.
    private const int MostLetters = 8 * 1024;

    // No text that a person reads; a picture or a file in base64.
    private const int LongestValue = 64 * 1024;

    private volatile Known? _known;

    /// <summary>Changes when the same record may give other words.</summary>
    public string Fingerprint
    {
        get
        {
            var all = types.All;
            if (_known is not { } known || !ReferenceEquals(known.Types, all))
            {
                var names = string.Join('\n', all.Select(type => $"{type.Name} {type.Version}"));
                _known = known = new Known(all, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names))));
            }

            return known.Fingerprint;
        }
    }

    public RecordText Read(string typeName, ReadOnlySpan<byte> data)
    {
        var type = types.Find(typeName);
        var title = new StringBuilder();
        var rest = new StringBuilder();
        var reader = new Utf8JsonReader(data);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(type?.Fields ?? [], ref reader);
            reader.Read();
            if (field is null || field.Name != type!.Time?.Field)
            {
                Take(ref reader, field, field is not null && field.Name == type!.TitleField ? title : rest);
            }
        }

        return new RecordText(title.ToString(), rest.ToString(), type is null ? typeName : $"{type.Label.En} {type.Label.Fr}");
    }

    private static void Take(ref Utf8JsonReader reader, RecordField? field, StringBuilder text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                TakeText(ref reader, field, text);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Take(ref reader, field?.Item, text);
                }

                break;
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var member = FieldOf(field?.Children ?? [], ref reader);
                    reader.Read();
                    Take(ref reader, member, text);
                }

                break;
        }
    }

    private static void TakeText(ref Utf8JsonReader reader, RecordField? field, StringBuilder text)
    {
        if (text.Length >= MostLetters || reader.ValueSpan.Length > LongestValue || IsTime(field?.Format))
        {
            return;
        }

        var value = reader.GetString()!;
        if (field is not null && field.ValueLabels.TryGetValue(value, out var label))
        {
            value = label.En == label.Fr ? label.En : $"{label.En} {label.Fr}";
        }

        text.Append(text.Length > 0 ? " · " : "").Append(SearchWords.Spell(value.Length > MostLetters ? value[..MostLetters] : value));
    }

    /// <summary>As a day, an instant, or a part of one.</summary>
    private static bool IsTime(string? format) => format is not null && (format.Contains("date", StringComparison.Ordinal) || format is "time" or "duration");

    private static RecordField? FieldOf(IReadOnlyList<RecordField> fields, ref Utf8JsonReader reader)
    {
        foreach (var field in fields)
        {
            if (reader.ValueTextEquals(field.Name))
            {
                return field;
            }
        }

        return null;
    }

    private sealed record Known(IReadOnlyList<RecordType> Types, string Fingerprint);
}

/// <param name="Title">What names it.</param>
/// <param name="Rest">Its other texts.</param>
/// <param name="Kind">What its type is called, in both languages.</param>
public readonly record struct RecordText(string Title, string Rest, string Kind);
