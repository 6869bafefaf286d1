namespace Hub.Plugins.BlueButton.Reading;

/// <summary>Cuts a section into its entries.</summary>
internal static class Groups
{
    /// <summary>An entry begins at a label of <paramref name="starts"/>, or at one of <paramref name="leads"/> that stands before it.</summary>
    /// <param name="lines">The section.</param>
    /// <param name="starts">Labels that every entry has, once.</param>
    /// <param name="leads">Labels that may come before it.</param>
    /// <param name="ruled">Whether an entry follows a line of equals signs: reports hold lines that look like labels.</param>
    public static List<List<Line>> Of(IReadOnlyList<Line> lines, string[] starts, string[] leads, bool ruled)
    {
        var groups = new List<List<Line>>();
        var hasStart = true;
        var afterRule = true;
        foreach (var line in lines)
        {
            var label = FieldReader.First(line.Text);
            var isStart = label is not null && starts.Contains(label, StringComparer.OrdinalIgnoreCase);
            var isLead = label is not null && leads.Contains(label, StringComparer.OrdinalIgnoreCase);
            if ((isStart || isLead) && hasStart && (!ruled || afterRule))
            {
                groups.Add([]);
                hasStart = false;
            }

            hasStart |= isStart && groups.Count > 0;
            afterRule = line.IsRule('=') || (line.IsBlank && afterRule);
            if (groups.Count > 0)
            {
                groups[^1].Add(line);
            }
        }

        return ruled && groups.Count == 0 ? Of(lines, starts, leads, ruled: false) : groups;
    }
}
