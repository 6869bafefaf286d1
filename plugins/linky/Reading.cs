namespace Hub.Plugins.Linky;

/// <summary>One reading of a load curve.</summary>
/// <param name="End">When its step ends.</param>
/// <param name="Value">The value, or null when it was not measured or not readable.</param>
/// <param name="Step">The step's length where the file states it for this reading.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct Reading(DateTimeOffset End, decimal? Value, TimeSpan? Step, string At);
