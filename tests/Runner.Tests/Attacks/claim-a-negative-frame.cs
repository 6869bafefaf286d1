// Tries: to make the hub read backwards: a frame of negative length.
// Keeps: no length is negative.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class ClaimANegativeFrame : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Raw([0xff, 0xff, 0xff, 0xff, 3]);
        return Pipe.Forever();
    }
}
