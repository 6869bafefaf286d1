// Tries: to change whose account the source is, outside of a probe.
// Keeps: an account is only told while settings are tried.
// Outcome: PluginFault
using Hub.Sdk;

namespace Attacking;

internal sealed class ClaimAnotherAccount : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(20, Pipe.Text("someone-else"), Pipe.Text("Someone else"));
        return Pipe.Forever();
    }
}
