using Hub.Sdk;

namespace Hub.Core.Egress;

/// <summary>A call that was refused or failed.</summary>
/// <param name="fault">The word for it in the ledger.</param>
public sealed class EgressException(string fault, Outcome outcome, Text detail) : RunException(outcome, detail)
{
    public string Fault { get; } = fault;
}
