// Tries: to make the hub read past a frame: texts longer than it, and of negative length.
// Keeps: what does not fit is no frame.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class ClaimNegativeLengths : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(7, Pipe.Number(int.MinValue));
        return Pipe.Forever();
    }
}
