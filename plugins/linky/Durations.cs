using System.Xml;

namespace Hub.Plugins.Linky;

/// <summary>Reads lengths of steps such as <c>PT30M</c>.</summary>
internal static class Durations
{
    public static TimeSpan? Find(string? text)
    {
        if (text is not { Length: > 2 and < 16 } || text[0] != 'P')
        {
            return null;
        }

        try
        {
            var length = XmlConvert.ToTimeSpan(text);
            return length > TimeSpan.Zero && length <= TimeSpan.FromDays(1) ? length : null;
        }
        catch (Exception notADuration) when (notADuration is FormatException or OverflowException)
        {
            // Then the file does not state it, and the stamps tell.
            return null;
        }
    }
}
