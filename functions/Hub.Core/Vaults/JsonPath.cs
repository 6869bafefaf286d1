using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Core.Vaults;

/// <summary>JSON pointers (RFC 6901) followed by a reader, without a tree.</summary>
public static class JsonPath
{
    public static byte[][] Parse(string pointer) => [.. pointer.Split('/').Skip(1)
        .Select(segment => Encoding.UTF8.GetBytes(segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))];

    /// <summary>Moves the reader to the value, or returns false when there is none.</summary>
    public static bool Seek(ref Utf8JsonReader reader, byte[][] path)
    {
        reader.Read();
        foreach (var segment in path)
        {
            var found = reader.TokenType switch
            {
                JsonTokenType.StartObject => Member(ref reader, segment),
                JsonTokenType.StartArray => Element(ref reader, segment),
                _ => false,
            };
            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Member(ref Utf8JsonReader reader, byte[] name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var match = reader.ValueTextEquals(name);
            reader.Read();
            if (match)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool Element(ref Utf8JsonReader reader, byte[] index)
    {
        if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
        {
            return false;
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == wanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
