using System.Globalization;
using System.Text;

namespace Hub.Core.Runs;

/// <summary>What somebody is woken for: a run that is to go on, or a source that is to be looked at. It names things and grants nothing: whoever is woken looks what is to be done.</summary>
/// <param name="Subject">The run or the source.</param>
/// <param name="At">When the source was to be looked at, so that a call that another one replaced is known by it.</param>
/// <param name="Idle">How many slices in a row brought the run nowhere.</param>
/// <param name="Mark">How far the run was when it was put off.</param>
public sealed record RunCall(RunCallKind Kind, string VaultId, string Subject, DateTimeOffset At = default, int Idle = 0, string Mark = "")
{
    public static RunCall Run(string vaultId, string runId) => new(RunCallKind.Run, vaultId, runId);

    public static RunCall Source(string vaultId, string sourceId, DateTimeOffset at) => new(RunCallKind.Source, vaultId, sourceId, at);

    /// <summary>A line, short and of a fixed order: sealed it must fit into an address or a message anywhere.</summary>
    internal byte[] Write() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)Kind}\n{VaultId}\n{Subject}\n{At.UtcTicks}\n{Idle}\n{Mark}"));

    internal static RunCall? Read(ReadOnlySpan<byte> written)
    {
        return Encoding.UTF8.GetString(written).Split('\n') is [var kind, var vault, var subject, var at, var idle, var mark]
            && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((RunCallKind)number)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && int.TryParse(idle, NumberStyles.None, CultureInfo.InvariantCulture, out var slices)
            ? new((RunCallKind)number, vault, subject, new DateTimeOffset(ticks, TimeSpan.Zero), slices, mark)
            : null;
    }
}

public enum RunCallKind
{
    Run = 1,
    Source = 2,
}
