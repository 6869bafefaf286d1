// Tries: to write records of a type that was never announced.
// Keeps: that is no frame.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class AnnounceNoType : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(3, Pipe.Number(77), Pipe.Number(-1), Pipe.Number(-1), "{}"u8.ToArray());
        return Pipe.Forever();
    }
}
