using System.Globalization;

namespace Hub.Web.Views;

/// <summary>
/// What a page knows of the runs of its vault: those up to an id, and which of them were under way. It travels as the id of the events, so that a connection
/// which goes on tells what happened in between, at whatever process.
/// </summary>
public sealed record LiveCursor(string Since, IReadOnlyCollection<string> Moving)
{
    private const int MostMoving = 50;
    private const int LongestId = 64;

    /// <summary>A page that was made at that time: ids of runs begin with theirs.</summary>
    public static LiveCursor At(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture), []);

    /// <summary>Null when it is none of ours.</summary>
    public static LiveCursor? TryParse(string? text)
    {
        var parts = (text ?? "").Split('.', MostMoving + 2);
        return parts.Length <= MostMoving + 1 && parts.All(part => part.Length is > 0 and <= LongestId && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')) ? new(parts[0], [.. parts.Skip(1)]) : null;
    }

    public override string ToString() => string.Join('.', [Since, .. Moving.Order(StringComparer.Ordinal).TakeLast(MostMoving)]);
}
