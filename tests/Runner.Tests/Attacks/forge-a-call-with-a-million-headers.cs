// Tries: to fill the hub's memory with headers that are only announced.
// Keeps: a call has a bounded number of headers.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class ForgeACallWithAMillionHeaders : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(17, Pipe.Number(1), Pipe.Number(1), Pipe.Text("GET"), Pipe.Text("https://holder.example/"), Pipe.Number(1_000_000));
        return Pipe.Forever();
    }
}
