namespace Hub.Web.Views;

/// <summary>A figure that opens: what it measures, how much, against what, and where to see it.</summary>
public sealed record FigureModel(string Label, string Value, string? Against = null, string? Address = null);
