namespace Hub.Core.Runs;

/// <summary>
/// How many runners work at once. What waits for holders has slots of its own, more of them: a hanging holder costs memory and no processor, and must hold up nobody's import.
/// </summary>
public sealed class RunnerSlots
{
    /// <summary>Together the most runners at work: the bound of their memory. One more may wait for a script, and is small (<see cref="Plugins.Running.WarmRunners"/>).</summary>
    public static readonly int ForHolders = Math.Max(4, 4 * Environment.ProcessorCount);
    public static readonly int ForTheRest = Math.Max(2, Environment.ProcessorCount);

    private readonly FairSlots _holders = new(ForHolders, reserve: 1);
    private readonly FairSlots _rest = new(ForTheRest);

    public ValueTask<IDisposable> TakeAsync(Run? run, string vaultId, CancellationToken cancellationToken) =>
        (run?.Kind == RunKind.Sync ? _holders : _rest).TakeAsync(vaultId, run?.Sync is { FailedBefore: > 0 } or { Slices: > 0 } ? SlotUse.Doubtful : SlotUse.Usual, cancellationToken);

    /// <summary>For a probe, which a person waits for.</summary>
    public ValueTask<IDisposable> TakeForProbeAsync(string vaultId, CancellationToken cancellationToken) => _holders.TakeAsync(vaultId, SlotUse.Urgent, cancellationToken);
}
