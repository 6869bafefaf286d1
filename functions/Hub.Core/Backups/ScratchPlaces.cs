namespace Hub.Core.Backups;

/// <summary>Places for what lies in clear for a while: the hub's own user alone may look, and what a killed process left there can be told from what is in use.</summary>
/// <param name="Make">Makes one, under a folder or, for null, under the system's for what is in passing.</param>
/// <param name="Sweep">Removes what killed processes left under a folder.</param>
public sealed record ScratchPlaces(Func<string?, ScratchPlace> Make, Action<string> Sweep);

/// <param name="Path">A folder in it, not made yet.</param>
/// <param name="Held">With it all of the place goes.</param>
public sealed record ScratchPlace(string Path, IDisposable Held) : IDisposable
{
    public void Dispose() => Held.Dispose();
}
