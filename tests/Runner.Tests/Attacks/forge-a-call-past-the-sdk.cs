// Tries: to call a file and this machine past the SDK.
// Keeps: each call is the broker's to judge.
// Outcome: PluginFault
// Ledger: scheme
// Requests: 0
using Hub.Sdk;

namespace Attacking;

internal sealed class ForgeACallPastTheSdk : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(17, Pipe.Number(1), Pipe.Number(1), Pipe.Text("GET"), Pipe.Text("file:///etc/passwd"), Pipe.Number(0), Pipe.Number(0));
        return Pipe.Forever();
    }
}
