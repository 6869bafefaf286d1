using System.Text;

namespace Hub.Plugins.Linky;

/// <summary>Splits a line into its cells.</summary>
internal static class Cells
{
    /// <summary>What separates the cells of a heading.</summary>
    public static char Separator(string heading) => heading.Contains(';') ? ';' : heading.Contains('\t') ? '\t' : ',';

    public static string[] Split(string line, char separator)
    {
        if (!line.Contains('"'))
        {
            var plain = line.Split(separator);
            for (var i = 0; i < plain.Length; i++)
            {
                plain[i] = plain[i].Trim();
            }

            return plain;
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return [.. cells];
    }
}
