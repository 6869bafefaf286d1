// Tries: to make the hub keep room for a frame of two gigabytes.
// Keeps: a frame is 4 MB at most.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class ClaimAnOversizedFrame : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Raw([0xff, 0xff, 0xff, 0x7f, 3]);
        return Pipe.Forever();
    }
}
