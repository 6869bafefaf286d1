namespace Hub.Wire;

/// <summary>What the plug-in is asked to do.</summary>
public enum RunMode
{
    Import,
    Sync,
    Compute,
    Probe,
}
