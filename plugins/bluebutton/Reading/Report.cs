namespace Hub.Plugins.BlueButton.Reading;

/// <summary>A Blue Button report, cut into its sections.</summary>
/// <param name="Holder">Who gives it.</param>
/// <param name="Sections">In the order of the file.</param>
/// <param name="IsComplete">Whether its end is there.</param>
/// <param name="LastLine">The number of the last line.</param>
internal sealed record Report(string Holder, IReadOnlyList<Section> Sections, bool IsComplete, int LastLine)
{
    /// <summary>When the holder made it, as it writes it.</summary>
    public string? Produced { get; init; }

    /// <summary>Whose it is, as the first lines say: for records that have no number of the holder.</summary>
    public string? Account { get; init; }
}

/// <summary>One section.</summary>
/// <param name="Title">As the ruler writes it.</param>
/// <param name="Lines">What follows, its source and date left out.</param>
/// <param name="Source">Who states it, as the section says.</param>
internal sealed record Section(string Title, IReadOnlyList<Line> Lines, string? Source)
{
    private static readonly string[] Heads = ["Source:", "Last Updated:", "Sorted By:", "Sort By:"];

    /// <summary>The title without who states it.</summary>
    public string Name { get; } = Title.ToUpperInvariant();

    /// <summary>Whether the person wrote it: the title says so, or else the source.</summary>
    public bool IsSelfReported => Name.StartsWith("SELF REPORTED", StringComparison.Ordinal)
        || (!Name.StartsWith("VA ", StringComparison.Ordinal) && Source?.StartsWith("Self", StringComparison.OrdinalIgnoreCase) == true);

    public static Section Of(string title, List<Line> lines)
    {
        string? source = null;
        var kept = new List<Line>(lines.Count);
        var inHead = true;
        foreach (var line in lines)
        {
            var head = inHead ? Heads.FirstOrDefault(one => line.Text.TrimStart().StartsWith(one, StringComparison.OrdinalIgnoreCase)) : null;
            if (head == Heads[0])
            {
                source = line.Text.Trim()[head.Length..].Trim();
            }

            inHead &= head is not null || line.IsBlank;
            if (head is null)
            {
                kept.Add(line);
            }
        }

        return new Section(title, kept, source);
    }
}
