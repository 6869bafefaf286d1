using Hub.Core.Grants;

namespace Hub.Core.Sources;

/// <summary>What a person allows a source: which types and fields it may bring, of which span, for what purpose, until when. The hub keeps it, whatever the plug-in does.</summary>
public sealed record Allowance
{
    /// <summary>What may be kept. A type that is not here is left out, also one that a later version of the plug-in asks for.</summary>
    public required IReadOnlyList<GrantedType> Types { get; init; }

    /// <summary>Every type that the plug-in asked for when the person chose, so that what is new since can be told from what they left out.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    /// <summary>The plug-in's version at that time.</summary>
    public required string Version { get; init; }

    public required string Purpose { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>From then on the source brings nothing more; null until the person stops it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether all that the other allows is allowed here too, expiry aside.</summary>
    public bool Covers(Allowance other) => other.Types.All(type => Types.Any(mine => Covers(mine, type)));

    private static bool Covers(GrantedType mine, GrantedType other) =>
        mine.Type == other.Type
        && (mine.From is null || mine.From == other.From) && (mine.To is null || mine.To == other.To)
        && (mine.Fields is null || other.Fields?.All(field => mine.Fields.Contains(field, StringComparer.Ordinal)) == true);
}

/// <summary>What a person wishes to allow, in the place of what was allowed before.</summary>
/// <param name="Types">Null for all that the plug-in asks for.</param>
/// <param name="Purpose">Null or empty for the plug-in's own words.</param>
/// <param name="Expires">Null for no end.</param>
public sealed record AllowanceWish(IReadOnlyList<GrantedType>? Types = null, string? Purpose = null, DateTimeOffset? Expires = null);
