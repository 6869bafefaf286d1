// Tries: to speak with the hub's own voice: a reply.
// Keeps: each side has its own kinds of frames.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class ForgeAFrameOfTheHub : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(130, Pipe.Number(1), Pipe.Text("{}"));
        return Pipe.Forever();
    }
}
