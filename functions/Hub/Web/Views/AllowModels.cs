namespace Hub.Web.Views;

/// <summary>What a source may bring, as a form shows it.</summary>
public sealed record AllowView
{
    public required IReadOnlyList<AllowType> Types { get; init; }

    public string? From { get; init; }

    /// <summary>The last day.</summary>
    public string? Until { get; init; }

    public string? Purpose { get; init; }
}

/// <param name="Reason">The author's.</param>
/// <param name="IsNew">A later version of the plug-in asks for it; the person has not chosen yet.</param>
/// <param name="Fields">Those that can be left out.</param>
public sealed record AllowType(string Type, string Label, string Reason, bool IsAllowed, bool IsNew, IReadOnlyList<AllowField> Fields);

public sealed record AllowField(string Name, string Label, bool IsAllowed);

/// <summary>What a source may bring, as its page says it.</summary>
/// <param name="News">What its plug-in asks for since the person chose.</param>
public sealed record AllowFacts(IReadOnlyList<(string Label, string Value)> Lines, string? News);

public sealed record SourceAllowModel(string Source, string Name, AllowView Allow, FormModel Form);
