// Tries: to confuse the hub with garbage on the pipe.
// Keeps: what is no frame ends the run.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class WriteGarbageIntoThePipe : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Raw([.. Enumerable.Repeat((byte)'g', 10_000)]);
        return Pipe.Forever();
    }
}
