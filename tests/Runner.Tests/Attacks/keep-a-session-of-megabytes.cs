// Tries: to fill the source's own record with a session of megabytes, past the SDK.
// Keeps: 64 kB are the most.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class KeepASessionOfMegabytes : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(19, Pipe.Text(new string('s', 2_000_000)));
        return Pipe.Forever();
    }
}
