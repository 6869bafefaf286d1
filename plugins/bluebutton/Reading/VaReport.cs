using System.Text.RegularExpressions;

namespace Hub.Plugins.BlueButton.Reading;

/// <summary>
/// VA My HealtheVet: a section begins at <c>---- TITLE ----</c>. A note may hold such a line too, so one only counts when a source follows it,
/// or when it is one of the report's own.
/// </summary>
internal static partial class VaReport
{
    private const string Summary = "DOWNLOAD REQUEST SUMMARY";
    private const string End = "END OF MY HEALTHEVET";

    public static bool IsOne(IReadOnlyList<Line> lines) => lines.Take(60).Any(line => Title(line.Text) is { } title && IsReportTitle(title));

    public static Report Read(IReadOnlyList<Line> lines)
    {
        var sections = new List<Section>();
        var current = new List<Line>();
        string? title = null;
        var complete = false;
        for (var at = 0; at < lines.Count && !complete; at++)
        {
            var found = Title(lines[at].Text);
            if (found is null || !IsSection(found, lines, at))
            {
                current.Add(lines[at]);
                continue;
            }

            Close(sections, title, current);
            complete = found.StartsWith(End, StringComparison.OrdinalIgnoreCase);
            (title, current) = (found, []);
        }

        if (!complete)
        {
            Close(sections, title, current);
        }

        var head = string.Join('\n', sections.FirstOrDefault()?.Lines.Select(line => line.Text) ?? []);
        return new Report("VA My HealtheVet", [.. sections.Skip(1).Where(section => section.Name != Summary)], complete, lines.Count)
        {
            Produced = Stamp().Match(head) is { Success: true } stamp ? stamp.Value.Trim() : null,
            Account = Owner().Match(head) is { Success: true } owner ? $"{owner.Groups["name"].Value.Trim()} {owner.Groups["born"].Value.Trim()}" : null,
        };
    }

    private static void Close(List<Section> sections, string? title, List<Line> lines)
    {
        if (title is not null)
        {
            sections.Add(Section.Of(title, lines));
        }
    }

    private static string? Title(string line) => Ruler().Match(line) is { Success: true } match ? match.Groups["title"].Value : null;

    private static bool IsReportTitle(string title) =>
        title.Contains("HEALTHEVET", StringComparison.OrdinalIgnoreCase) && title.EndsWith("INFORMATION REPORT", StringComparison.OrdinalIgnoreCase)
        && !title.StartsWith("END", StringComparison.OrdinalIgnoreCase);

    private static bool IsSection(string title, IReadOnlyList<Line> lines, int at) =>
        IsReportTitle(title) || title.Equals(Summary, StringComparison.OrdinalIgnoreCase) || title.StartsWith(End, StringComparison.OrdinalIgnoreCase)
        || lines.Skip(at + 1).Where(line => !line.IsBlank).Take(1).Any(line => line.Text.TrimStart().StartsWith("Source:", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^-{8,} ?(?<title>[A-Za-z][^\r\n]*?[A-Za-z0-9)]) ?-{8,}\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ruler();

    [GeneratedRegex(@"\b[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}(?: @ [0-9]{4})?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"Name: (?<name>[^\n]+?) +Date of Birth: (?<born>[0-9]{1,2} [A-Za-z]{3} [0-9]{4})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Owner();
}
