using System.Text;

namespace Hub.Storage.Azure;

/// <summary>
/// Kinds and ids as keys of a table, whatever they hold. A table reads upwards only, and what is asked for is mostly the newest: so a row's key is its id upside down
/// (the complement of its bytes, five bits a character), and the order of keys is that of ids from the highest to the lowest.
/// </summary>
internal static class DocumentKeys
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";

    /// <summary>Behind all digits: an id that another begins with is the lower of the two, so its key has to come later.</summary>
    private const char End = 'z';

    public static string Kind(string kind)
    {
        var key = new StringBuilder(kind.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(kind))
        {
            _ = char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'.' ? key.Append((char)unit) : key.Append($"_{unit:x2}");
        }

        return key.ToString();
    }

    public static string KindOf(string key)
    {
        var bytes = new List<byte>(key.Length);
        for (var at = 0; at < key.Length; at++)
        {
            if (key[at] == '_')
            {
                bytes.Add(Convert.FromHexString(key.AsSpan(at + 1, 2))[0]);
                at += 2;
            }
            else
            {
                bytes.Add((byte)key[at]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public static string Row(string id)
    {
        var bytes = Encoding.UTF8.GetBytes(id);
        var key = new StringBuilder((bytes.Length * 8 / 5) + 2);
        var (bits, count) = (0, 0);
        foreach (var unit in bytes)
        {
            (bits, count) = ((bits << 8) | (byte)~unit, count + 8);
            for (; count >= 5; count -= 5)
            {
                key.Append(Digits[(bits >> (count - 5)) & 31]);
            }
        }

        // Filled up with ones, as if zeros followed in the id: nothing that really follows can be lower.
        return count == 0 ? key.Append(End).ToString() : key.Append(Digits[((bits << (5 - count)) | ((1 << (5 - count)) - 1)) & 31]).Append(End).ToString();
    }

    public static string Id(string row)
    {
        var bytes = new byte[(row.Length - 1) * 5 / 8];
        var (bits, count, at) = (0, 0, 0);
        foreach (var digit in row.AsSpan(0, row.Length - 1))
        {
            (bits, count) = ((bits << 5) | Digits.IndexOf(digit, StringComparison.Ordinal), count + 5);
            if (count >= 8)
            {
                bytes[at++] = (byte)~(bits >> (count - 8));
                count -= 8;
            }
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
