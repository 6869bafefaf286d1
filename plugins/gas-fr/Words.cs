using Hub.Sdk;

namespace Hub.Plugins.GasFr;

/// <summary>The French words by which readings, columns and periods are known, without case and accents.</summary>
internal static class Words
{
    private static readonly string[] Months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    public static string Fold(string? text) => text is null ? "" : TextFolding.Fold(text);

    /// <summary>From 1, or null.</summary>
    public static int? FindMonth(string folded) => Array.IndexOf(Months, folded) is >= 0 and var month ? month + 1 : null;

    public static bool IsPublished(string folded) => folded.StartsWith("publie", StringComparison.Ordinal);

    public static bool IsInformative(string folded) => folded.StartsWith("informative", StringComparison.Ordinal);

    public static bool IsInjection(string folded) => folded.StartsWith("injection", StringComparison.Ordinal) || folded.StartsWith("production", StringComparison.Ordinal);

    /// <summary>A qualification in the record type's words. A day without data to which the holder gave a value all the same was estimated.</summary>
    public static string? Quality(string folded) =>
        folded.StartsWith("mesur", StringComparison.Ordinal) ? "measured"
        : folded.StartsWith("estim", StringComparison.Ordinal) || folded.StartsWith("absence", StringComparison.Ordinal) ? "estimated"
        : folded.StartsWith("corrig", StringComparison.Ordinal) ? "corrected"
        : null;
}
