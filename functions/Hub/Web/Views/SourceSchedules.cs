namespace Hub.Web.Views;

/// <summary>How often a source fetches, as a list to choose from.</summary>
public static class SourceSchedules
{
    private static readonly string[] Usual = ["PT1H", "PT6H", "P1D", "P7D", "P1M"];

    /// <param name="own">The plug-in's own, in ISO 8601.</param>
    /// <param name="chosen">What the person chose before, or null.</param>
    public static IReadOnlyList<ChoiceModel> Of(string? own, string? chosen, PageContext page) =>
    [
        new("", own is null ? page.L("Only when I ask", "Seulement à ma demande") : page.L($"{Capital(Rhythm.Say(own, page))}, as suggested", $"{Capital(Rhythm.Say(own, page))}, comme conseillé")),
        .. Usual.Append(chosen).OfType<string>().Where(duration => duration != own).Distinct(StringComparer.Ordinal).Select(duration => new ChoiceModel(duration, Capital(Rhythm.Say(duration, page)))),
    ];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
