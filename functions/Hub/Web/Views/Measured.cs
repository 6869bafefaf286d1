namespace Hub.Web.Views;

/// <summary>One row of an aggregate, by the local day on which its bucket begins.</summary>
public sealed record Measured(DateOnly Start, string? Group, string? Direction, string? Currency, decimal Value, long Count)
{
    /// <summary>The part of a sum of money that went out: nought or below it.</summary>
    public decimal Out { get; init; }

    public decimal In => Value - Out;
}

/// <summary>What may not be added up: each line has a chart or a sentence of its own.</summary>
public sealed record LineKey(string? Direction, string? Currency);
