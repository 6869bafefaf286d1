namespace Hub.Wire;

/// <summary>What the plug-in is asked to do.</summary>
public enum RunMode
{
    Import,
    Sync,
    Compute,
    Probe,

    /// <summary>No plug-in: the beginning of a file's table is told.</summary>
    Sample,

    /// <summary>No plug-in: an archive is opened, and its members handed over.</summary>
    Unpack,
}
