using System.Text;

namespace Hub.Sdk.Testing;

/// <summary>What a value looks like, without what it says: <c>Dupont 12</c> is <c>A6 92</c>. Long ones keep their length only roughly.</summary>
public static class Shape
{
    /// <summary>The shape of one value; words that the format defines stay.</summary>
    /// <param name="value">The private value.</param>
    /// <param name="vocabulary">Words that the format defines.</param>
    public static string Of(string value, IReadOnlySet<string> vocabulary)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (value.Length == 0 || vocabulary.Contains(value.Trim()))
        {
            return value;
        }

        var shape = new StringBuilder();
        for (var i = 0; i < value.Length;)
        {
            var kind = Kind(value[i]);
            var end = i + 1;
            while (end < value.Length && Kind(value[end]) == kind && kind != ' ')
            {
                end++;
            }

            shape.Append(kind == ' ' ? value[i..end] : end - i == 1 ? $"{kind}" : $"{kind}{Math.Min(end - i, 20)}");
            i = end;
        }

        return shape.ToString();
    }

    private static char Kind(char c) => char.IsDigit(c) ? '9' : char.IsLetter(c) ? 'a' : ' ';
}
