namespace Hub.Front;

/// <summary>How this hub is set up: from the command line first, then from the environment.</summary>
public sealed record HubOptions
{
    public const string DefaultUrl = "http://localhost:7071";

    public string Data { get; init; } = Environment.GetEnvironmentVariable("HUB_DATA") is { Length: > 0 } data ? data : "data";

    public string Urls { get; init; } = DefaultUrl;

    /// <summary>The address that people type, when it is not the one listened on: behind a reverse proxy, or with a name of its own.</summary>
    public string? PublicUrl { get; init; } = Environment.GetEnvironmentVariable("HUB_PUBLIC_URL") is { Length: > 0 } url ? url : null;
}
