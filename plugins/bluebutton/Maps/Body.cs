using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Free text as the file lays it out, without the rulers and blank lines around it.</summary>
internal static class Body
{
    public static string? Of(IReadOnlyList<Line> lines)
    {
        var (from, to) = (0, lines.Count);
        while (from < to && (lines[from].IsBlank || lines[from].IsRuler))
        {
            from++;
        }

        while (to > from && (lines[to - 1].IsBlank || lines[to - 1].IsRuler))
        {
            to--;
        }

        return from == to ? null : string.Join('\n', lines.Skip(from).Take(to - from).Select(line => line.Text.TrimEnd()));
    }
}
