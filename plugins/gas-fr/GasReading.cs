namespace Hub.Plugins.GasFr;

/// <summary>One reading as a file tells it.</summary>
/// <param name="At">Where it stands.</param>
internal sealed record GasReading(string At)
{
    /// <summary>The meter's number (PCE), or null where the file does not say it.</summary>
    public string? Pce { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>Published: it is what the supplier bills by. Null where the file does not say.</summary>
    public bool? IsPublished { get; init; }

    public bool IsInjected { get; init; }

    /// <summary>Kilowatt-hours, as written.</summary>
    public string? Energy { get; init; }

    /// <summary>Cubic metres, as written.</summary>
    public string? Volume { get; init; }

    /// <summary>Kilowatt-hours a cubic metre, as written.</summary>
    public string? Conversion { get; init; }

    /// <summary>Measured, estimated, no data, in French.</summary>
    public string? Qualification { get; init; }
}
