using Hub.Core.Vaults;

namespace Hub.Core.Egress;

/// <summary>
/// The one way out of the hub for plug-ins. It knows no plug-in and no secret; what it keeps is what all runs share: which hosts the admin allows, and who
/// may call which host when.
/// </summary>
public sealed class Broker(EgressOptions options, TimeProvider clock)
{
    internal EgressOptions Options { get; } = options;

    internal TimeProvider Clock { get; } = clock;

    internal HostGates Gates { get; } = new(options.Limits, clock);

    /// <summary>The way out for one run. Dispose it with the run.</summary>
    /// <param name="store">The vault whose ledger its calls go into.</param>
    public BrokerSession Open(IVaultStore store, EgressRun run) => new(this, store, run);
}
