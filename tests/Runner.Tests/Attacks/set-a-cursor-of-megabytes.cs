// Tries: to fill each batch with a cursor of megabytes, past the SDK.
// Keeps: 64 kB are the most.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class SetACursorOfMegabytes : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(4, Pipe.Text(new string('c', 2_000_000)));
        return Pipe.Forever();
    }
}
