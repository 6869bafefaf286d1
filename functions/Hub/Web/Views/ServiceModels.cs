using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Web.Views;

public sealed record ServicesModel(IReadOnlyList<ServiceView> Services);

/// <summary>What an application asks for, before the person says yes.</summary>
public sealed record ConsentModel
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required string Publisher { get; init; }

    public required string Version { get; init; }

    public required string Purpose { get; init; }

    public required IReadOnlyList<AskedType> Reads { get; init; }

    /// <summary>Hosts that it reaches, with the reason; none for most.</summary>
    public IReadOnlyList<(string Host, string Reason)> Hosts { get; init; } = [];

    public FormModel Form { get; init; } = new();
}

/// <summary>A type that is asked for.</summary>
/// <param name="Fields">Only these fields, by label; empty for all.</param>
/// <param name="Count">How many records the person has.</param>
/// <param name="Optional">The service computes without it too.</param>
public sealed record AskedType(string Type, string Label, string Reason, IReadOnlyList<string> Fields, long Count, bool Optional = false);

/// <summary>What a service found.</summary>
public sealed record ServicePageModel
{
    public required ServiceView Service { get; init; }

    public required IReadOnlyList<InsightView> Insights { get; init; }

    /// <summary>The calculation under way, or the last one that went wrong.</summary>
    public Run? Run { get; init; }

    /// <summary>"May read your energy consumption since 1 March 2026, until 1 March 2027."</summary>
    public required string Grant { get; init; }

    public required string GrantId { get; init; }

    /// <summary>What this version would read beyond what was allowed to the version before, with the reason.</summary>
    public IReadOnlyList<AskedType> Asked { get; init; } = [];
}

public sealed record InsightView(string Title, string? Reading, IReadOnlyList<FigureModel> Figures, IReadOnlyList<ChartModel> Charts, IReadOnlyList<HeatModel> Heats, FigureModel Basis, IReadOnlyList<Factor> Factors, string Computed);
