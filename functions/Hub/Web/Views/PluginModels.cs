namespace Hub.Web.Views;

/// <param name="Broken">Folders that cannot be used; for the admin only.</param>
public sealed record PluginsModel(IReadOnlyList<PluginItem> Items, IReadOnlyList<(string Folder, string Reason)> Broken, bool IsAdmin)
{
    public FormModel Form { get; init; } = new();
}

/// <param name="Note">"An update waits", "3 sources"; null when there is nothing to say.</param>
public sealed record PluginItem(string Id, string Icon, string Name, string Summary, string Under, string? Note, bool NeedsLook)
{
    public string Address => "/plugins/" + Id;
}

public sealed record PluginPageModel
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<(string Label, string Value)> Facts { get; init; }

    public required AsksModel Asks { get; init; }

    public required FenceView Fence { get; init; }

    public IReadOnlyList<(string Label, string Value)> Limits { get; init; } = [];

    public IReadOnlyList<SourceItem> Sources { get; init; } = [];

    public IReadOnlyList<RunView> Runs { get; init; } = [];

    /// <summary>Its latest calls.</summary>
    public TableModel? Calls { get; init; }

    /// <summary>How many kept files another version of it read.</summary>
    public int FilesOfOther { get; init; }

    public WaitingUpdate? Waiting { get; init; }

    /// <summary>The admin may remove it: it does not come with the hub.</summary>
    public bool CanRemove { get; init; }

    /// <summary>A connector that can be set up now.</summary>
    public bool CanConnect { get; init; }

    /// <summary>It has no code, and can be had as a file for another hub.</summary>
    public bool IsTable { get; init; }

    public string? Said { get; init; }
}

/// <param name="Kind">good where a sandbox holds it, attention where none does.</param>
public sealed record FenceView(string Kind, string Word, string Text);

/// <summary>A version that asks for more than the one in use.</summary>
/// <param name="CanAccept">The visitor is the admin, and it needs no command line.</param>
public sealed record WaitingUpdate(string Version, IReadOnlyList<string> Added, IReadOnlyList<string> Dropped, bool CanAccept, string? Hint);

/// <summary>A packed plug-in that was sent in, before it is installed.</summary>
/// <param name="Upload">Where it waits.</param>
/// <param name="Current">The version in use, when there is one: then what is new and what goes is said.</param>
public sealed record InstallModel(string Upload, string Name, string Summary, IReadOnlyList<(string Label, string Value)> Facts, AsksModel Asks, FenceView Fence, string? Current, IReadOnlyList<string> Added, IReadOnlyList<string> Dropped);
