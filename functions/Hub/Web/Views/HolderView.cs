namespace Hub.Web.Views;

/// <summary>An organisation that holds data, as the person looks for it: formats and plug-ins stand behind.</summary>
public sealed record HolderView
{
    /// <summary>Plug-in and place in its manifest: <c>linky-0</c>.</summary>
    public required string Id { get; init; }

    public required string Plugin { get; init; }

    public required string PluginName { get; init; }

    public required string Name { get; init; }

    public required string Country { get; init; }

    public required string Domain { get; init; }

    public required string Site { get; init; }

    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What it gives, in the words of the record types.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Its connector fetches by itself once it is set up.</summary>
    public bool CanConnect { get; init; }

    /// <summary>Its connector reads files that the person got there.</summary>
    public bool GivesFiles { get; init; } = true;

    public string Icon => Icons.OfDomain(Domain);

    public string Address => "/add/" + Id;
}
