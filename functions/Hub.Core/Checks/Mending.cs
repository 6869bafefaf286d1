using Hub.Core.Journal;

namespace Hub.Core.Checks;

/// <summary>Who has what put right.</summary>
/// <param name="Actor">As the journals name them.</param>
/// <param name="Only">Nothing else is; null for everything that can be.</param>
public sealed record Mending(string Actor, FindingKind? Only = null)
{
    public const string Action = "repair";

    /// <summary>What the purpose of a line begins with; the kind follows.</summary>
    public const string PurposePrefix = "check ";

    public bool Takes(FindingKind kind) => Findings.Of(kind).Mends is not null && (Only is null || Only == kind);

    public JournalEntry Line(FindingKind kind, long count, DateTimeOffset at) => new(0, at, Actor, Action, null, PurposePrefix + kind, count);
}
