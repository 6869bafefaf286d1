namespace Hub.Plugins.BlueButton.Reading;

/// <summary>Medicare: a section is a ruler, its title, a ruler. The report ends with a ruler of its own.</summary>
internal static class CmsReport
{
    private const int Head = 60;

    public static bool IsOne(IReadOnlyList<Line> lines) =>
        lines.Take(Head).Any(line => line.Text.Contains("MEDICARE.GOV PERSONAL HEALTH INFORMATION", StringComparison.OrdinalIgnoreCase));

    public static Report Read(IReadOnlyList<Line> lines)
    {
        var width = lines.Take(Head).Where(line => line.IsRule('-')).Select(line => line.Width).FirstOrDefault();
        var sections = new List<Section>();
        var current = new List<Line>();
        string? title = null;
        for (var at = 0; at < lines.Count; at++)
        {
            if (!IsTitle(lines, at, width, out var found, out var after))
            {
                current.Add(lines[at]);
                continue;
            }

            Close(sections, title, current);
            (title, current) = (found, []);
            at = after;
        }

        Close(sections, title, current);
        var demographic = sections.FirstOrDefault(section => section.Name.StartsWith("DEMOGRAPHIC", StringComparison.Ordinal));
        return new Report("Medicare", [.. sections.Skip(1)], sections.Count > 1 && Ends(lines, width, sections[^1]), lines.Count)
        {
            Produced = sections.FirstOrDefault()?.Lines.Select(line => line.Text.Trim()).FirstOrDefault(text => text.Length > 0 && char.IsAsciiDigit(text[0])),
            Account = Owner(demographic),
        };
    }

    /// <summary>
    /// The last ruler closes the claims, or has blank lines below it; a title's own rulers do not: the upper is followed by the title, the lower by the section.
    /// </summary>
    private static bool Ends(IReadOnlyList<Line> lines, int width, Section last)
    {
        var at = lines.Count - 1;
        while (at > 0 && lines[at].IsBlank)
        {
            at--;
        }

        return lines[at].IsRule('-') && lines[at].Width >= width && last.Lines.Any(line => !line.IsBlank && !line.IsRuler)
            && (at < lines.Count - 1 || last.Name.StartsWith("CLAIM", StringComparison.Ordinal));
    }

    private static bool IsTitle(IReadOnlyList<Line> lines, int at, int width, out string title, out int after)
    {
        (title, after) = ("", at);
        if (!lines[at].IsRule('-') || lines[at].Width != width)
        {
            return false;
        }

        var first = at + 1;
        if (first >= lines.Count || lines[first].IsBlank || lines[first].IsRuler)
        {
            return false;
        }

        after = first + 1;
        while (after < lines.Count && lines[after].IsBlank)
        {
            after++;
        }

        title = lines[first].Text.Trim();
        return after < lines.Count && lines[after].IsRule('-');
    }

    private static void Close(List<Section> sections, string? title, List<Line> lines)
    {
        if (title is not null)
        {
            sections.Add(Section.Of(title, lines));
        }
    }

    private static string? Owner(Section? demographic)
    {
        var parts = demographic?.Lines.Select(line => line.Text.Split(':', 2)).Where(pair => pair.Length == 2 && pair[0].Trim() is "Name" or "Date of Birth").Select(pair => pair[^1].Trim());
        return parts is not null && string.Join(' ', parts) is { Length: > 0 } owner ? owner : null;
    }
}
