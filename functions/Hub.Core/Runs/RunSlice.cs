using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Runs;

/// <summary>What became of a run for as long as there was time.</summary>
/// <param name="Again">After which time to go on with it; null when there is nothing more to do.</param>
/// <param name="Mark">How far it is, where its time was up before it was done; else null.</param>
public readonly record struct RunSlice(TimeSpan? Again, string? Mark = null)
{
    /// <summary>Tells two states of a run apart that are not equally far. The cursor is the plug-in's, of any length, and nobody's business.</summary>
    internal static string MarkOf(Run? run) =>
        run is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{run.Committed} {run.Counts.Read} {run.Sync?.Slices} {run.Cursor}"))).AsSpan(0, 8));
}
