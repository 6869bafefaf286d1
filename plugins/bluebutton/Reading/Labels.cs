namespace Hub.Plugins.BlueButton.Reading;

/// <summary>The labels that a section is known to use.</summary>
internal sealed class Labels(IEnumerable<string> known)
{
    /// <summary>Labels whose value is what somebody wrote or dictated.</summary>
    private static readonly HashSet<string> Free = new(["Comments", "Instructions", "Note", "Results", "Reason for taking", "Interpretation", "Response", "Reactions",
        "Clinical History", "Reasons for Study", "Performing Location", "Exposures", "Other Clinician Information", "Military Service Description"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Lines = new(["Results", "Interpretation", "Health Issues", "Other Health Issues", "Reactions", "Note", "Clinical History"], StringComparer.OrdinalIgnoreCase);

    /// <summary>How the sentences begin that the holder adds after the last entry of a section.</summary>
    private static readonly string[] Advice = ["Please contact", "Remember to share", "Test results slightly", "Learn more", "If you have any", "Reaction Key", "For some tests", "Your provider has", "for any important"];

    private readonly string[] _longestFirst = [.. known.Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(label => label.Length)];

    public static bool IsAdvice(string line) => Advice.Any(start => line.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));

    public bool IsKnown(string label) => _longestFirst.Contains(label, StringComparer.OrdinalIgnoreCase);

    public bool IsFree(string label) => Free.Contains(label);

    public bool KeepsLines(string label) => Lines.Contains(label);

    /// <summary>The first known label inside a value: <c>15 Jun 2005   Stop Date:</c>.</summary>
    public (string Label, int At)? FindWithin(string value)
    {
        (string Label, int At)? first = null;
        foreach (var label in _longestFirst)
        {
            var at = value.IndexOf(label + ":", StringComparison.OrdinalIgnoreCase);
            if (at > 0 && char.IsWhiteSpace(value[at - 1]) && (first is null || at < first.Value.At) && !Covers(first, at, label))
            {
                first = (label, at);
            }
        }

        return first;
    }

    private static bool Covers((string Label, int At)? longer, int at, string label) =>
        longer is { } one && at > one.At && at + label.Length <= one.At + one.Label.Length;
}
